#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/json/problem.h"
#include "server/message/message.h"

namespace vish::server {

/// A parameter that the query of a route may have, at most once.
struct Parameter {
  /// The kind of the value of a parameter.
  enum class Kind : std::uint8_t {
    word,     ///< the handler knows the words
    search,   ///< 1 to 256 bytes, without a BSN or hidden signs
    uuid,     ///< in lower case
    number,   ///< of `least` to `most`
    flag,     ///< true or false
    periode,  ///< a day as jjjj-mm-dd, or a moment of RFC 3339
  };
  static constexpr auto kNoMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

  std::string_view name;  ///< a literal
  Kind kind;
  std::uint64_t least = 0;
  std::uint64_t most = kNoMost;
};

/// Returns what is wrong with the query of a request, at most twenty findings. First come the parameters that are not
/// declared, without their names, and the declared parameters that are repeated, in the order of the query. Then come
/// the values that are not of their kind, in the order of `declared`.
std::vector<proto::InvalidParam> query_findings(const std::vector<Parameter>& declared, const Request& request);

/// A period of time, from its first millisecond to just after its last.
struct Periode {
  Tijdstip begin;
  Tijdstip end;
};

/// Gives the parameters of a query without findings; an absent parameter gives nothing, and an absent flag false.
class Query {
 public:
  explicit Query(const Request& request) : request_(request) {}
  /// Returns the value as the client gave it, whatever its kind.
  std::optional<std::string> text(std::string_view name) const;
  std::optional<std::uint64_t> number(std::string_view name) const;
  bool flag(std::string_view name) const { return text(name) == "true"; }
  /// Returns the period that the value names. A day is a day in Amsterdam.
  std::optional<Periode> periode(std::string_view name) const;

  /// Refuses (400) what the handler finds wrong with a parameter.
  [[noreturn]] static void refuse(std::string_view name, std::string_view code, std::string reason);

 private:
  const Request& request_;
};

}  // namespace vish::server
