#include "opruiming.h"

#include <rocksdb/iterator.h>

#include <algorithm>
#include <set>
#include <vector>

#include "codec.h"
#include "verzameling.h"

namespace vish::storage {
namespace {

Wijziging take_wijziging(Decoder& in) {
  Wijziging wijziging{};
  const auto persoon = in.raw(wijziging.persoon.size());
  std::copy(persoon.begin(), persoon.end(), wijziging.persoon.begin());
  wijziging.nieuw = in.u8() == 1;
  return wijziging;
}

/// The stored versions of registrations of one aansluiting.
class Versions {
 public:
  Versions(Database& database, std::uint32_t nummer)
      : nummer_(nummer), at_(database.registraties()), writer_(database) {}

  void remove(const Pseudoniem& persoon, std::uint64_t generatie) {
    remove_key(registratie_key(persoon, nummer_, generatie));
  }

  /// Leaves the newest version, unless that only says that there is none. Such
  /// a one goes last: were a crash or a reader to come in between, the version
  /// before it would be in force again.
  void remove_all_but_newest(const Pseudoniem& persoon) {
    bool newest = true;
    std::optional<std::string> ending;
    for_each(persoon, [&](std::string_view key, bool ended) {
      if (!newest) remove_key(std::string(key));
      if (newest && ended) ending = key;
      newest = false;
    });
    if (ending) remove_key(*std::move(ending));
  }

  void remove_all(const Pseudoniem& persoon) {
    for_each(persoon, [&](std::string_view key, bool) { remove_key(std::string(key)); });
  }

  Stored<void> finish() {
    if (!at_->status().ok()) return to_error(at_->status());
    if (failed_) return *failed_;
    return writer_.finish();
  }

 private:
  template <class Visit>
  void for_each(const Pseudoniem& persoon, const Visit& visit) {
    std::string prefix = registratie_key(persoon, nummer_, 0);
    prefix.resize(prefix.size() - sizeof(std::uint64_t));
    for (at_->Seek(prefix); at_->Valid() && at_->key().starts_with(prefix); at_->Next()) {
      visit(at_->key().ToStringView(), at_->value().empty());
    }
  }

  void remove_key(std::string key) {
    if (auto added = writer_.add({Cf::registraties, std::move(key), std::nullopt}); !added) failed_ = added.error();
  }

  std::uint32_t nummer_;
  std::unique_ptr<rocksdb::Iterator> at_;
  AheadWriter writer_;
  std::optional<Error> failed_;
};

/// The generations of which chunks of that kind are stored.
Stored<std::set<std::uint64_t>> generations(const Database& database, Cf cf, std::uint32_t nummer, Deel deel) {
  std::set<std::uint64_t> result;
  const auto scanned = database.scan(cf, nummer_key(nummer), [&](std::string_view key, std::string_view) {
    const auto parsed = parse_chunk_key(key);
    if (parsed && parsed->deel == deel) result.insert(parsed->generatie);
    return true;
  });
  if (!scanned) return scanned.error();
  return result;
}

Stored<void> settle(Database& database, std::uint32_t nummer, std::uint64_t generatie, bool became_visible) {
  Versions versions(database, nummer);
  const auto prefix = chunk_prefix(nummer, Deel::wijziging, generatie);
  const auto read = read_chunks(database, Cf::verzamelingen, prefix, nullptr, [&](std::string_view items) {
    Decoder in(items);
    while (in.ok() && !in.rest().empty()) {
      const auto wijziging = take_wijziging(in);
      if (!became_visible) {
        versions.remove(wijziging.persoon, generatie);
      } else if (!wijziging.nieuw) {
        versions.remove_all_but_newest(wijziging.persoon);
      }
    }
    return in.ok();
  });
  if (!read) return read;
  if (auto removed = versions.finish(); !removed) return removed;
  if (!became_visible) {
    auto removed = remove_all(database, Cf::verzamelingen, chunk_prefix(nummer, Deel::stand, generatie));
    if (!removed) return removed;
  }
  return remove_all(database, Cf::verzamelingen, prefix);
}

Stored<void> remove_registrations(Database& database, const Crypto& crypto, std::uint32_t nummer,
                                  std::uint64_t generatie) {
  const auto stand = load_stand(database, crypto, nummer, generatie);
  if (!stand) return stand.error();
  Versions versions(database, nummer);
  for (const auto& regel : *stand) versions.remove_all(regel.persoon);
  return versions.finish();
}

Stored<void> tidy_held(Database& database, std::uint32_t nummer, const Leverstand& stand) {
  const auto held = generations(database, Cf::vastgehouden, nummer, Deel::stand);
  if (!held) return held.error();
  for (const auto generatie : *held) {
    if (stand.vastgehouden && stand.vastgehouden->generatie == generatie) continue;
    auto removed = remove_all(database, Cf::vastgehouden, chunk_prefix(nummer, Deel::stand, generatie));
    if (!removed) return removed;
  }
  return {};
}

}  // namespace

std::string encode(const Wijziging& wijziging) {
  std::string out(wijziging.persoon.begin(), wijziging.persoon.end());
  put_u8(out, wijziging.nieuw ? 1 : 0);
  return out;
}

Stored<void> tidy(Database& database, const Crypto& crypto, std::uint32_t nummer, const Leverstand& stand) {
  const auto written = generations(database, Cf::verzamelingen, nummer, Deel::wijziging);
  if (!written) return written.error();
  for (const auto generatie : *written) {
    if (auto settled = settle(database, nummer, generatie, generatie <= stand.generatie); !settled) return settled;
  }
  const auto sets = generations(database, Cf::verzamelingen, nummer, Deel::stand);
  if (!sets) return sets.error();
  for (const auto generatie : *sets) {
    if (generatie == stand.generatie) continue;
    if (stand.generatie == 0) {
      if (auto removed = remove_registrations(database, crypto, nummer, generatie); !removed) return removed;
    }
    auto removed = remove_all(database, Cf::verzamelingen, chunk_prefix(nummer, Deel::stand, generatie));
    if (!removed) return removed;
  }
  return tidy_held(database, nummer, stand);
}

Stored<void> remove_nummer(Database& database, const Crypto& crypto, std::uint32_t nummer) {
  if (auto removed = tidy(database, crypto, nummer, {}); !removed) return removed;
  AheadWriter writer(database);
  std::optional<Error> failed;
  const auto prefix = nummer_key(nummer);
  const auto scanned = database.scan(Cf::rapporten, prefix, [&](std::string_view key, std::string_view) {
    for (auto& gone : {std::string(key), rapport_index_key(key.substr(prefix.size()))}) {
      if (auto added = writer.add({Cf::rapporten, gone, std::nullopt}); !added) failed = added.error();
    }
    return !failed;
  });
  if (!scanned) return scanned;
  if (failed) return *failed;
  if (auto added = writer.add({Cf::standen, prefix, std::nullopt}); !added) return added;
  return writer.finish();
}

}  // namespace vish::storage
