#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vish {

/// A Mistake says in Dutch what is wrong with a value; it is empty for a good value.
using Mistake = std::optional<std::string>;

/// Returns "regel 12: ", or an empty text for line 0, which stands for an unknown line.
std::string at_line(std::uint32_t line);

/// The mistakes in one configuration file, each a Dutch text.
class Mistakes {
 public:
  /// Adds a mistake in the value `node` called `name`; does nothing where `mistake` is empty.
  void add(const toml::node& node, std::string_view name, const Mistake& mistake);
  /// Adds a mistake that has no line in the file.
  void add(std::string_view name, std::string_view mistake);

  bool empty() const { return by_line_.empty(); }
  /// Returns the texts by line, ascending; mistakes without a line come last.
  std::vector<std::string> in_order() const;

 private:
  std::multimap<std::uint32_t, std::string> by_line_;
};

}  // namespace vish
