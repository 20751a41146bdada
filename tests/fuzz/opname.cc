#include "fuzz/opname.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "proto/terms/bevindingcode.h"

namespace vish::fuzz {
namespace {

constexpr std::size_t kMaxKenmerk = 64;
constexpr std::size_t kMaxKolom = 40;
constexpr std::size_t kDigitsOfPossibleBsn = 8;

/// The characters of well-formed UTF-8, surrogates and overlong forms
/// excluded; nothing for anything else.
std::optional<std::vector<char32_t>> characters_of(std::string_view text) {
  std::vector<char32_t> characters;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead >> 5U == 6 ? 2 : lead >> 4U == 14 ? 3 : lead >> 3U == 30 ? 4 : 0;
    if (length == 0 || at + length > text.size()) return std::nullopt;
    char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
      const auto trail = static_cast<unsigned char>(text[at + i]);
      if (trail >> 6U != 2) return std::nullopt;
      character = character << 6U | (trail & 0x3FU);
    }
    constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < kLeast.at(length) || surrogate || character > 0x10FFFF) return std::nullopt;
    characters.push_back(character);
    at += length;
  }
  return characters;
}

bool may_hold_bsn(std::string_view text) {
  std::size_t run = 0;
  for (const char c : text) {
    run = c >= '0' && c <= '9' ? run + 1 : 0;
    if (run == kDigitsOfPossibleBsn) return true;
  }
  return false;
}

void check_kenmerk(std::string_view kenmerk, const proto::Bsn& bsn) {
  const auto characters = characters_of(kenmerk);
  demand(characters.has_value(), "a kenmerk is UTF-8");
  demand(characters->size() <= kMaxKenmerk, "a kenmerk has at most 64 characters");
  std::string digits;
  for (const char32_t c : *characters) {
    demand(c >= 0x20 && (c < 0x7F || c > 0x9F), "a kenmerk has no control characters");
    demand(c != 0xAD && c != 0xFEFF && (c < 0x200B || c > 0x200F) && (c < 0x2028 || c > 0x202E) &&
               (c < 0x2060 || c > 0x206F),
           "a kenmerk has no hidden signs");
    if (c >= '0' && c <= '9') digits.push_back(static_cast<char>(c));
    if (c >= 0xFF10 && c <= 0xFF19) digits.push_back(static_cast<char>('0' + (c - 0xFF10)));
  }
  demand(digits.find(bsn.digits()) == std::string::npos, "a kenmerk does not hold the BSN of its row");
}

/// Whether what follows a line tells the finding on it.
bool is_told_afterwards(const proto::Bevinding& bevinding) {
  using enum proto::Bevindingcode;
  constexpr std::array kAfterwards{opgevuld, datum_zonder_nul, half_regeleinde, slotregel_zonder_einde, einde_voor_rij};
  return std::find(kAfterwards.begin(), kAfterwards.end(), bevinding.code.known()) != kAfterwards.end();
}

}  // namespace

void Opname::rij(const proto::Rij& rij) {
  demand(faults_ == 0, "a good row has no faults");
  demand(warnings_ == 0 || rij.regel == regel_, "a row comes after its own findings");
  demand(rij.regel > ended_row_ && rij.regel >= regel_, "rows come in the order of the file");
  demand(rij.startdatum <= regels_.peildatum, "no startdatum after the peildatum");
  demand(!rij.einddatum || *rij.einddatum >= rij.startdatum, "no einddatum before the startdatum");
  demand(regels_.vroege_fasen || !is_early(rij.fase), "no row in an early fase");
  check_kenmerk(rij.kenmerk, rij.bsn);
  regel_ = rij.regel;
  calls_.push_back("rij " + std::to_string(rij.regel) + " " + std::string(rij.bsn.digits()) + " " +
                   rij.startdatum.text() + " " + std::string(to_text(rij.fase)) + " " + std::string(rij.kenmerk) + " " +
                   (rij.einddatum ? rij.einddatum->text() : ""));
  end_row();
}

