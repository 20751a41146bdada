#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <list>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/json/problem.h"
#include "proto/terms/domein.h"

namespace vish::proto {

class StrictDocument;
class StrictObject;

/// One value of a document, or the absence of one. Reading what is absent
/// gives nothing and reports nothing; reading what does not fit gives nothing
/// and reports a finding under the value's name. Valid as long as its document
/// and the name by which it was asked for.
class StrictValue {
 public:
  bool present() const { return value_ != nullptr; }
  /// Absent, or an array or object without contents.
  bool empty() const;

  /// Any string.
  std::optional<std::string> string() const;
  /// A string of `min` to `max` characters (code points), without control
  /// characters and with something else than spaces in it. In a request it has
  /// no signs either that nobody sees or that change the direction of the rest.
  std::optional<std::string> text(std::size_t min, std::size_t max) const;
  std::optional<bool> boolean() const;
  /// A whole number from 0 to `max`.
  std::optional<std::uint64_t> number(std::uint64_t max) const;
  /// A day as jjjj-mm-dd.
  std::optional<Datum> datum() const;
  /// A moment in RFC 3339.
  std::optional<Tijdstip> tijdstip() const;
  /// A value of one of the closed lists of domein.h.
  template <class Enum>
  std::optional<Enum> choice() const {
    return converted([](std::string_view text) { return from_text<Enum>(text); }, "value",
                     "Deze waarde staat niet in de lijst van toegestane waarden.");
  }
  /// A type with `static std::optional<T> parse(std::string_view)`.
  template <class T>
  std::optional<T> parsed(std::string_view reason) const {
    return converted([](std::string_view text) { return T::parse(text); }, "pattern", reason);
  }
  /// An array of `min` to `max` values; empty where it is not.
  std::vector<StrictValue> list(std::size_t min, std::size_t max) const;
  /// An object; where it is none, one whose members are all absent.
  StrictObject& object() const;

  /// Reports what only the caller can judge. `reason` is Dutch and holds no
  /// value from the document.
  void refuse(std::string_view code, std::string_view reason) const;

 private:
  friend class StrictDocument;
  friend class StrictObject;
  static constexpr std::size_t kNoElement = std::numeric_limits<std::size_t>::max();

  StrictValue(StrictDocument& document, const nlohmann::json* value, const StrictObject* owner = nullptr,
              std::string_view member = {}, std::size_t element = kNoElement)
      : document_(&document), value_(value), owner_(owner), member_(member), element_(element) {}

  /// Made only where something is reported.
  std::string name() const;

  template <class Convert>
  auto converted(Convert convert, std::string_view code, std::string_view reason) const
      -> decltype(convert(std::string_view())) {
    const auto text = string();
    if (!text) return std::nullopt;
    auto result = convert(*text);
    if (!result) refuse(code, reason);
    return result;
  }

  StrictDocument* document_;
  const nlohmann::json* value_;
  const StrictObject* owner_;  ///< null: the root
  std::string_view member_;    ///< of the owner
  std::size_t element_;        ///< position in the list that the member is
};

/// An object whose members are asked for one by one; the document reports
/// those that nobody asked for.
class StrictObject {
 public:
  /// The member; its absence is a finding.
  StrictValue required(std::string_view name);
  /// The member; it may be absent, but not null.
  StrictValue optional(std::string_view name);
  /// The names of all members, ascending.
  std::vector<std::string> names() const;

 private:
  friend class StrictDocument;
  friend class StrictValue;
  StrictObject(StrictDocument& document, const nlohmann::json* object, std::string name);

  StrictDocument* document_;
  const nlohmann::json* object_;
  std::string name_;
  std::vector<std::string_view> asked_;  ///< of the members that are there
};

/// A JSON text that is read strictly and to the end: it collects every
/// mistake instead of stopping at the first, throws nothing, and repeats no
/// value of the text. Names of unknown properties are repeated only as far as
/// they cannot hold a BSN.
///
/// Reported as one finding without a name: text that is no JSON (code json;
/// this includes strings that are not UTF-8), deeper than kMaxDepth (json) or
/// longer than allowed (maxLength). A doubled property has code value.
///
/// For one thread; the objects and values that it hands out refer to it.
class StrictDocument {
 public:
  static constexpr std::size_t kMaxDepth = 8;
  static constexpr std::size_t kMaxFindings = 100;
  static constexpr std::size_t kMaxRequestBytes = 65'536;
  static constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

  explicit StrictDocument(std::string_view text, std::size_t max_bytes = kMaxRequestBytes);
  ~StrictDocument();
  StrictDocument(const StrictDocument&) = delete;
  StrictDocument& operator=(const StrictDocument&) = delete;

  /// The document as an object.
  StrictObject& root();

  /// To be called once, after all reading: reports the members that nobody
  /// asked for, and returns the first kMaxFindings findings; none: all is well.
  std::vector<InvalidParam> close();

 private:
  friend class StrictObject;
  friend class StrictValue;
  class Builder;

  void report(std::string name, std::string_view code, std::string_view reason);
  StrictObject& open(const nlohmann::json* object, std::string name);

  std::unique_ptr<nlohmann::json> value_;  ///< null: unreadable, and reported
  bool is_request_;                        ///< else a record of our own, which an earlier version may have made
  std::list<StrictObject> opened_;
  std::vector<InvalidParam> findings_;
};

}  // namespace vish::proto
