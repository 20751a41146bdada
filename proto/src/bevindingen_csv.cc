#include <algorithm>
#include <array>

#include "proto/rapport.h"

namespace vish::proto {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnd = "\r\n";

/// A spreadsheet takes a value that begins like this for a formula.
bool looks_like_formula(std::string_view text) {
  constexpr std::string_view kFirst = "=+-@\t\r";
  return !text.empty() && kFirst.find(text.front()) != std::string_view::npos;
}

/// RFC 4180, with the apostrophe that makes a spreadsheet show text as text.
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

void append_row(std::string& out, const std::array<std::string_view, 5>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(';');
    append_cell(out, cells.at(i));
  }
  out.append(kLineEnd);
}

std::string total_text(std::uint64_t total, std::uint64_t listed) {
  return "In totaal " + std::to_string(total) + " keer gevonden, waarvan " + std::to_string(listed) + " hierboven.";
}

/// What is found more often than the report lists: one row per code.
void append_totals(std::string& out, const Aanleverrapport& rapport) {
  std::uint64_t total = 0;
  for (const auto& [code, count] : rapport.bevindingen_per_code) total += count;
  if (total <= rapport.bevindingen.size()) return;
  for (const auto& [code, count] : rapport.bevindingen_per_code) {
    const auto listed =
        std::count_if(rapport.bevindingen.begin(), rapport.bevindingen.end(),
                      [&wanted = code](const Bevinding& bevinding) { return bevinding.code == wanted; });
    append_row(out, {"", "", "totaal", code, total_text(count, static_cast<std::uint64_t>(listed))});
  }
}

}  // namespace

std::string bevindingen_csv(const Aanleverrapport& rapport) {
  std::string out(kBom);
  append_row(out, {"regel", "kolom", "ernst", "code", "melding"});
  for (const auto& bevinding : rapport.bevindingen) {
    append_row(out, {std::to_string(bevinding.regel), bevinding.kolom, to_text(bevinding.ernst), bevinding.code,
                     bevinding.melding});
  }
  append_totals(out, rapport);
  return out;
}

}  // namespace vish::proto
