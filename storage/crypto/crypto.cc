#include "storage/crypto/crypto.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <boost/range/adaptor/reversed.hpp>
#include <stdexcept>

namespace vish::storage {
namespace {

constexpr std::string_view kPerson = "bsn:";
constexpr std::string_view kTestperson = "tst:";
static_assert(kPerson.size() == kTestperson.size());

using Message = std::array<char, kPerson.size() + proto::Bsn::kLength>;

Message message_of(std::string_view front, const proto::Bsn& bsn) {
  Message message{};
  std::ranges::copy(bsn.digits(), std::ranges::copy(front, message.begin()).out);
  return message;
}

std::string_view view(const Message& message) { return {message.data(), message.size()}; }

Pseudoniem cut(const Digest256& digest) {
  Pseudoniem result;
  std::copy_n(digest.begin(), result.size(), result.begin());
  return result;
}

Pseudoniem name_person(const Hmac& hmac, const proto::Bsn& bsn) {
  return cut(hmac.digest(view(message_of(kPerson, bsn))));
}

std::uint64_t front(const Digest256& digest) { return boost::endian::load_big_u64(digest.data()); }

Zegel make_zegel(const Keyring& keys, Sleutelsoort soort, std::string_view purpose) {
  Zegelsleutels secrets;
  for (const auto& sleutel : boost::adaptors::reverse(keys.keys())) {
    if (sleutel.soort == soort) secrets.emplace(sleutel.nummer, Hmac(sleutel.geheim).derive(purpose));
  }
  return {std::move(secrets), keys.current(soort).nummer};
}

/// Makes one object for each key of a kind, newest first.
template <class Prepared, class Make>
LockedVector<Prepared> prepare_each(const Keyring& keys, Sleutelsoort soort, const Make& make) {
  LockedVector<Prepared> result;
  result.reserve(static_cast<std::size_t>(std::ranges::count(keys.keys(), soort, &Sleutel::soort)));
  for (const auto& sleutel : boost::adaptors::reverse(keys.keys())) {
    if (sleutel.soort == soort) result.push_back(make(sleutel));
  }
  return result;
}

LockedVector<Indexsleutel> index_keys(const Keyring& keys, Indexsleutel::Domein domein) {
  return prepare_each<Indexsleutel>(keys, Sleutelsoort::index,
                                    [domein](const Sleutel& sleutel) { return Indexsleutel(sleutel, domein); });
}

}  // namespace

Indexsleutel::Indexsleutel(const Sleutel& sleutel, Domein domein)
    : nummer_(sleutel.nummer | (domein == Domein::test ? kTestnaam : 0)),
      front_(domein == Domein::test ? kTestperson : kPerson),
      persons_(sleutel.geheim),
      rows_(persons_.derive("vish:rij")) {
  if (index_key_of(sleutel.nummer) != sleutel.nummer) throw std::logic_error("a key has a number of names in test");
}

Pseudoniem Indexsleutel::pseudoniem(const proto::Bsn& bsn) const {
  return cut(persons_.digest(view(message_of(front_, bsn))));
}

std::uint64_t Indexsleutel::row_digest(const Pseudoniem& persoon, std::string_view row) const {
  return front(rows_.digest(std::string(persoon.begin(), persoon.end()).append(row)));
}

std::pair<Pseudoniem, Pseudoniem> Indexsleutel::pseudoniemen(const proto::Bsn& een, const proto::Bsn& ander) const {
  const auto digests = persons_.digests(view(message_of(front_, een)), view(message_of(front_, ander)));
  return {cut(digests.first), cut(digests.second)};
}

std::pair<std::uint64_t, std::uint64_t> Indexsleutel::row_digests(std::string_view een, std::string_view ander) const {
  const auto digests = rows_.digests(een, ander);
  return {front(digests.first), front(digests.second)};
}

std::uint64_t Indexsleutel::verzamelingsmerk(std::string_view hash) const {
  return front(rows_.digest(std::string("verzameling:").append(hash)));
}

Kopiesleutel::Merk Kopiesleutel::merk(std::string_view regel) const {
  Merk merk{};
  std::copy_n(hmac_.digest(regel).begin(), merk.size(), merk.begin());
  return merk;
}

Crypto::Crypto(const Keyring& keys)
    : index_(index_keys(keys, Indexsleutel::Domein::productie)),
      test_index_(index_keys(keys, Indexsleutel::Domein::test)),
      audit_(prepare_each<Hmac>(keys, Sleutelsoort::audit, [](const Sleutel& s) { return Hmac(s.geheim); })),
      zegel_(make_zegel(keys, Sleutelsoort::zegel, "vish:zegel")),
      audit_zegel_(make_zegel(keys, Sleutelsoort::audit, "vish:auditzegel")),
      kopie_(prepare_each<Kopiesleutel>(keys, Sleutelsoort::audit, [](const Sleutel& s) {
        return Kopiesleutel(s.nummer, Hmac(Hmac(s.geheim).derive("vish:auditkopie")));
      })) {}

const Indexsleutel* Crypto::index(std::uint32_t nummer) const {
  const auto& keys = (nummer & kTestnaam) != 0 ? test_index_ : index_;
  const auto found = std::ranges::find(keys, nummer, &Indexsleutel::nummer);
  return found == keys.end() ? nullptr : &*found;
}

Pseudoniem Crypto::audit_pseudoniem(const proto::Bsn& bsn) const { return name_person(audit_.front(), bsn); }

std::vector<Pseudoniem> Crypto::audit_pseudoniemen(const proto::Bsn& bsn) const {
  std::vector<Pseudoniem> result;
  for (const auto& sleutel : audit_) result.push_back(name_person(sleutel, bsn));
  return result;
}

std::shared_ptr<const Crypto> make_crypto(const Keyring& keys) {
  return std::allocate_shared<const Crypto>(LockedAllocator<Crypto>(), keys);
}

}  // namespace vish::storage
