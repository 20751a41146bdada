#include "storage/ledger/ledger_ends.h"

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/database/keys.h"
#include "storage/database/register_keys.h"

namespace vish::storage {

Stored<std::uint64_t> last_volgnummer(const Database& database) {
  std::uint64_t last = 0;
  const auto scanned = database.scan_back(Cf::audit, "", "", [&](std::string_view key, std::string_view) {
    last = Decoder(key).u64();
    return false;
  });
  if (!scanned) return scanned.error();
  return last;
}

Stored<std::uint64_t> first_volgnummer(const Database& database) {
  const auto bytes = TRY(database.get(Cf::meta, kAuditVanaf));
  if (!bytes) return 1;
  Decoder in(*bytes);
  const auto first = in.u64();
  if (!in.complete() || first == 0) return Error{ErrorCode::corrupt, "het begin van het auditlog is beschadigd"};
  return first;
}

}  // namespace vish::storage
