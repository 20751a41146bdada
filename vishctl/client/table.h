#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vish::vishctl {

/// The number of characters in UTF-8 text, taken as its width on a screen.
std::size_t display_width(std::string_view text);

/// The text without control characters, so that a name in the registry cannot
/// steer the terminal that shows it.
std::string printable(std::string_view text);

enum class Align { left, right };

struct Heading {
  std::string title;
  Align align = Align::left;
};

/// Lines of aligned columns for people.
class Table {
 public:
  explicit Table(std::vector<Heading> headings);

  /// As many cells as there are headings.
  void add(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  std::string text() const;

 private:
  std::vector<Heading> headings_;
  std::vector<std::vector<std::string>> rows_;
};

/// "title  value" lines with aligned values; those without a value are left out.
std::string aligned_facts(const std::vector<std::pair<std::string, std::string>>& facts);

}  // namespace vish::vishctl
