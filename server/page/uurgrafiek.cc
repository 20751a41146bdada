#include "server/page/uurgrafiek.h"

#include <algorithm>
#include <string>

#include "base/calendar/nederlands.h"

namespace vish::server {
namespace {

using storage::Uurverbruik;

// These sizes are in units of the drawing.
constexpr int kLeft = 64;
constexpr int kTop = 12;
constexpr int kPlotHeight = 180;
constexpr int kSlot = 28;
constexpr int kBar = 11;
constexpr int kBottom = kTop + kPlotHeight;
constexpr int kHeight = kBottom + 28;
constexpr std::size_t kHoursPerLabel = 3;

std::string text(int number) { return std::to_string(number); }
int x_of(std::size_t slot) { return kLeft + static_cast<int>(slot) * kSlot; }

int height_of(std::uint64_t count, std::uint64_t top) {
  const auto height = static_cast<int>(count * kPlotHeight / top);
  return count > 0 ? std::max(height, 2) : 0;  // one question still shows
}

Html bar(const std::string& css_class, int x, int height) {
  return element("rect", {{"class", css_class},
                          {"x", text(x)},
                          {"y", text(kBottom - height)},
                          {"width", text(kBar)},
                          {"height", text(height)}});
}

Html grid_line(std::uint64_t value, std::uint64_t top, int right) {
  const int y = kBottom - static_cast<int>(value * kPlotHeight / top);
  return element("line",
                 {{"class", "lijn"}, {"x1", text(kLeft)}, {"x2", text(right)}, {"y1", text(y)}, {"y2", text(y)}}) +=
         element("text", {{"x", text(kLeft - 8)}, {"y", text(y + 4)}, {"text-anchor", "end"}}, getal(value));
}

Html drawing(const std::vector<Uurverbruik>& uren, std::uint64_t top) {
  const int right = x_of(uren.size());
  Element svg("svg", {{"viewBox", "0 0 " + text(right + 8) + " " + text(kHeight)},
                      {"role", "img"},
                      {"aria-labelledby", "grafieknaam"}});
  svg.add(element("title", {{"id", "grafieknaam"}},
                  "Staven met vragen en matches per uur; de cijfers staan in de tabel eronder"));
  for (const auto value : {std::uint64_t{0}, top / 2, top}) svg.add(grid_line(value, top, right));
  for (std::size_t slot = 0; slot < uren.size(); ++slot) {
    const int x = x_of(slot) + 2;
    svg.add(bar("vragen", x, height_of(uren[slot].vragen, top)));
    svg.add(bar("matches", x + kBar + 1, height_of(uren[slot].matches, top)));
    if (slot % kHoursPerLabel != 0) continue;
    svg.add(element("text", {{"x", text(x_of(slot) + kSlot / 2)}, {"y", text(kBottom + 20)}, {"text-anchor", "middle"}},
                    kloktijd(uren[slot].uur)));
  }
  return std::move(svg).close();
}

Html row_of(const Uurverbruik& uur) {
  return element("tr", {}, element("th", {{"scope", "row"}}, kort_moment(uur.uur)),
                 element("td", {}, getal(uur.vragen)), element("td", {}, getal(uur.personen)),
                 element("td", {}, getal(uur.matches)));
}

Html figures(const std::vector<Uurverbruik>& uren) {
  Element body("tbody", {});
  const std::vector newest_first(uren.rbegin(), uren.rend());
  for (const auto& uur : newest_first) body.add(row_of(uur));
  Element head("tr", {});
  for (const auto* title : {"Uur vanaf", "Vragen", "Personen", "Matches"}) {
    head.add(element("th", {{"scope", "col"}}, title));
  }
  const auto table =
      element("table", {{"class", "cijfers"}}, element("caption", {}, "Vragen per uur, het nieuwste uur eerst"),
              element("thead", {}, std::move(head).close()), std::move(body).close());
  return element("details", {}, element("summary", {}, "Cijfers per uur"), table);
}

Html legend_of_bars() {
  return element("ul", {{"class", "legenda"}, {"aria-label", "Betekenis van de staven"}},
                 element("li", {}, element("span", {{"class", "vak staal-vragen"}}), " vragen"),
                 element("li", {}, element("span", {{"class", "vak staal-matches"}}), " matches"));
}

}  // namespace

std::uint64_t top_of_scale(std::uint64_t hoogste) {
  for (std::uint64_t ten = 1;; ten *= 10) {
    for (const std::uint64_t step : {1U, 2U, 5U}) {
      if (2 * step * ten >= hoogste) return 2 * step * ten;
    }
  }
}

Html uurgrafiek(const std::vector<Uurverbruik>& uren) {
  std::uint64_t highest = 0;
  Uurverbruik sum{};
  for (const auto& uur : uren) {
    highest = std::max({highest, uur.vragen, uur.matches});
    sum.vragen += uur.vragen;
    sum.personen += uur.personen;
    sum.matches += uur.matches;
  }
  if (sum.vragen == 0) {
    return element("p", {}, "De laatste " + std::to_string(uren.size()) + " uur is er geen vraag beantwoord.");
  }
  const auto uitleg = "De laatste " + std::to_string(uren.size()) +
                      " uur: " + aantal_van(sum.vragen, "beantwoorde vraag", "beantwoorde vragen") + " naar " +
                      aantal_van(sum.personen, "persoon", "personen") + ", " +
                      aantal_van(sum.matches, "match", "matches") + ". Hoogstens een minuut oud.";
  const auto plot =
      element("div", {{"class", "schuif"}, {"role", "region"}, {"aria-label", "Staven per uur"}, {"tabindex", "0"}},
              drawing(uren, top_of_scale(highest)));
  return element("figure", {}, element("figcaption", {}, uitleg), legend_of_bars(), plot) += figures(uren);
}

}  // namespace vish::server
