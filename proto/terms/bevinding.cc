#include "proto/terms/bevinding.h"

#include <array>
#include <iterator>
#include <utility>

#include "proto/terms/bevindingcode.h"
#include "proto/terms/word_list.h"

namespace vish::proto {
namespace {

constexpr std::array<std::string_view, kColumns> kKolommen{"burgerservicenummer", "startdatum", "fase", "kenmerk",
                                                           "einddatum"};

struct Bevindingsoort {
  std::string_view code;
  Ernst ernst;
  Gevolg gevolg;
  std::string_view melding;
};
constexpr std::array kBevindingen{
#define BEVINDING(value, code, ernst, gevolg, melding) Bevindingsoort{code, Ernst::ernst, Gevolg::gevolg, melding},
#include "proto/terms/bevindingen.def"
};

#define BEVINDING(value, code, ernst, gevolg, melding) \
  static_assert(std::string_view(melding).ends_with('.'), "the finding " #value " lacks its text");
#define BEVINDING_EIGEN_MELDING(value, code, ernst, gevolg)
#include "proto/terms/bevindingen.def"

const Bevindingsoort& soort(Bevindingcode code) { return kBevindingen.at(static_cast<std::size_t>(code)); }

}  // namespace

std::string_view to_text(Kolom kolom) { return kKolommen.at(static_cast<std::size_t>(kolom)); }

std::string_view to_text(Ernst value) { return value == Ernst::fout ? "fout" : "waarschuwing"; }

std::string_view to_text(Bevindingcode value) { return soort(value).code; }

template <>
std::optional<Bevindingcode> from_text(std::string_view text) {
  return find_word<Bevindingcode>(kBevindingen, text, &Bevindingsoort::code);
}

Ernst ernst_of(Bevindingcode code) { return soort(code).ernst; }

Gevolg gevolg_of(Bevindingcode code) { return soort(code).gevolg; }

std::string_view melding_of(Bevindingcode code) { return soort(code).melding; }

Bevinding bevinding_of(std::uint64_t regel, std::optional<Kolom> kolom, Bevindingcode code) {
  return bevinding_of(regel, kolom, code, std::string(melding_of(code)));
}

Bevinding bevinding_of(std::uint64_t regel, std::optional<Kolom> kolom, Bevindingcode code, std::string melding) {
  return {.regel = regel,
          .kolom = kolom ? std::string(to_text(*kolom)) : std::string(),
          .ernst = ernst_of(code),
          .code = code,
          .melding = std::move(melding)};
}

void Bevindingen::add(Bevinding bevinding) {
  ++per_code_[bevinding.code];
  if (by_line_.size() == kKept) {
    const auto last = std::prev(by_line_.end());
    if (bevinding.regel >= last->first) return;
    by_line_.erase(last);
  }
  const auto line = bevinding.regel;
  by_line_.emplace(line, std::move(bevinding));
}

std::vector<Bevinding> Bevindingen::first() const {
  std::vector<Bevinding> result;
  result.reserve(by_line_.size());
  for (const auto& entry : by_line_) result.push_back(entry.second);
  return result;
}

}  // namespace vish::proto
