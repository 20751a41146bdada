#include "base/toml/mistakes.h"

#include <limits>

namespace vish {

namespace {

constexpr std::uint32_t kNoLine = std::numeric_limits<std::uint32_t>::max();

}  // namespace

std::string at_line(std::uint32_t line) { return line == 0 ? "" : "regel " + std::to_string(line) + ": "; }

void Mistakes::add(const toml::node& node, std::string_view name, const Mistake& mistake) {
  if (!mistake) return;
  const auto line = node.source().begin.line;
  by_line_.emplace(line == 0 ? kNoLine : line, at_line(line) + std::string(name) + " " + *mistake);
}

void Mistakes::add(std::string_view name, std::string_view mistake) {
  by_line_.emplace(kNoLine, std::string(name) + " " + std::string(mistake));
}

std::vector<std::string> Mistakes::in_order() const {
  std::vector<std::string> texts;
  for (const auto& [line, text] : by_line_) texts.push_back(text);
  return texts;
}

}  // namespace vish
