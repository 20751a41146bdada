#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/terms/recorded.h"

namespace vish::proto {

/// The columns of the day file, required ones first.
enum class Kolom { burgerservicenummer, startdatum, fase, kenmerk, einddatum };
inline constexpr std::size_t kColumns = 5;
inline constexpr std::size_t kRequiredColumns = 3;

/// Returns the name of a column as in the product rules.
std::string_view to_text(Kolom kolom);

/// The severity of a finding: a fault or a warning.
enum class Ernst { fout, waarschuwing };
std::string_view to_text(Ernst value);

/// The Gevolg tells what follows from a finding, apart from its severity.
enum class Gevolg {
  geen,
  beeindigt_niemand,  ///< other rows may have disappeared in the row: the file ends nobody
  geen_rij,           ///< the line is no row
  overgeslagen,       ///< the row is good, and does not count
  weigert_bestand,    ///< the file is refused whole
};

/// A code says what was found on a day file. Only a source that names a code includes bevindingcode.h, which lists the
/// codes: the other sources need not be compiled again when the list grows.
enum class Bevindingcode : std::uint8_t;

/// Returns the code that a report shows.
std::string_view to_text(Bevindingcode value);
template <>
std::optional<Bevindingcode> from_text(std::string_view text);

Ernst ernst_of(Bevindingcode code);
Gevolg gevolg_of(Bevindingcode code);
/// Returns in Dutch what to do, or an empty text where the rule itself writes that.
std::string_view melding_of(Bevindingcode code);

/// One remark on a day file. `melding` says in Dutch what to do; neither `melding` nor any other member ever holds a
/// BSN or another value from the file.
struct Bevinding {
  std::uint64_t regel = 0;  ///< line in the file, from 1; 0: the file as a whole
  std::string kolom;        ///< column name as in product rules; empty: the whole row
  Ernst ernst = Ernst::fout;
  Recorded<Bevindingcode> code;
  std::string melding;

  bool operator==(const Bevinding&) const = default;
};

/// Makes a finding with the severity of the code, and with its text unless the rule gives another one. `kolom` is
/// absent where the finding concerns the whole row.
Bevinding bevinding_of(std::uint64_t regel, std::optional<Kolom> kolom, Bevindingcode code);
Bevinding bevinding_of(std::uint64_t regel, std::optional<Kolom> kolom, Bevindingcode code, std::string melding);

/// The number of times that each code was found, in the order of the codes as texts.
using Bevindingtelling = std::map<Recorded<Bevindingcode>, std::uint64_t>;

/// Keeps the findings of one file within fixed memory: the first kKept findings by line number, and for every code the
/// number of all its findings.
class Bevindingen {
 public:
  static constexpr std::size_t kKept = 1000;

  /// Adds a finding. Findings may come in any order of lines; findings on one line keep the order in which they came.
  void add(Bevinding bevinding);

  /// Returns the kept findings, ascending by line.
  std::vector<Bevinding> first() const;
  const Bevindingtelling& per_code() const { return per_code_; }

 private:
  std::multimap<std::uint64_t, Bevinding> by_line_;
  Bevindingtelling per_code_;
};

}  // namespace vish::proto
