#include "proto/terms/handeling.h"

#include <algorithm>
#include <array>

#include "proto/terms/word_list.h"

namespace vish::proto {
namespace {

constexpr bool kWijziging = true;
constexpr bool kGeenWijziging = false;

struct Handelingsoort {
  std::string_view text;
  bool is_wijziging;
};
constexpr std::array kHandelingen{
#define HANDELING(value, text, is_wijziging) Handelingsoort{text, is_wijziging},
#include "proto/terms/handelingen.def"
};

std::string_view before_stop(std::string_view text) { return text.substr(0, text.find('.')); }

}  // namespace

std::string_view to_text(Handeling value) { return kHandelingen.at(static_cast<std::size_t>(value)).text; }

template <>
std::optional<Handeling> from_text(std::string_view text) {
  return find_word<Handeling>(kHandelingen, text, &Handelingsoort::text);
}

bool is_wijziging(const Recorded<Handeling>& handeling) {
  if (const auto known = handeling.known()) return kHandelingen.at(static_cast<std::size_t>(*known)).is_wijziging;
  const auto soort = before_stop(handeling.text());
  return std::ranges::any_of(kHandelingen, [soort](const Handelingsoort& each) {
    return each.is_wijziging && before_stop(each.text) == soort;
  });
}

bool ends_party(const Recorded<Handeling>& handeling) {
  return handeling == Handeling::aansluiting_end || handeling == Handeling::bevrager_end;
}

std::string_view soort_of(const Recorded<Handeling>& handeling) { return before_stop(handeling.text()); }

}  // namespace vish::proto
