#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "proto/register.h"
#include "proto/strict_json.h"

// What the readers and writers of the registry share.
namespace vish::proto {

constexpr std::size_t kMaxNaam = 200;
constexpr std::size_t kMaxReden = 500;
constexpr std::size_t kMaxListItems = 1000;
constexpr std::string_view kKvkReason = "Een KvK-nummer bestaat uit precies acht cijfers.";
constexpr std::string_view kNoChange = "Geef minstens één instelling die verandert.";
constexpr std::string_view kOinReason = "Een OIN bestaat uit precies twintig letters of cijfers.";

inline std::optional<Oin> read_oin(const StrictValue& value) { return value.parsed<Oin>(kOinReason); }

/// The elements of a list that are a T; the others are reported.
template <class T>
std::vector<T> read_list(const StrictValue& value, std::string_view reason) {
  std::vector<T> result;
  for (const auto& element : value.list(0, kMaxListItems)) {
    if (auto item = element.parsed<T>(reason)) result.push_back(*std::move(item));
  }
  return result;
}

template <class T>
nlohmann::ordered_json texts(const std::vector<T>& items) {
  auto json = nlohmann::ordered_json::array();
  for (const auto& item : items) json.push_back(item.text());
  return json;
}

}  // namespace vish::proto
