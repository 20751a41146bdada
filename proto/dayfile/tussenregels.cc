#include <utility>

#include "proto/dayfile/rij.h"

// The checker of rows keeps lines that are no rows until it knows what follows them.
namespace vish::proto::dagbestand {
namespace {

/// A bound on the lines that wait for what follows them: a file does not end in more lines that are no rows. It also
/// bounds the empty rows that are named.
constexpr std::size_t kMostWaiting = 16;
/// More empty rows between other rows than this are rows that lost their values.
constexpr std::size_t kMostEmpty = 3;

}  // namespace

void Rowchecker::finish() { hand_over_waiting(false); }

bool Rowchecker::take_bijregel(const Record& record) {
  const auto bijregel = bijregels_.find(record);
  if (!bijregel) return false;
  if (bijregel->code == Bevindingcode::herhaalde_kopregel) {
    hand_over_waiting(false);
    telling_.begin_export();
  }
  wachtend_.push_back({record.regel, *bijregel, remarks_});
  if (!bijregel->only_as_last && wachtend_.size() == 1) hand_over_waiting(false);
  if (wachtend_.size() - lege_wachtend_ > kMostWaiting) hand_over_waiting(true);
  return true;
}

/// Takes an empty row. A row of one empty field is a blank line.
void Rowchecker::take_empty(const Record& record) {
  if (record.fields.size() == 1 || lege_wachtend_ == kMostWaiting) return;
  ++lege_wachtend_;
  wachtend_.push_back({record.regel, {Bevindingcode::lege_rij}, {}});
}

/// Hands over the waiting lines: as rows where a row follows them, else as lines that are no rows.
void Rowchecker::hand_over_waiting(bool as_rows) {
  for (const Wachtend& each : wachtend_) as_rows ? hand_over_as_row(each) : hand_over_as_no_row(each);
  wachtend_.clear();
  lege_wachtend_ = 0;
}

void Rowchecker::hand_over_as_row(const Wachtend& wachtend) {
  const auto& [regel, bijregel, as_row] = wachtend;
  if (bijregel.code == Bevindingcode::lege_rij) return report_empty(regel);
  if (!bijregel.only_as_last) return hand_over_as_no_row(wachtend);
  telling_.add_row();
  report(regel, as_row);
  ontvanger_.foute_rij(std::nullopt);
}

void Rowchecker::hand_over_as_no_row(const Wachtend& wachtend) {
  const auto& [regel, bijregel, as_row] = wachtend;
  if (bijregel.code == Bevindingcode::lege_rij) return;
  const bool counts = bijregel.telling.has_value();
  const bool lacks_rows = counts && telling_.lacks_some(*bijregel.telling);
  auto bevinding = make_bevinding(regel, std::nullopt, bijregel.code, {}, lacks_rows);
  if (counts && !telling_.agrees(*bijregel.telling)) bevinding.melding += " " + telling_.text(*bijregel.telling);
  ontvanger_.bevinding(std::move(bevinding));
  if (lacks_rows) ontvanger_.mist_mogelijk_rijen();
}

/// Reports the empty rows between other rows. A few empty rows are layout.
void Rowchecker::report_empty(std::uint64_t regel) {
  const bool many = ++lege_rijen_ > kMostEmpty;
  ontvanger_.bevinding(make_bevinding(regel, std::nullopt, Bevindingcode::lege_rij, {}, many));
  if (many) ontvanger_.mist_mogelijk_rijen();
}

}  // namespace vish::proto::dagbestand
