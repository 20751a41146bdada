#include "crypto.h"

#include <algorithm>
#include <map>

#include "codec.h"

namespace vish::storage {
namespace {

Pseudoniem name_person(const Hmac& hmac, const proto::Bsn& bsn) {
  std::array<char, 4 + proto::Bsn::kLength> message{'b', 's', 'n', ':'};
  std::copy(bsn.digits().begin(), bsn.digits().end(), message.begin() + 4);
  const auto digest = hmac.digest({message.data(), message.size()});
  Pseudoniem result;
  std::copy_n(digest.begin(), result.size(), result.begin());
  return result;
}

Zegel make_zegel(const Keyring& keys, Sleutelsoort soort, std::string_view purpose) {
  std::map<std::uint32_t, Secret> secrets;
  for (const auto& sleutel : keys.keys()) {
    if (sleutel.soort == soort) secrets.emplace(sleutel.nummer, Hmac(sleutel.geheim).derive(purpose));
  }
  return {std::move(secrets), keys.current(soort).nummer};
}

}  // namespace

Crypto::Crypto(const Keyring& keys)
    : index_(keys.current(Sleutelsoort::index).geheim),
      digest_(index_.derive("vish:rij")),
      audit_(keys.current(Sleutelsoort::audit).geheim),
      zegel_(make_zegel(keys, Sleutelsoort::zegel, "vish:zegel")),
      audit_zegel_(make_zegel(keys, Sleutelsoort::audit, "vish:auditzegel")) {}

Pseudoniem Crypto::pseudoniem(const proto::Bsn& bsn) const { return name_person(index_, bsn); }

Pseudoniem Crypto::audit_pseudoniem(const proto::Bsn& bsn) const { return name_person(audit_, bsn); }

std::uint64_t Crypto::row_digest(const Pseudoniem& persoon, std::string_view row) const {
  // Kenmerken are short: most rows fit without an allocation.
  std::array<char, 256> fixed;
  std::string longer;
  const auto size = persoon.size() + row.size();
  char* message = fixed.data();
  if (size > fixed.size()) {
    longer.resize(size);
    message = longer.data();
  }
  std::copy(row.begin(), row.end(), std::copy(persoon.begin(), persoon.end(), message));
  const auto digest = digest_.digest({message, size});
  return Decoder({reinterpret_cast<const char*>(digest.data()), digest.size()}).u64();
}

}  // namespace vish::storage
