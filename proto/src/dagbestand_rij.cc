#include "dagbestand_rij.h"

#include <algorithm>

#include "utf8.h"

namespace vish::proto::dagbestand {

Rowchecker::Rowchecker(const Kopregel& kop, const Dagbestandregels& regels, Dagbestandontvanger& ontvanger)
    : kop_(kop), regels_(regels), ontvanger_(ontvanger) {}

bool Rowchecker::take(const Record& record) {
  remarks_.clear();
  const bool right_number = has_right_number_of_fields(record);
  const Values values = right_number ? check(record) : check_wrong_number_of_fields(record);
  if (!record.has_line_end && may_be_cut_short(record)) return false;
  const bool skipped = values.fase && is_early(*values.fase) && !regels_.vroege_fasen;
  if (skipped) {
    ontvanger_.overgeslagen_rij();
  } else {
    hand_over(record, values);
  }
  return true;
}

bool Rowchecker::has_right_number_of_fields(const Record& record) const {
  if (record.fields.size() < kop_.fields) return false;
  return std::all_of(record.fields.begin() + static_cast<std::ptrdiff_t>(kop_.fields), record.fields.end(),
                     [](const Field& field) { return field.value.empty() && !field.misquoted; });
}

bool Rowchecker::may_be_cut_short(const Record& record) const {
  if (record.fields.size() < kop_.fields) return true;
  const auto last = kop_.column_at(record.fields.size() - 1);
  if (!last) return false;
  const bool last_is_faulty = std::any_of(remarks_.begin(), remarks_.end(), [&last](const Remark& remark) {
    return remark.kolom == last && is_fault(remark.code);
  });
  return last_is_faulty || (*last == Kolom::burgerservicenummer && has_eight_digits(record.fields.back().value));
}

bool Rowchecker::is_faulty() const {
  return std::any_of(remarks_.begin(), remarks_.end(), [](const Remark& remark) { return is_fault(remark.code); });
}

void Rowchecker::hand_over(const Record& record, const Values& values) {
  for (const Remark& remark : remarks_) ontvanger_.bevinding(make_bevinding(record.regel, remark.kolom, remark.code));
  if (is_faulty()) {
    ontvanger_.foute_rij(values.bsn);
  } else {
    ontvanger_.rij({.regel = record.regel,
                    .bsn = *values.bsn,
                    .startdatum = *values.startdatum,
                    .fase = *values.fase,
                    .kenmerk = values.kenmerk,
                    .einddatum = values.einddatum});
  }
}

Rowchecker::Values Rowchecker::check(const Record& record) {
  check_quotes(record);
  Values values;
  values.bsn = check_bsn(record);
  values.startdatum = check_startdatum(record);
  values.fase = check_fase(record);
  values.kenmerk = check_kenmerk(record, values.bsn);
  values.einddatum = check_einddatum(record, values.startdatum);
  return values;
}

Rowchecker::Values Rowchecker::check_wrong_number_of_fields(const Record& record) {
  remark(std::nullopt, Rowcode::aantal_velden);
  const auto place = kop_.place_of(Kolom::burgerservicenummer);
  Values values;
  if (*place < record.fields.size() && !record.fields[*place].misquoted) {
    values.bsn = read_bsn(record.fields[*place].value).bsn;
  }
  return values;
}

void Rowchecker::check_quotes(const Record& record) {
  for (std::size_t field = 0; field < record.fields.size(); ++field) {
    if (record.fields[field].misquoted) remark(kop_.column_at(field), Rowcode::aanhalingsteken);
  }
}

/// Empty where there is no value to hold against a rule.
std::string_view Rowchecker::value(const Record& record, Kolom kolom) {
  const auto place = kop_.place_of(kolom);
  if (!place || record.fields[*place].misquoted) return {};
  const std::string_view found = record.fields[*place].value;
  if (found.empty() && static_cast<std::size_t>(kolom) < kRequiredColumns) remark(kolom, Rowcode::verplicht);
  return found;
}

std::optional<Bsn> Rowchecker::check_bsn(const Record& record) {
  const std::string_view text = value(record, Kolom::burgerservicenummer);
  if (text.empty()) return std::nullopt;
  const ReadBsn read = read_bsn(text);
  if (read.remark) remark(Kolom::burgerservicenummer, *read.remark);
  return read.bsn;
}

std::optional<Datum> Rowchecker::check_datum(const Record& record, Kolom kolom) {
  const std::string_view text = value(record, kolom);
  if (text.empty()) return std::nullopt;
  const auto datum = read_datum(text);
  if (!datum) remark(kolom, Rowcode::datum);
  return datum;
}

std::optional<Datum> Rowchecker::check_startdatum(const Record& record) {
  const auto startdatum = check_datum(record, Kolom::startdatum);
  if (startdatum && *startdatum > regels_.peildatum) remark(Kolom::startdatum, Rowcode::startdatum_na_peildatum);
  return startdatum;
}

std::optional<Datum> Rowchecker::check_einddatum(const Record& record, const std::optional<Datum>& startdatum) {
  const auto einddatum = check_datum(record, Kolom::einddatum);
  if (einddatum && startdatum && *einddatum < *startdatum) {
    remark(Kolom::einddatum, Rowcode::einddatum_voor_startdatum);
  }
  return einddatum;
}

std::optional<Fase> Rowchecker::check_fase(const Record& record) {
  const std::string_view text = value(record, Kolom::fase);
  if (text.empty()) return std::nullopt;
  const auto fase = read_fase(text);
  if (!fase) remark(Kolom::fase, Rowcode::fase);
  return fase;
}

/// What may be kept of it.
std::string_view Rowchecker::check_kenmerk(const Record& record, const std::optional<Bsn>& bsn) {
  const std::string_view text = value(record, Kolom::kenmerk);
  if (text.empty()) return {};
  const bool too_long = text.size() > kMaxKenmerk && utf8_length(text) > kMaxKenmerk;
  if (too_long) remark(Kolom::kenmerk, Rowcode::kenmerk_te_lang);
  if (holds_control_character(text)) remark(Kolom::kenmerk, Rowcode::kenmerk_tekens);
  if (too_long || !bsn || !holds_bsn(text, *bsn)) return text;
  remark(Kolom::kenmerk, Rowcode::kenmerk_bevat_bsn);
  return {};
}

}  // namespace vish::proto::dagbestand
