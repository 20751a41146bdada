#include "storage/index/index.h"

#include <rocksdb/iterator.h>

#include <algorithm>

#include "base/core/try.h"
#include "storage/engine/engine.h"
#include "storage/sets/registratie.h"

namespace vish::storage {
namespace {

using proto::Aansluitfase;

bool in_sight(const proto::Aansluiting& aansluiting, const Zicht& zicht) {
  if (zicht.alles) return true;
  return zicht.productie ? proto::is_in_productie(aansluiting.fase) : aansluiting.fase == Aansluitfase::test;
}

/// The search of one look.
class Search {
 public:
  Search(const Stand& stand, rocksdb::Iterator& at) : stand_(stand), at_(at) {}

  Stored<std::vector<Gevonden>> find(const proto::Bsn& bsn, const Zicht& zicht) {
    const auto& crypto = *stand_.crypto;
    std::vector<Gevonden> result;
    if (zicht.alles || zicht.productie || stand_.test_onder_gewone_namen) {
      TRY(find_under(crypto.index(), bsn, zicht, result));
    }
    if (zicht.alles || !zicht.productie) {
      TRY(find_under(crypto.test_index(), bsn, zicht, result));
    }
    std::ranges::sort(result, {}, [](const Gevonden& each) { return each.aansluiting->aansluiting.nummer; });
    return result;
  }

 private:
  Stored<void> find_under(const LockedVector<Indexsleutel>& sleutels, const proto::Bsn& bsn, const Zicht& zicht,
                          std::vector<Gevonden>& result) {
    for (const auto& sleutel : sleutels) {
      TRY(find_under(sleutel.pseudoniem(bsn), zicht, result));
    }
    return {};
  }

  Stored<void> find_under(const Pseudoniem& persoon, const Zicht& zicht, std::vector<Gevonden>& result) {
    const rocksdb::Slice prefix(reinterpret_cast<const char*>(persoon.data()), persoon.size());
    std::uint32_t decided = 0;
    for (at_.Seek(prefix); at_.Valid() && at_.key().starts_with(prefix); at_.Next()) {
      const auto key = parse_registratie_key(at_.key().ToStringView());
      if (!key) return Error{ErrorCode::corrupt, "een sleutel in de index is beschadigd"};
      const auto aansluiting = stand_.op_nummer.find(key->nummer);
      const bool visible = aansluiting != stand_.op_nummer.end() && key->nummer != decided &&
                           key->generatie <= aansluiting->second->levering.generatie;
      if (!visible) continue;
      decided = key->nummer;
      if (at_.value().empty() || !in_sight(aansluiting->second->aansluiting, zicht)) continue;
      auto gevonden = TRY(open(aansluiting->second, zicht));
      if (gevonden) result.push_back(std::move(*gevonden));
    }
    if (!at_.status().ok()) return to_error(at_.status());
    return {};
  }

  /// Returns the registration under the iterator, or nothing when the registration has ended.
  Stored<std::optional<Gevonden>> open(const std::shared_ptr<const AansluitingState>& aansluiting, const Zicht& zicht) {
    const auto plain = TRY(stand_.crypto->zegel().open(at_.key().ToStringView(), at_.value().ToStringView()));
    const auto registratie = decode_registratie(plain);
    const auto& confirmed_by = aansluiting->levering.peildatum;
    if (!registratie || !confirmed_by) return Error{ErrorCode::corrupt, "een registratie is beschadigd"};
    if (!zicht.alles && registratie->einddatum < zicht.vandaag.days()) return std::optional<Gevonden>();
    const auto peildatum =
        registratie->bevestigd == kNetBevestigd ? confirmed_by : Datum::from_days(registratie->bevestigd);
    const auto startdatum = Datum::from_days(registratie->startdatum);
    if (!peildatum || !startdatum) return Error{ErrorCode::corrupt, "een registratie is beschadigd"};
    return std::optional(
        Gevonden{aansluiting, *peildatum, *startdatum,
                 registratie->einddatum == kGeenEinddatum ? std::nullopt : Datum::from_days(registratie->einddatum),
                 registratie->fase, std::string(registratie->kenmerk)});
  }

  const Stand& stand_;
  rocksdb::Iterator& at_;
};

}  // namespace

// A delivery that becomes visible in between has removed nothing that its
// predecessor needs until its stand was shown: the same stand before and
// after making the iterator means that the two belong together.
Look::Look(Engine& engine) : engine_(engine) {
  do {
    stand_ = engine.stand();
    at_ = engine.iterators().take();
  } while (stand_ != engine.stand());
}

Look::Look(Look&& other) noexcept = default;

Look::~Look() {
  if (at_) engine_.iterators().give_back(std::move(at_));
}

Stored<std::vector<std::vector<Gevonden>>> Look::find(std::span<const proto::Bsn> personen, const Zicht& zicht) {
  if (stand_->teruggezet) {
    return Error{ErrorCode::unavailable, "de index is teruggezet uit een back-up en nog niet geopend"};
  }
  Search search(*stand_, *at_);
  std::vector<std::vector<Gevonden>> result;
  result.reserve(personen.size());
  for (const auto& persoon : personen) {
    auto gevonden = TRY(search.find(persoon, zicht));
    result.push_back(std::move(gevonden));
  }
  return result;
}

}  // namespace vish::storage
