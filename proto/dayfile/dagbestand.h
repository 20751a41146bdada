#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/calendar/datum.h"
#include "base/core/result.h"
#include "proto/terms/bevinding.h"
#include "proto/terms/bsn.h"
#include "proto/terms/domein.h"

namespace vish::proto {

/// One good row of a day file. `kenmerk` is UTF-8 whatever the encoding of the file, and is valid only during the call
/// that hands it over.
struct Rij {
  std::uint64_t regel;  ///< the line on which the row starts; the header is line 1
  Bsn bsn;
  Datum startdatum;
  Fase fase;
  std::string_view kenmerk;         ///< at most 64 characters, none of them hidden; may be empty
  bool kenmerk_met_nummer = false;  ///< possible_bsns() finds a BSN in the kenmerk
  std::optional<Datum> einddatum;
  bool nul_hersteld = false;  ///< the BSN had eight digits: it lost a zero in front, or perhaps another digit
};

/// Receives what the reader of a day file finds, in order of the file, but for what only later lines tell: that empty
/// lines are a fault, that spaces or dates are unlike all others, that a file ended within another. Each data row leads
/// to exactly one of rij, foute_rij and overgeslagen_rij, after the findings that belong to the row. A line that is
/// plainly no row (a ruler, the header once more, a count or end mark behind the last row, a row of empty fields or
/// blank lines between others) leads to a warning only.
class Dagbestandontvanger {
 public:
  virtual ~Dagbestandontvanger() = default;
  /// Takes a good row.
  virtual void rij(const Rij& rij) = 0;
  /// Takes a refused row. `bsn` is given where it was readable, so that its registration can stay as it was.
  virtual void foute_rij(const std::optional<Bsn>& bsn) = 0;
  /// Takes a row in a phase before the admission decision. `bsn` is given where it was readable; where it was not, the
  /// row may be that of anybody. `nul_hersteld` says of the BSN what Rij::nul_hersteld says.
  virtual void overgeslagen_rij(std::uint64_t regel, const std::optional<Bsn>& bsn, bool nul_hersteld) = 0;
  /// The row that is handed over next may be of this person instead: a digit may have come in where signs stand in its
  /// BSN.
  virtual void misschien_van(const Bsn& bsn) = 0;
  /// The row that is handed over next, good or not, may have swallowed other rows, or other rows may be missing after
  /// it: no person is absent because the file does not name the person. The same holds for a refused row whose BSN is
  /// unreadable. This call also follows the finding on a count of more rows, or on many lines between rows that are
  /// empty or rulers.
  virtual void mist_mogelijk_rijen() = 0;
  /// Tells, at the end, that `aantal` lines are empty where layouts of files have empty lines: below the header, below
  /// the last row, or one below each row. `regel` is the first of these lines. Rows that lost their values at just
  /// those places look the same.
  virtual void lege_regels(std::uint64_t regel, std::uint64_t aantal) = 0;
  /// Takes a finding.
  virtual void bevinding(Bevinding bevinding) = 0;
};

/// The encoding of a file, as its sender names it.
enum class Tekenset { utf8, windows1252, iso8859_15, utf16, utf16le, utf16be };
/// Finds an encoding by a registered or common name, in any letter case. iso-8859-1 and us-ascii give windows-1252,
/// which contains them.
std::optional<Tekenset> parse_tekenset(std::string_view naam);

/// A bound on the lines of a file of at most so many rows: a blank line below each of them, and below the last one as
/// many empty ones as a spreadsheet has.
constexpr std::uint64_t most_lines(std::uint64_t rows) { return 2 * rows + (std::uint64_t{1} << 20U); }

/// The rules for reading one day file.
struct Dagbestandregels {
  Datum peildatum;
  bool vroege_fasen = false;                ///< rows in aanmelding and intake are good rows
  std::uint64_t max_bytes = 256ULL << 20U;  ///< a bound on the file after decompression
  /// a file in another encoding cannot be read; absent: the reader detects the encoding
  std::optional<Tekenset> tekenset{};
  std::uint64_t max_regels = most_lines(2'000'000);  ///< lines of every kind, also those that are no rows
};

/// The reason why a whole file cannot be read. `code` is one of leeg, kolom_ontbreekt, kolom_dubbel, kolom_lijkt_op,
/// gzip, tekenset, regeleinde, te_groot, aanhalingsteken, veld_te_lang, afgekapt. `melding` is Dutch and holds no value
/// of the file.
struct Bestandsfout {
  std::uint64_t regel = 0;  ///< 0: no particular line
  Bevindingcode code;
  std::string melding;
};

/// Reads a VISH-aanleverbestand, version 1 (product rules: the day file), as it streams in, and never holds more of it
/// than one row. The file has a header line, with or without a line `sep=;` before it. The header tells whether `;`,
/// `,` or tab is the delimiter. Quoting is that of RFC 4180; lines end with LF and any CRs before it. The text is UTF-8
/// with or without BOM, Windows-1252, or UTF-16 with BOM. Columns come in any order and letter case. A row of empty
/// fields only is not a row.
///
/// An object reads one file, and one thread at a time uses it. After an error every further call returns that same
/// error and the receiver gets nothing more.
class Dagbestandlezer {
 public:
  /// `ontvanger` must outlive this object.
  Dagbestandlezer(Dagbestandregels regels, Dagbestandontvanger& ontvanger);
  ~Dagbestandlezer();
  Dagbestandlezer(Dagbestandlezer&&) noexcept;
  Dagbestandlezer& operator=(Dagbestandlezer&&) noexcept;

  /// Takes the next piece of the file, cut anywhere.
  Result<void, Bestandsfout> feed(std::string_view bytes);
  /// Takes the end of the file; no feed() may follow. Before this call the receiver may lack the last rows.
  Result<void, Bestandsfout> finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vish::proto
