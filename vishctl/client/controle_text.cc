#include "vishctl/client/controle_text.h"

#include <algorithm>
#include <sstream>

#include "base/calendar/clock.h"
#include "base/calendar/nederlands.h"
#include "proto/notices/json_members.h"
#include "vishctl/client/table.h"

namespace vish::vishctl {

namespace {

constexpr std::size_t kRegelbreedte = 76;
constexpr auto kInspringing = "    ";

std::string text_of(const Json& json, const char* member) { return printable(json.at(member).get<std::string>()); }

/// Returns the words on as many indented lines as they need.
std::string wrapped(const std::string& text) {
  std::string lines;
  std::string line;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!line.empty() && display_width(line) + 1 + display_width(word) > kRegelbreedte) {
      lines += kInspringing + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return lines + kInspringing + line + "\n";
}

std::string mark(const std::string& uitkomst) {
  if (uitkomst == "gedaan") return "[x] ";
  return uitkomst == "teDoen" ? "[ ] " : "[?] ";
}

}  // namespace

std::string controle_text(const Json& controle) {
  const auto& punten = controle.at("punten");
  const auto te_doen = std::ranges::count_if(punten, [](const Json& punt) { return punt.at("stand") == "teDoen"; });
  std::ostringstream out;
  out << "Aansluiten op de Verwijsindex Schuldhulpverlening (VISH)\n\n"
      << text_of(controle, "organisatie") << ", " << text_of(controle, "partij") << ", fase "
      << text_of(controle, "fase") << "\nOp "
      << lange_dag(amsterdam_day(proto::Reader::read_as<Tijdstip>(controle.at("opgemaaktOp"))))
      << (te_doen == 0
              ? " is er niets meer te doen.\n\n"
              : " nog te doen: " + aantal_van(static_cast<std::uint64_t>(te_doen), "punt", "punten") + ".\n\n");
  for (const auto& punt : punten) {
    out << mark(text_of(punt, "stand")) << text_of(punt, "wat") << "\n" << wrapped(text_of(punt, "uitleg"));
  }
  out << "\n[x] gedaan   [ ] nog te doen   [?] kan SNG niet zien; kijk het zelf na\n";
  return out.str();
}

}  // namespace vish::vishctl
