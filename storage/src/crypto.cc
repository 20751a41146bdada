#include "crypto.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <map>

namespace vish::storage {
namespace {

using Message = std::array<char, 4 + proto::Bsn::kLength>;

Message message_of(const proto::Bsn& bsn) {
  Message message{'b', 's', 'n', ':'};
  std::copy(bsn.digits().begin(), bsn.digits().end(), message.begin() + 4);
  return message;
}

std::string_view view(const Message& message) { return {message.data(), message.size()}; }

Pseudoniem cut(const Digest256& digest) {
  Pseudoniem result;
  std::copy_n(digest.begin(), result.size(), result.begin());
  return result;
}

Pseudoniem name_person(const Hmac& hmac, const proto::Bsn& bsn) { return cut(hmac.digest(view(message_of(bsn)))); }

std::uint64_t front(const Digest256& digest) { return boost::endian::load_big_u64(digest.data()); }

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
  return front(digest_.digest(std::string(persoon.begin(), persoon.end()).append(row)));
}

std::pair<Pseudoniem, Pseudoniem> Crypto::pseudoniemen(const proto::Bsn& een, const proto::Bsn& ander) const {
  const auto digests = index_.digests(view(message_of(een)), view(message_of(ander)));
  return {cut(digests.first), cut(digests.second)};
}

std::pair<std::uint64_t, std::uint64_t> Crypto::row_digests(std::string_view een, std::string_view ander) const {
  const auto digests = digest_.digests(een, ander);
  return {front(digests.first), front(digests.second)};
}

}  // namespace vish::storage
