#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"

namespace vish::test {

/// Random choices that one seed repeats.
class Worp {
 public:
  explicit Worp(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class T>
  T pick(std::initializer_list<T> from) {
    return *(from.begin() + below(from.size()));
  }

 private:
  std::mt19937_64 random_;
};

/// A person as the source knows them.
struct Bronpersoon {
  std::string bsn;
  Datum startdatum;
  std::string fase;
  std::string kenmerk;
  std::optional<Datum> einddatum;
  std::string opmerking;
};

/// A system that writes day files, always in its own way.
class Bron {
 public:
  Bron(Worp& worp, Datum peildatum);

  Bronpersoon make_person(Worp& worp) const;
  std::string write(const std::vector<Bronpersoon>& personen) const;

  /// The file with its header as it should be, where each of its rows is one
  /// that this source could have written itself, for some people or others:
  /// then nobody can tell from its rows that some are missing. Line ends, blank
  /// lines and lines that are no rows tell nothing of rows. A line end may lack
  /// after the last row, since no receiver knows whether this source writes
  /// one; a text, which may go on past any end, must have it. An empty last value may
  /// lack its quotes as well.
  std::optional<std::string> mended(std::string_view bytes) const;

 private:
  enum class Kolom { bsn, startdatum, fase, kenmerk, einddatum, opmerking };
  enum class Tekenset { ascii, utf8, windows1252, utf16 };

  std::string header() const;
  std::string row(const Bronpersoon& persoon) const;
  std::string joined(const std::vector<std::string>& values) const;
  std::string quoted(const std::string& value) const;
  std::string date(const Datum& datum) const;
  std::string encoded(const std::string& text) const;
  std::optional<std::string> decoded(std::string_view bytes) const;
  std::optional<std::vector<std::string>> values_of(std::string_view line) const;
  bool is_no_row(std::string_view line) const;
  bool could_be_row(std::string_view line) const;
  bool could_be_value(Kolom kolom, const std::string& value) const;
  bool could_be_date(const std::string& value) const;
  bool ends_in_text(std::string_view line) const;

  Datum peildatum_;
  std::vector<Kolom> kolommen_;
  char delimiter_;
  std::string line_end_;
  bool final_line_end_;
  bool all_quoted_;
  std::size_t empty_;  ///< delimiters too many at the end of each line
  bool dutch_dates_;
  bool padded_dates_;
  bool loses_zeros_;  ///< writes a BSN of eight digits where the first is a zero
  bool ruler_;
  std::string end_mark_;  ///< a line, or nothing
  Tekenset tekenset_;
};

}  // namespace vish::test
