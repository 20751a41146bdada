#include "proto/terms/handeling.h"

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

}  // namespace

std::string_view to_text(Handeling value) { return kHandelingen.at(static_cast<std::size_t>(value)).text; }

template <>
std::optional<Handeling> from_text(std::string_view text) {
  return find_word<Handeling>(kHandelingen, text, &Handelingsoort::text);
}

bool is_wijziging(Handeling value) { return kHandelingen.at(static_cast<std::size_t>(value)).is_wijziging; }

bool ends_party(const Recorded<Handeling>& handeling) {
  return handeling == Handeling::aansluiting_end || handeling == Handeling::bevrager_end;
}

std::string_view soort_of(const Recorded<Handeling>& handeling) {
  const auto text = handeling.text();
  return text.substr(0, text.find('.'));
}

}  // namespace vish::proto
