#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vish {

/// What is wrong with a value, in Dutch; nothing when it is good.
using Mistake = std::optional<std::string>;

/// "regel 12: ", or empty where the line is not known (0).
std::string at_line(std::uint32_t line);

/// Gathers the mistakes of one configuration file.
class Mistakes {
 public:
  void add(const toml::node& node, std::string_view name, const Mistake& mistake);
  /// A mistake that has no place in the file.
  void add(std::string_view name, std::string_view mistake);

  bool empty() const { return by_line_.empty(); }
  /// Ascending by line; those without a line come last.
  std::vector<std::string> in_order() const;

 private:
  std::multimap<std::uint32_t, std::string> by_line_;
};

}  // namespace vish
