#pragma once

#include <cstdint>
#include <string_view>

namespace vish::proto {

/// Every error that a caller of the HTTP interface can get, in one table.
enum class Foutcode : std::uint8_t {
  ongeldigeInvoer,
  aanleveringGeweigerd,
  certificaatOntbreekt,
  geenToegang,
  nietGevonden,
  methodeNietToegestaan,
  antwoordvormOnmogelijk,
  verzoekTijdOverschreden,
  peildatumVolgorde,
  conflict,
  voorwaardeOnvervuld,
  verzoekTeGroot,
  mediatypeOnbekend,
  verwachtingOnbekend,
  teVeelVragen,
  dagquotumBereikt,
  koptekstTeGroot,
  interneFout,
  nietBeschikbaar,
};

/// A row of the table: the `code` member, the HTTP status and the Dutch title of the problem document (RFC 9457).
struct Foutsoort {
  Foutcode code;
  std::string_view naam;
  unsigned status;
  std::string_view titel;
};

/// Returns the row of a code; valid for the whole run of the program.
const Foutsoort& foutsoort(Foutcode code);

}  // namespace vish::proto
