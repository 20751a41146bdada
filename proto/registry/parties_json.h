#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/json/bsn_value.h"
#include "proto/json/strict_json.h"
#include "proto/registry/operator.h"
#include "proto/registry/parties.h"

// The readers and writers of the registry share these.
namespace vish::proto {

constexpr std::size_t kMaxNaam = 200;
constexpr std::size_t kMaxReden = 500;
constexpr std::size_t kMaxListItems = 1000;
constexpr std::string_view kKvkReason = "Een KvK-nummer bestaat uit precies acht cijfers.";
constexpr std::string_view kNoChange = "Geef minstens één instelling die verandert.";
constexpr std::string_view kOinReason = "Een OIN bestaat uit precies twintig letters of cijfers.";

inline std::optional<std::string> read_naam(const StrictValue& value) { return read_free_text(value, 1, kMaxNaam); }
inline std::optional<std::string> read_reden(const StrictValue& value) { return read_free_text(value, 1, kMaxReden); }
inline std::optional<Oin> read_oin(const StrictValue& value) { return value.parsed<Oin>(kOinReason); }

/// Returns the elements of a list that are a T, and reports the others.
template <class T>
std::vector<T> read_list(const StrictValue& value, std::string_view reason) {
  std::vector<T> result;
  for (const auto& element : value.list(0, kMaxListItems)) {
    if (auto item = element.parsed<T>(reason)) result.push_back(*std::move(item));
  }
  return result;
}

// Each function reads the properties that the request for a party, its record and a file of the registry have in
// common. It returns nothing when a property that has no neutral value is missing or wrong; the document then holds a
// finding.
std::optional<Organisatie> read_organisatie(StrictObject& root, Tijdstip aangemaakt_op);
std::optional<Aansluiting> read_aansluiting(StrictObject& root, Tijdstip aangemaakt_op);
std::optional<Bevrager> read_bevrager(StrictObject& root, Tijdstip aangemaakt_op);
std::optional<Convenantpartner> read_convenantpartner(StrictObject& root);
std::optional<Operator> read_operator(StrictObject& root, Tijdstip aangemaakt_op);

template <class T>
nlohmann::ordered_json texts(const std::vector<T>& items) {
  auto json = nlohmann::ordered_json::array();
  for (const auto& item : items) json.push_back(item.text());
  return json;
}

}  // namespace vish::proto
