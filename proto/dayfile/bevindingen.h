#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "proto/dayfile/dressing.h"
#include "proto/terms/bevinding.h"

namespace vish::proto::dagbestand {

/// The columns of the day file, required ones first.
enum class Kolom { burgerservicenummer, startdatum, fase, kenmerk, einddatum };
inline constexpr std::size_t kColumns = 5;
inline constexpr std::size_t kRequiredColumns = 3;

/// The name as in the product rules.
std::string_view to_text(Kolom kolom);

/// What can be remarked on a row.
enum class Rowcode {
  verplicht,
  patroon,
  elfproef,
  excel_notatie,
  bsn_opmaak,
  voorloopnul,
  datum,
  startdatum_na_peildatum,
  einddatum_voor_startdatum,
  fase,
  kenmerk_te_lang,
  kenmerk_tekens,
  kenmerk_bevat_bsn,
  vreemd_teken,
  verpakt,
  leeg_woord,
  aantal_velden,
  aanhalingsteken,
  rijen_in_waarde,
  regeleinde_in_waarde,
  lege_velden,
  datum_deel,
  laatste_regel,
  herhaalde_kopregel,
  scheidingslijn,
  slotregel,
  lege_rij,
};

bool is_fault(Rowcode code);

/// Whether other rows may have disappeared in the row.
bool may_have_swallowed(Rowcode code);

/// `kolom` is absent where the remark concerns the whole row. The message names
/// the signs that were met in the value. Where the row keeps the file from
/// ending anybody, the message says so: by what the code is, or because the
/// caller knows.
Bevinding make_bevinding(std::uint64_t regel, std::optional<Kolom> kolom, Rowcode code, const Signs& signs = {},
                         bool ends_nobody = false);

}  // namespace vish::proto::dagbestand
