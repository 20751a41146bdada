#include <algorithm>
#include <array>

#include "proto/json/rapport.h"
#include "proto/terms/csv.h"

namespace vish::proto {
namespace {

void append_row(std::string& out, const std::array<std::string_view, 5>& cells) { append_csv_row(out, cells); }

std::string total_text(std::uint64_t total, std::uint64_t listed) {
  return "In totaal " + std::to_string(total) + " keer gevonden, waarvan " + std::to_string(listed) + " hierboven.";
}

/// Appends a row with the total of each code when the report does not list every finding.
void append_totals(std::string& out, const Aanleverrapport& rapport) {
  std::uint64_t total = 0;
  for (const auto& [code, count] : rapport.bevindingen_per_code) total += count;
  if (total <= rapport.bevindingen.size()) return;
  for (const auto& [code, count] : rapport.bevindingen_per_code) {
    const auto listed =
        std::count_if(rapport.bevindingen.begin(), rapport.bevindingen.end(),
                      [&wanted = code](const Bevinding& bevinding) { return bevinding.code == wanted; });
    append_row(out, {"", "", "totaal", code.text(), total_text(count, static_cast<std::uint64_t>(listed))});
  }
}

}  // namespace

std::string bevindingen_csv(const Aanleverrapport& rapport) {
  std::string out(kCsvBegin);
  append_row(out, {"regel", "kolom", "ernst", "code", "melding"});
  for (const auto& bevinding : rapport.bevindingen) {
    append_row(out, {std::to_string(bevinding.regel), bevinding.kolom, to_text(bevinding.ernst), bevinding.code.text(),
                     bevinding.melding});
  }
  append_totals(out, rapport);
  return out;
}

}  // namespace vish::proto
