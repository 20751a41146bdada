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

/// One value of a document, or the absence of a value. A read of an absent value gives nothing and reports nothing; a
/// read of a value that does not fit gives nothing and reports a finding under the name of the value. Valid as long as
/// its document and the name by which it was asked for.
class StrictValue {
 public:
  bool present() const { return value_ != nullptr; }
  /// Whether the value is absent, or an array or object without contents.
  bool empty() const;

  /// Reads any string.
  std::optional<std::string> string() const;
  /// Reads a string of `min` to `max` characters (code points) without control characters. A string that is not empty
  /// holds something else than spaces. In a request the string also holds no invisible signs and no signs that change
  /// the direction of the text behind them.
  std::optional<std::string> text(std::size_t min, std::size_t max) const;
  std::optional<bool> boolean() const;
  /// Reads a whole number from 0 to `max`.
  std::optional<std::uint64_t> number(std::uint64_t max) const;
  /// Reads a day as jjjj-mm-dd.
  std::optional<Datum> datum() const;
  /// Reads a moment in RFC 3339.
  std::optional<Tijdstip> tijdstip() const;
  /// Reads a value of one of the closed lists of domein.h.
  template <class Enum>
  std::optional<Enum> choice() const {
    return converted([](std::string_view text) { return from_text<Enum>(text); }, "value",
                     "Deze waarde staat niet in de lijst van toegestane waarden.");
  }
  /// Reads a T, which has `static std::optional<T> parse(std::string_view)`. `reason` is the Dutch finding on any other
  /// text.
  template <class T>
  std::optional<T> parsed(std::string_view reason) const {
    return converted([](std::string_view text) { return T::parse(text); }, "pattern", reason);
  }
  /// Reads an array of `min` to `max` values; any other value gives an empty list.
  std::vector<StrictValue> list(std::size_t min, std::size_t max) const;
  /// Reads an object; any other value gives an object whose members are all absent.
  StrictObject& object() const;

  /// Reports a finding that only the caller can judge. `reason` is Dutch and holds no value from the document.
  void refuse(std::string_view code, std::string_view reason) const;

 private:
  friend class StrictDocument;
  friend class StrictObject;
  static constexpr std::size_t kNoElement = std::numeric_limits<std::size_t>::max();

  StrictValue(StrictDocument& document, const nlohmann::json* value, const StrictObject* owner = nullptr,
              std::string_view member = {}, std::size_t element = kNoElement)
      : document_(&document), value_(value), owner_(owner), member_(member), element_(element) {}

  /// Builds the name of the value; only a finding needs it.
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

/// An object whose members are asked for one by one; the document reports the members that nobody asked for.
class StrictObject {
 public:
  /// Returns the member; its absence is a finding.
  StrictValue required(std::string_view name);
  /// Returns the member, which may be absent, but not null.
  StrictValue optional(std::string_view name);
  /// Returns the names of all members, ascending.
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

/// A JSON text that is read strictly and to the end: the document collects every mistake instead of stopping at the
/// first, throws nothing, and repeats no value of the text. It repeats the name of an unknown property only as far as
/// that name cannot hold a BSN.
///
/// One finding without a name reports a text that is no JSON (code json; this includes strings that are not UTF-8), is
/// deeper than kMaxDepth (json) or longer than allowed (maxLength). A doubled property has code value.
///
/// One thread may use a document. The objects and values that it hands out refer to it.
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

  /// Reads the document as an object.
  StrictObject& root();

  /// Reports the members that nobody asked for, and returns the first kMaxFindings findings, or none when all is well.
  /// Call this once, after all reading.
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
