#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/notices/geteld.h"
#include "proto/terms/domein.h"
#include "proto/terms/recorded.h"

// A message names each of its members once, in a function beside it:
//
//   template <class Form>
//   void members(Form& form, Of<Form, Schijf>& schijf) { form("schijf", schijf.naam); … }
//
// A Writer makes an object of the members, in that order; a Reader fills the message from an object, and passes over
// members that it does not know. A member is text, a truth value, a count, a day, a moment, a term, a list, a map or a
// message; a member in a std::optional may be absent.
namespace vish::proto {

/// The message as a Form uses it: constant for a Writer, to be filled for a Reader.
template <class Form, class Message>
using Of = typename Form::template Access<Message>;

/// Makes a JSON object of the members of a message.
class Writer {
 public:
  /// A Writer does not change the message.
  template <class Message>
  using Access = const Message;

  template <class T>
  void operator()(const char* name, const T& value) {
    json_[name] = of(value);
  }
  template <class T>
  void operator()(const char* name, const std::optional<T>& value) {
    if (value) (*this)(name, *value);
  }
  /// Writes a member that follows from the others; a Reader passes over it.
  template <class T>
  void derived(const char* name, const T& value) {
    (*this)(name, value);
  }
  /// Writes an object that counts many and has some of them in a list of that name. `rest_first` puts the number of the
  /// others before the list.
  template <class T>
  void counted(const char* name, const Geteld<T>& geteld, const char* list, bool rest_first = false) {
    Writer writer;
    writer("aantal", geteld.aantal);
    if (rest_first) writer("meer", geteld.rest());
    writer(list, geteld.eerste);
    writer("meer", geteld.rest());
    json_[name] = std::move(writer.json_);
  }

  template <class T>
  static nlohmann::ordered_json of(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      return to_text(value);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      return value;
    } else {
      Writer writer;
      members(writer, value);
      return std::move(writer.json_);
    }
  }
  static nlohmann::ordered_json of(Tijdstip moment) { return rfc3339(moment); }
  static nlohmann::ordered_json of(Datum dag) { return dag.text(); }
  template <class Enum>
  static nlohmann::ordered_json of(const Recorded<Enum>& word) {
    return word.text();
  }
  template <class T>
  static nlohmann::ordered_json of(const std::vector<T>& list) {
    auto json = nlohmann::ordered_json::array();
    for (const auto& element : list) json.push_back(of(element));
    return json;
  }
  template <class Key, class T>
  static nlohmann::ordered_json of(const std::map<Key, T>& map) {
    auto json = nlohmann::ordered_json::object();
    for (const auto& [key, value] : map) json[of(key).template get<std::string>()] = of(value);
    return json;
  }

 private:
  nlohmann::ordered_json json_ = nlohmann::ordered_json::object();
};

/// Fills a message from a JSON object, which must outlive this. Throws nlohmann::json::exception for an object that is
/// no such message.
class Reader {
 public:
  /// A Reader changes the message.
  template <class Message>
  using Access = Message;
  /// The JSON from which a Reader fills a message.
  using Json = nlohmann::json;

  explicit Reader(const Json& json) : json_(json) {}

  template <class T>
  void operator()(const char* name, T& value) const {
    read(json_.at(name), value);
  }
  template <class T>
  void operator()(const char* name, std::optional<T>& value) const {
    if (json_.contains(name)) value = read_as<T>(json_.at(name));
  }
  template <class T>
  void derived(const char* /*name*/, const T& /*value*/) const {}
  template <class T>
  void counted(const char* name, Geteld<T>& geteld, const char* list, bool /*rest_first*/ = false) const {
    read(json_.at(name).at("aantal"), geteld.aantal);
    read(json_.at(name).at(list), geteld.eerste);
  }

  template <class T>
  static T read_as(const Json& json) {
    T value{};
    read(json, value);
    return value;
  }

 private:
  template <class T>
  static const T& require(const std::optional<T>& value, const std::string& text) {
    if (!value) throw Json::other_error::create(0, "onverwachte waarde: " + text, nullptr);
    return *value;
  }

  template <class T>
  static void read(const Json& json, T& value) {
    if constexpr (std::is_enum_v<T>) {
      const auto text = json.get<std::string>();
      value = require(from_text<T>(text), text);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      value = json.get<T>();
    } else {
      Reader reader(json);
      members(reader, value);
    }
  }
  static void read(const Json& json, Tijdstip& moment) {
    const auto text = json.get<std::string>();
    moment = require(parse_tijdstip(text), text);
  }
  template <class Enum>
  static void read(const Json& json, Recorded<Enum>& word) {
    word = Recorded<Enum>::read(json.get<std::string>());
  }
  template <class T>
  static void read(const Json& json, std::vector<T>& list) {
    for (const auto& element : json) list.push_back(read_as<T>(element));
  }
  template <class T>
  static void read(const Json& json, std::map<std::string, T>& map) {
    for (const auto& [key, value] : json.items()) map[key] = read_as<T>(value);
  }
  /// Passes over terms of a later version.
  template <class Enum, class T>
  static void read(const Json& json, std::map<Enum, T>& map) {
    for (const auto& [key, value] : json.items()) {
      if (const auto term = from_text<Enum>(key)) map[*term] = read_as<T>(value);
    }
  }

  const Json& json_;
};

template <>
inline Datum Reader::read_as<Datum>(const Json& json) {
  const auto text = json.get<std::string>();
  return require(Datum::parse_iso(text), text);
}

/// Genoemd has these members where it names aansluitingen.
template <class Form>
void members(Form& form, Of<Form, Genoemd>& aansluitingen) {
  form("aantal", aansluitingen.aantal);
  form("aansluitcodes", aansluitingen.eerste);
  form.derived("meer", aansluitingen.rest());
}

}  // namespace vish::proto
