#include "proto/terms/uitkomst.h"

#include <array>

#include "proto/terms/word_list.h"

namespace vish::proto {
namespace {

constexpr std::array kUitkomsten{
#define UITKOMST(value) std::string_view(#value),
#include "proto/terms/uitkomsten.def"
};

}  // namespace

std::string_view to_text(Uitkomst value) { return kUitkomsten.at(static_cast<std::size_t>(value)); }

template <>
std::optional<Uitkomst> from_text(std::string_view text) {
  return find_word<Uitkomst>(kUitkomsten, text);
}

Uitkomst uitkomst_of(Aanleverstatus status) {
  switch (status) {
    case Aanleverstatus::verwerkt:
      return Uitkomst::verwerkt;
    case Aanleverstatus::vastgehouden:
      return Uitkomst::vastgehouden;
    case Aanleverstatus::vervangen:
      return Uitkomst::vervangen;
    case Aanleverstatus::verlopen:
      return Uitkomst::verlopen;
    case Aanleverstatus::teruggedraaid:
      return Uitkomst::teruggedraaid;
    case Aanleverstatus::geweigerd:
      return Uitkomst::geweigerd;
    case Aanleverstatus::afgewezen:
      return Uitkomst::afgewezen;
  }
  return Uitkomst::geweigerd;
}

Uitkomst uitkomst_of(Aansluitfase fase) {
  switch (fase) {
    case Aansluitfase::aangemeld:
      return Uitkomst::aangemeld;
    case Aansluitfase::test:
      return Uitkomst::test;
    case Aansluitfase::productie:
      return Uitkomst::productie;
    case Aansluitfase::geschorst:
      return Uitkomst::geschorst;
    case Aansluitfase::beeindigd:
      return Uitkomst::beeindigd;
  }
  return Uitkomst::beeindigd;
}

std::optional<Aansluitfase> fase_of(Uitkomst uitkomst) { return from_text<Aansluitfase>(to_text(uitkomst)); }

}  // namespace vish::proto