void Opname::foute_rij(const std::optional<proto::Bsn>& bsn) {
  demand(faults_ > 0, "a faulty row has a fault");
  calls_.push_back("foute_rij " + (bsn ? std::string(bsn->digits()) : ""));
  end_row();
}

void Opname::mist_mogelijk_rijen() {
  demand(faults_ + warnings_ > 0 || of_no_row_, "what may have swallowed others has a finding");
  may_lack_rows_ = faults_ + warnings_ > 0;
  calls_.emplace_back("mist_mogelijk_rijen");
}

void Opname::overgeslagen_rij(std::uint64_t regel, const std::optional<proto::Bsn>& bsn, bool) {
  demand(regel > ended_row_ && regel >= regel_, "rows come in the order of the file");
  demand(bsn || faults_ > 0, "a skipped row of nobody knows whom says so");
  demand(faults_ + warnings_ == 0 || may_lack_rows_ || !bsn, "a skipped row has no findings of its own");
  demand(!regels_.vroege_fasen, "a row is skipped only for its early fase");
  calls_.emplace_back("overgeslagen_rij");
  end_row();
}

void Opname::lege_regels(std::uint64_t regel, std::uint64_t aantal) {
  demand(regel > 1 && aantal > 0, "empty lines stand below the header");
  calls_.push_back("lege_regels " + std::to_string(regel) + " " + std::to_string(aantal));
}

void Opname::bevinding(proto::Bevinding bevinding) {
  const bool before = is_told_afterwards(bevinding);
  const bool later = before || (bevinding.code == proto::Bevindingcode::lege_rij && bevinding.regel <= regel_);
  demand(later || (bevinding.regel > ended_row_ && bevinding.regel >= regel_),
         "findings come in the order of the file");
  demand(before || faults_ + warnings_ == 0 || bevinding.regel == regel_, "findings of two rows do not mix");
  demand(bevinding.code.known() && !bevinding.melding.empty(), "a finding has a code and a message");
  demand(bevinding.kolom.size() <= kMaxKolom, "a name of a column is short");
  demand(!may_hold_bsn(bevinding.kolom) && !may_hold_bsn(bevinding.melding), "a finding holds no BSN");
  const bool of_header =
      bevinding.code == proto::Bevindingcode::onbekende_kolom || bevinding.code == proto::Bevindingcode::kolom_opmaak;
  demand(!of_header || !any_row_, "findings of the header come first");
  if (!later) regel_ = bevinding.regel;
  if (before) {
    of_no_row_ = true;
  } else if (gevolg_of(*bevinding.code.known()) == proto::Gevolg::geen_rij) {
    demand(faults_ + warnings_ == 0, "findings are followed by their row");
    end_row();
    of_no_row_ = true;
  } else if (!of_header) {
    ++(bevinding.ernst == proto::Ernst::fout ? faults_ : warnings_);
  }
  calls_.push_back("bevinding " + std::to_string(bevinding.regel) + " " + bevinding.kolom + " " +
                   std::string(bevinding.code.text()));
}

void Opname::end(const Result<void, proto::Bestandsfout>& result) {
  demand(faults_ + warnings_ == 0, "findings are followed by their row");
  if (result) return calls_.emplace_back("gelezen"), void();
  const auto& fout = result.error();
  demand(fout.regel == 0 || fout.regel >= regel_, "an error lies past all that was read");
  demand(!may_hold_bsn(fout.melding), "an error holds no BSN");
  calls_.push_back("geweigerd " + std::to_string(fout.regel) + " " + std::string(to_text(fout.code)));
}

void Opname::end_row() {
  ended_row_ = regel_;
  faults_ = 0;
  warnings_ = 0;
  may_lack_rows_ = false;
  of_no_row_ = false;
  any_row_ = true;
}

}  // namespace vish::fuzz
