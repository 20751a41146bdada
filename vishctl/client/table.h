#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vish::vishctl {

/// Returns the number of characters in UTF-8 text, taken as its width on a screen.
std::size_t display_width(std::string_view text);

/// Returns the text with a space for each ASCII control character, so that a name in the registry cannot steer the
/// terminal that shows it.
std::string printable(std::string_view text);

/// The side on which the cells of a column line up.
enum class Align { left, right };

/// The heading of a column.
struct Heading {
  std::string title;
  Align align = Align::left;
};

/// A table makes lines of aligned columns for people.
class Table {
 public:
  explicit Table(std::vector<Heading> headings);

  /// Adds a row with as many cells as there are headings.
  void add(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  std::string text() const;

 private:
  std::vector<Heading> headings_;
  std::vector<std::vector<std::string>> rows_;
};

/// Returns "title  value" lines with aligned values; leaves out a title without a value.
std::string aligned_facts(const std::vector<std::pair<std::string, std::string>>& facts);

}  // namespace vish::vishctl
