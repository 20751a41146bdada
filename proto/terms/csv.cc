#include "proto/terms/csv.h"

namespace vish::proto {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

bool looks_like_formula(std::string_view text) {
  constexpr std::string_view kFirst = "=+-@\t\r";
  return !text.empty() && kFirst.find(text.front()) != std::string_view::npos;
}

void append_cell(std::string& out, std::string_view text) {
  const bool formula = looks_like_formula(text);
  if (text.find_first_of(";\"\r\n") == std::string_view::npos) {
    out.append(formula ? "'" : "").append(text);
    return;
  }
  out.append(formula ? "\"'" : "\"");
  for (const char letter : text) out.append(letter == '"' ? 2 : 1, letter);
  out.push_back('"');
}

}  // namespace

void append_csv_row(std::string& out, std::span<const std::string_view> cells) {
  bool first = true;
  for (const auto cell : cells) {
    if (!first) out.push_back(';');
    first = false;
    append_cell(out, cell);
  }
  out.append(kLineEnd);
}

}  // namespace vish::proto
