#include <utility>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/rij.h"
#include "proto/terms/bevindingcode.h"

// The checker of rows keeps lines that are no rows until it knows what follows them.
namespace vish::proto::dagbestand {
namespace {

/// A bound on the lines that wait for what follows them: a file does not end in more lines that are no rows. It also
/// bounds the empty rows that are named.
constexpr std::size_t kMostWaiting = 16;
/// More lines between rows that are empty or rulers are rows that lost their values.
constexpr std::size_t kFew = 3;

}  // namespace

void Rowchecker::finish(std::uint64_t half_line_end) {
  end_export();
  if (half_line_end > 0) report_no_row(half_line_end, Bevindingcode::half_regeleinde, true);
  report_last_empty();
  report_overwritten();
  report_lost_zeros();
  if (layout_.aantal > 0 && layout_.aantal + between_ > kFew) {
    ontvanger_.lege_regels(layout_.regel, layout_.aantal + between_);
  }
}

/// Whether a mark is a row that was cut off or lost its values. A mark that may begin a row needs a right count, and
/// one that begins as the rows of the file do is none: its count is the next number of a kenmerk.
bool Rowchecker::is_row_after_all(const Record& record, const Bijregel& bijregel) const {
  if (!bijregel.in_place_of_text) return false;
  const auto word = first_word(record);
  if (equal_ignoring_case(word, first_word_) || equal_ignoring_case(word, newest_word_)) return true;
  return bijregel.may_begin_row && !(bijregel.telling && telling_.agrees(*bijregel.telling));
}

bool Rowchecker::take_bijregel(const Record& record) {
  const auto bijregel = bijregels_.find(record);
  if (!bijregel || is_row_after_all(record, *bijregel)) return false;
  const bool counts_right = bijregel->telling && telling_.agrees(*bijregel->telling);
  const bool may_be_cut = !record.has_line_end && bijregel->in_place_of_text && !counts_right;
  const bool is_header = bijregel->code == Bevindingcode::herhaalde_kopregel;
  const bool is_ruler = bijregel->code == Bevindingcode::scheidingslijn;
  if (is_header) {
    end_mark_on_ = 0;
    if (vorige_ == Vorige::wit && witregels_.aantal == 1) witregels_ = {};
    end_export();
    telling_.begin_export();
  }
  vorige_ = is_header ? Vorige::kop : Vorige::bijregel;
  wachtend_.push_back({record.regel, *bijregel, remarks_, false, is_ruler && ruler_expected_, may_be_cut});
  if (is_header || is_ruler) ruler_expected_ = is_header;
  if (!bijregel->only_as_last && !is_ruler && wachtend_.size() == 1) hand_over_waiting(false);
  if (wachtend_.size() - lege_genoemd_ > kMostWaiting) hand_over_waiting(true);
  return true;
}

/// Takes an empty line. A single field is a line that looks blank: below what is no row it is layout.
void Rowchecker::take_empty(const Record& record) {
  const bool blank = record.fields.size() == 1;
  const auto vorige = std::exchange(vorige_, blank ? Vorige::wit : Vorige::lege_rij);
  if (blank && (vorige == Vorige::kop || vorige == Vorige::bijregel)) return layout_.add(record.regel);
  (blank ? witregels_ : lege_velden_).add(record.regel);
  if (lege_genoemd_ == kMostWaiting) return;
  ++lege_genoemd_;
  wachtend_.push_back({record.regel, {Bevindingcode::lege_rij}, {}, blank && vorige != Vorige::wit});
}

/// Notes that a row came. Where one row stands directly below another, blank lines do not space them.
void Rowchecker::note_row(const Record& record) {
  if (end_mark_on_ > 0) report_no_row(std::exchange(end_mark_on_, 0), Bevindingcode::einde_voor_rij, true);
  if (record.end_mark) end_mark_on_ = record.regel;
  last_filled_ = last_filled_.value_or(true) && !record.fields.back().value.empty();
  if (bijregels_.begins_with_text()) {
    newest_word_ = first_word(record);
    if (first_word_.empty()) first_word_ = newest_word_;
  }
  if (std::exchange(vorige_, Vorige::rij) == Vorige::rij && !is_dense_) {
    is_dense_ = true;
    if (spacing_.aantal > 0) report_empty(spacing_.regel, spacing_.aantal);
    spacing_ = {};
  }
  ruler_expected_ = false;
  if (!wachtend_.empty()) hand_over_waiting(true);
}

/// Ends an export: no row of the export follows.
void Rowchecker::end_export() {
  layout_.add(spacing_);
  layout_.add(lege_velden_);
  layout_.add(witregels_);
  last_empty_.add(lege_velden_);
  hand_over_waiting(false);
  spacing_ = {};
  last_rulers_ = 0;
  is_dense_ = false;
}

/// Hands over the waiting lines: as rows where a row follows them, else as lines that are no rows.
void Rowchecker::hand_over_waiting(bool as_rows) {
  for (const Wachtend& each : wachtend_) as_rows ? hand_over_as_row(each) : hand_over_as_no_row(each);
  wachtend_.clear();
  lege_genoemd_ = 0;
  lege_velden_ = {};
  witregels_ = {};
}

void Rowchecker::hand_over_as_row(const Wachtend& wachtend) {
  const auto& [regel, bijregel, as_row, below_row, below_header, may_be_cut] = wachtend;
  if (bijregel.code == Bevindingcode::scheidingslijn) return report_ruler(wachtend, true);
  if (bijregel.code == Bevindingcode::lege_rij) {
    return below_row && !is_dense_ ? spacing_.add(regel) : report_empty(regel);
  }
  if (!bijregel.only_as_last) return hand_over_as_no_row(wachtend);
  if (bijregel.marks_only) return report_empty(regel);
  telling_.add_row();
  report(regel, as_row, true);
  ontvanger_.foute_rij(std::nullopt);
}

void Rowchecker::hand_over_as_no_row(const Wachtend& wachtend) {
  const auto& bijregel = wachtend.bijregel;
  if (bijregel.code == Bevindingcode::lege_rij) return;
  if (bijregel.code == Bevindingcode::scheidingslijn) return report_ruler(wachtend, false);
  if (wachtend.may_be_cut) report_no_row(wachtend.regel, Bevindingcode::slotregel_zonder_einde, true);
  if (!bijregel.telling) return report_no_row(wachtend.regel, bijregel.code, false);
  const bool lacks_rows = telling_.lacks_some(*bijregel.telling);
  auto bevinding = make_bevinding(wachtend.regel, std::nullopt, bijregel.code, {}, lacks_rows);
  if (!telling_.agrees(*bijregel.telling)) bevinding.melding += " " + telling_.text(*bijregel.telling);
  ontvanger_.bevinding(std::move(bevinding));
  if (lacks_rows) ontvanger_.mist_mogelijk_rijen();
}

void Rowchecker::report_no_row(std::uint64_t regel, Bevindingcode code, bool ends_nobody) {
  ontvanger_.bevinding(make_bevinding(regel, std::nullopt, code, {}, ends_nobody));
  if (ends_nobody) ontvanger_.mist_mogelijk_rijen();
}

/// Reports empty lines between rows. A few such lines are how a file is laid out.
void Rowchecker::report_empty(std::uint64_t regel, std::size_t count) {
  between_ += count;
  report_no_row(regel, Bevindingcode::lege_rij, between_ > kFew);
}

/// Reports a ruler. One ruler belongs below the header, perhaps one more below the rows, and a few around a total;
/// others may be rows of which every sign was made a dash.
void Rowchecker::report_ruler(const Wachtend& wachtend, bool between_rows) {
  const auto& bijregel = wachtend.bijregel;
  if (wachtend.below_header) {
    header_ruler_ = bijregel.widths;
    return report_no_row(wachtend.regel, bijregel.code, false);
  }
  const bool many = ++(between_rows ? between_ : last_rulers_) > kFew;
  const bool as_row =
      between_rows ? bijregel.like_a_row : bijregel.as_wide_as_a_row && bijregel.widths != header_ruler_;
  report_no_row(wachtend.regel, bijregel.code, many || as_row);
}

/// Reports blocks of spaces around values, and lines of spaces.
void Rowchecker::report_overwritten() {
  for (const auto& [regel, field] : padding_.overwritten()) {
    const auto kolom = field ? kop_.column_at(*field) : std::nullopt;
    ontvanger_.bevinding(make_bevinding(regel, kolom, Bevindingcode::opgevuld));
    ontvanger_.mist_mogelijk_rijen();
  }
}

/// Reports dates that may have been other dates.
void Rowchecker::report_lost_zeros() {
  for (const auto& [regel, kolom] : day_zeros_.doubtful()) {
    ontvanger_.bevinding(make_bevinding(regel, kolom, Bevindingcode::datum_zonder_nul));
    ontvanger_.mist_mogelijk_rijen();
  }
}

/// Reports the empty rows below the last row, which a spreadsheet leaves there.
void Rowchecker::report_last_empty() {
  if (last_empty_.aantal <= kFew) return;
  auto bevinding = bevinding_of(last_empty_.regel, std::nullopt, Bevindingcode::lege_rijen_onderaan);
  bevinding.melding = "Vanaf hier staan onder de rijen " + std::to_string(last_empty_.aantal) +
                      " lege rijen; zij tellen niet mee. Laat ze weg uit de export: zij kunnen rijen zijn waarvan de "
                      "waarden zijn weggevallen.";
  ontvanger_.bevinding(std::move(bevinding));
}

}  // namespace vish::proto::dagbestand
