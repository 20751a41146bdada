#include "server/data/bestandsvorm.h"

#include "server/message/content_type.h"
#include "server/message/field_text.h"

namespace vish::server {
namespace {

using proto::Foutcode;

[[noreturn]] void refuse(Foutcode code, std::string_view detail) { throw Refusal{{code, std::string(detail)}}; }

std::optional<proto::Tekenset> require_tekenset(const ContentType& type) {
  if (!type.charset) return std::nullopt;
  const auto tekenset = proto::parse_tekenset(*type.charset);
  if (!tekenset) {
    refuse(Foutcode::mediatypeOnbekend,
           "De charset in Content-Type wordt niet ondersteund. Kies uit utf-8, windows-1252, iso-8859-1, iso-8859-15, "
           "utf-16 (met BOM), utf-16le en utf-16be, of noem geen.");
  }
  return tekenset;
}

/// Whether the file is packed; x-gzip is an old name of the same (RFC 9110 section 8.4.1.3).
bool require_packing(const Request& request) {
  const auto list = request.list(http::field::content_encoding);
  const auto codings = members(list);
  if (codings.empty() || (codings.size() == 1 && same(codings.front(), "identity"))) return false;
  if (codings.size() == 1 && (same(codings.front(), "gzip") || same(codings.front(), "x-gzip"))) return true;
  refuse(Foutcode::mediatypeOnbekend, "Alleen Content-Encoding: gzip wordt ondersteund, één keer.");
}

}  // namespace

Bestandsvorm require_bestandsvorm(const Request& request) {
  const auto type = require_type(request, "text/csv");
  if (type.headerless) {
    refuse(Foutcode::mediatypeOnbekend,
           "Volgens header=absent in Content-Type heeft het bestand geen kopregel. De eerste regel moet de kopregel "
           "zijn: lever het bestand met een kopregel aan, en noem header=present of geen header.");
  }
  if (request.headers->count(http::field::content_range) > 0) {
    refuse(Foutcode::ongeldigeInvoer,
           "Een deel van een bestand kan niet worden aangeleverd. Stuur het hele bestand, zonder Content-Range.");
  }
  return {require_packing(request), require_tekenset(type)};
}

}  // namespace vish::server
