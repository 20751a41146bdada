#include "vishctl/client/table.h"

#include <algorithm>
#include <utility>

namespace vish::vishctl {

namespace {

constexpr std::string_view kGap = "  ";

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }
bool is_control(char byte) { return static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F; }

std::string padding(const std::string& text, std::size_t width) {
  const auto used = display_width(text);
  return std::string(used < width ? width - used : 0, ' ');
}

std::string without_trailing_spaces(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<Heading>& headings,
                    const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += kGap;
    const auto space = padding(cells[i], widths[i]);
    line += headings[i].align == Align::right ? space + cells[i] : cells[i] + space;
  }
  return without_trailing_spaces(std::move(line)) + "\n";
}

}  // namespace

std::size_t display_width(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues_character));
}

std::string printable(std::string_view text) {
  std::string shown(text);
  std::ranges::replace_if(shown, is_control, ' ');
  return shown;
}

Table::Table(std::vector<Heading> headings) : headings_(std::move(headings)) {}

void Table::add(std::vector<std::string> cells) {
  for (auto& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

std::string Table::text() const {
  std::vector<std::string> titles;
  std::vector<std::size_t> widths;
  for (const auto& heading : headings_) {
    titles.push_back(heading.title);
    widths.push_back(display_width(heading.title));
  }
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string text = line_of(titles, headings_, widths);
  for (const auto& row : rows_) text += line_of(row, headings_, widths);
  return text;
}

std::string aligned_facts(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::size_t width = 0;
  for (const auto& [title, value] : facts) width = std::max(width, display_width(title));
  std::string text;
  for (const auto& [title, value] : facts) {
    if (!value.empty()) text += title + padding(title, width) + std::string(kGap) + printable(value) + "\n";
  }
  return text;
}

}  // namespace vish::vishctl
