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

/// One good row. `kenmerk` is valid only during the call that hands it over;
/// it is UTF-8 whatever the encoding of the file.
struct Rij {
  std::uint64_t regel;  ///< line on which the row starts, from 1 (the header)
  Bsn bsn;
  Datum startdatum;
  Fase fase;
  std::string_view kenmerk;         ///< at most 64 characters, none of them hidden; may be empty
  bool kenmerk_met_nummer = false;  ///< possible_bsns() of the kenmerk finds some
  std::optional<Datum> einddatum;
  bool nul_hersteld = false;  ///< the BSN had eight digits: it lost its zero, or perhaps another digit
};

/// Where the reader of a day file puts what it finds, in order of the file, but for
/// empty lines of which only later lines tell that they are a fault.
/// Each data row leads to exactly one of rij, foute_rij and overgeslagen_rij,
/// after the findings that belong to it. What is plainly no row (rulers, the
/// header once more, a count or end mark behind the last row, a row of empty fields
/// or blank lines between others) leads to a warning only.
class Dagbestandontvanger {
 public:
  virtual ~Dagbestandontvanger() = default;
  virtual void rij(const Rij& rij) = 0;
  /// A refused row; `bsn` where it was readable, so that the registration
  /// that it may name can be left as it was.
  virtual void foute_rij(const std::optional<Bsn>& bsn) = 0;
  /// A row in a phase before the admission decision, on that line; `bsn` where it was readable.
  virtual void overgeslagen_rij(std::uint64_t regel, const std::optional<Bsn>& bsn) = 0;
  /// The row that is handed over next, good or not, may have swallowed others,
  /// or others may be missing after it: nobody is absent because the file does
  /// not name them. So it is too when the BSN of a refused row is unreadable, and
  /// after the finding on a count of more rows, or on many lines between rows that
  /// are empty or rulers.
  virtual void mist_mogelijk_rijen() = 0;
  /// At the end: so many lines, the first of them on that line, are empty where files
  /// are laid out so: below the header, below the last row, or one below each row. Rows that lost
  /// their values at just those places look the same.
  virtual void lege_regels(std::uint64_t regel, std::uint64_t aantal) = 0;
  virtual void bevinding(Bevinding bevinding) = 0;
};

/// The sender says that the bytes are in this tekenset.
enum class Tekenset { utf8, windows1252, iso8859_15, utf16, utf16le, utf16be };
/// By a name that is registered or in use for it, in any letter case;
/// iso-8859-1 and us-ascii are read as windows-1252, of which they are a part.
std::optional<Tekenset> parse_tekenset(std::string_view naam);

struct Dagbestandregels {
  Datum peildatum;
  bool vroege_fasen = false;                ///< rows in aanmelding and intake count as good
  std::uint64_t max_bytes = 256ULL << 20U;  ///< of the file as read, after any decompression
  std::optional<Tekenset> tekenset{};       ///< a file in another one cannot be read; absent: found out
};

/// Why a file as a whole cannot be read. `melding` is Dutch and holds no value of the file.
struct Bestandsfout {
  std::uint64_t regel = 0;  ///< 0: no particular line
  Bevindingcode code;
  std::string melding;
};

/// Reads a VISH-aanleverbestand, version 1 (product rules: the day file), as
/// it streams in, and never holds more of it than one row: a header line, with
/// a line `sep=;` before it or not; `;`, `,` or tab found from the header;
/// RFC 4180 quoting; lines that end with LF and any CRs before it; UTF-8 with or
/// without BOM, Windows-1252, or UTF-16 with BOM; columns in any order and
/// letter case. A row of empty fields only is not a row.
///
/// One file per object, used by one thread at a time. After an error every
/// further call returns that same error and the receiver gets nothing more.
class Dagbestandlezer {
 public:
  /// `ontvanger` must outlive this object.
  Dagbestandlezer(Dagbestandregels regels, Dagbestandontvanger& ontvanger);
  ~Dagbestandlezer();
  Dagbestandlezer(Dagbestandlezer&&) noexcept;
  Dagbestandlezer& operator=(Dagbestandlezer&&) noexcept;

  /// The next piece of the file, cut anywhere.
  Result<void, Bestandsfout> feed(std::string_view bytes);
  /// The file ended; feed nothing after it. Without this call the last row
  /// may not have been handed over.
  Result<void, Bestandsfout> finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vish::proto
