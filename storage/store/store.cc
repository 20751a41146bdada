#include "storage/store/store.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "base/core/uuid.h"
#include "storage/audit/audit.h"
#include "storage/audit/retention_record.h"
#include "storage/audit/usage_records.h"
#include "storage/backup/backups.h"
#include "storage/database/register_keys.h"
#include "storage/delivery/leveringen.h"
#include "storage/delivery/rapporten.h"
#include "storage/delivery/tidying.h"
#include "storage/engine/engine.h"
#include "storage/engine/verzoeken.h"
#include "storage/index/index.h"
#include "storage/keychange/herverzegeling.h"
#include "storage/keychange/sleutels.h"
#include "storage/ledger/auditkopie.h"
#include "storage/ledger/ledger_ends.h"
#include "storage/registry/register.h"
#include "storage/sets/verzameling.h"
#include "storage/stand/key_record.h"
#include "storage/stand/terugzetting.h"
#include "storage/store/open_store.h"

namespace vish::storage {
namespace {

constexpr std::string_view kFormaat = "formaat";
constexpr std::string_view kFormaatversie = "vish-index 2";
constexpr std::string_view kDatabaseId = "database-id";

Stored<std::string> check_identity(const Database& database) {
  const auto formaat = TRY(database.get(Cf::meta, kFormaat));
  const auto id = TRY(database.get(Cf::meta, kDatabaseId));
  if (!formaat || *formaat != kFormaatversie || !id) {
    return Error{ErrorCode::foreign, "deze database heeft een onbekend formaat of is niet van VISH index"};
  }
  return *id;
}

/// Reads the records of one kind; `take` returns false on bytes that are none.
Stored<void> read_records(const Database& database, std::string_view kind,
                          const std::function<bool(std::string_view json)>& take) {
  bool good = true;
  const auto scanned = database.scan(Cf::registers, kind, [&](std::string_view, std::string_view value) {
    good = take(value);
    return good;
  });
  if (!scanned) return scanned;
  if (!good) return Error{ErrorCode::corrupt, "het register is beschadigd: " + std::string(kind)};
  return {};
}

template <class Record, class Parse, class Id>
Stored<void> read_into(const Database& database, std::string_view kind,
                       std::map<std::string, Record, std::less<>>& into, const Parse& parse, const Id& id) {
  return read_records(database, kind, [&](std::string_view json) {
    auto record = parse(json);
    if (!record) return false;
    auto key = id(*record);
    into.emplace(std::move(key), std::move(*record));
    return true;
  });
}

Stored<void> read_aansluitingen(const Database& database, Stand& stand) {
  std::optional<Error> failed;
  const auto read = read_records(database, kAansluiting, [&](std::string_view json) {
    auto aansluiting = proto::aansluiting_from_record(json);
    if (!aansluiting) return false;
    const auto stored = database.get(Cf::standen, nummer_key(aansluiting->nummer));
    if (!stored) failed = stored.error();
    if (!stored || !*stored) return false;
    auto levering = decode_delivery_state(**stored);
    if (!levering) return false;
    replace(stand, {std::move(*aansluiting), std::move(*levering)});
    return true;
  });
  if (failed) return *failed;
  return read;
}

/// Whether persons of phase test stand under names of productie.
bool has_test_under_usual_names(const Stand& stand) {
  return std::ranges::any_of(stand.aansluitingen, [](const auto& entry) {
    const auto& [aansluiting, levering] = *entry.second;
    const auto usual = [](std::uint32_t naamgeving) { return (naamgeving & kTestnaam) == 0; };
    return aansluiting.fase == proto::Aansluitfase::test && std::ranges::any_of(index_keys_of(levering), usual);
  });
}

Stored<void> read_vingerafdrukken(const Database& database, Stand& stand) {
  return database.scan(Cf::registers, kVingerafdruk, [&](std::string_view key, std::string_view naam) {
    stand.vingerafdrukken.emplace(key.substr(kVingerafdruk.size()), naam);
    return true;
  });
}

Stored<void> read_operators(const Database& database, Stand& stand) {
  const auto naam = [](const proto::Operator& person) { return person.naam; };
  TRY(read_into(database, kOperator, stand.operators, proto::operator_from_record, naam));
  return read_vingerafdrukken(database, stand);
}

Stored<Stand> read_stand(const Database& database) {
  Stand stand;
  const auto oin = [](const auto& record) { return record.oin.text(); };
  const auto partner_id = [](const proto::Convenantpartner& partner) { return partner.convenantpartner_id; };
  auto read = read_into(database, kOrganisatie, stand.organisaties, proto::organisatie_from_record, oin);
  if (read) read = read_aansluitingen(database, stand);
  if (read) read = read_verzegeld(database, stand);
  if (read) read = read_into(database, kBevrager, stand.bevragers, proto::bevrager_from_record, oin);
  if (read) {
    read = read_into(database, kConvenantpartner, stand.convenantpartners, proto::convenantpartner_from_record,
                     partner_id);
  }
  if (read) read = read_operators(database, stand);
  if (read) read = read_verzoeken(database, stand);
  if (!read) return read.error();
  stand.test_onder_gewone_namen = has_test_under_usual_names(stand);
  auto teruggezet = TRY(read_terugzetting(database));
  stand.teruggezet = teruggezet;
  TRY(read_bewaartermijn(database, stand));
  return stand;
}

/// Counts the ends that an earlier version did not count. An unreadable set is left to the delivery that needs it,
/// which reports it.
void count_missing_ends(const Database& database, Stand& stand) {
  std::vector<AansluitingState> counted;
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    const auto& levering = aansluiting->levering;
    if (levering.einden || !levering.peildatum) continue;
    const ChunkKey list{aansluiting->aansluiting.nummer, levering.generatie};
    const auto set = load_set(database, stand.crypto->zegel(), list, levering.aantal);
    if (!set) continue;
    counted.push_back(*aansluiting);
    counted.back().levering.einden = count_ends(*set, levering.peildatum->days());
  }
  for (auto& each : counted) replace(stand, std::move(each));
}

/// Removes what a crash left unfinished.
Stored<void> sweep(Database& database, const Crypto& crypto, const Stand& stand, const std::function<void()>& goes_on) {
  const auto numbers = TRY(stored_numbers(database));
  for (const auto nummer : numbers) {
    const auto found = stand.op_nummer.find(nummer);
    auto swept = found == stand.op_nummer.end() ? remove_nummer(database, crypto, nummer)
                                                : tidy(database, crypto, nummer, found->second->levering);
    if (!swept) return swept;
    goes_on();
  }
  return {};
}

}  // namespace

class Store::Impl {
 public:
  Impl(std::unique_ptr<Database> database, std::unique_ptr<Auditkopie> kopie, Keyring keys, Stand stand,
       std::uint64_t volgnummer, std::uint64_t first, std::string database_id, const StoreOptions& options)
      : id(std::move(database_id)),
        engine(std::move(database), std::move(kopie), std::move(stand), volgnummer, options),
        audit(engine, first),
        herverzegelaar(engine, options.log),
        sleutels(engine, herverzegelaar, std::move(keys), options.log) {}

  std::string id;
  Engine engine;
  Register registry{engine};
  Leveringen leveringen{engine};
  Index index{engine};
  Auditlog audit;
  Gebruik gebruik{engine};
  Backups backups{engine, id};
  Herverzegelaar herverzegelaar;
  Sleutels sleutels;
};

Stored<void> Store::create(const std::filesystem::path& folder, const Keyring& keys) {
  Ops first{{Cf::meta, std::string(kFormaat), std::string(kFormaatversie)},
            {Cf::meta, std::string(kDatabaseId), new_uuid7()},
            rapporten_placed_by_day()};
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  for (const auto& sleutel : keys.keys()) first.push_back(put_key_record(new_key_record(sleutel, now)));
  return Database::create(folder, first);
}

Stored<std::unique_ptr<Store>> Store::open(const StoreOptions& options, Keyring keys) {
  auto database = TRY(Database::open(options));
  return open_store(std::move(database), options, std::move(keys));
}

Stored<Stand> Store::look(const StoreOptions& options, const Keyring& keys) {
  const auto database = TRY(Database::open_to_read(options));
  const auto id = TRY(check_identity(*database));
  const auto known = TRY(read_sleutels(*database));
  TRY(check_keys(known, keys));
  if (!options.auditkopie.empty()) {
    TRY(Auditkopie::check(options.auditkopie, id, *database));
  }
  Stand stand;
  TRY(read_operators(*database, stand));
  return stand;
}

Stored<std::unique_ptr<Store>> open_store(std::unique_ptr<Database> database, const StoreOptions& options,
                                          Keyring keys) {
  auto id = TRY(check_identity(*database));
  TRY(take_over_old_verzoeken(*database));
  const auto known = TRY(read_sleutels(*database));
  auto live = TRY(agree(known, std::move(keys), options.log));
  auto stand = TRY(read_stand(*database));
  stand.sleutels = known;
  stand.crypto = make_crypto(live);
  TRY(place_rapporten_by_day(*database, options.goes_on));
  TRY(list_after_stored(*database));
  count_missing_ends(*database, stand);
  TRY(sweep(*database, *stand.crypto, stand, options.goes_on));
  const auto volgnummer = TRY(last_volgnummer(*database));
  const auto first = TRY(first_volgnummer(*database));
  std::unique_ptr<Auditkopie> kopie;
  if (!options.auditkopie.empty()) {
    auto opened = TRY(Auditkopie::open(options, id, *database, *stand.crypto));
    kopie = std::move(opened);
  }
  return std::unique_ptr<Store>(
      new Store(std::make_unique<Store::Impl>(std::move(database), std::move(kopie), std::move(live), std::move(stand),
                                              volgnummer, first, std::move(id), options)));
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

std::shared_ptr<const Stand> Store::stand() const { return impl_->engine.stand(); }
Register& Store::registry() { return impl_->registry; }
Leveringen& Store::leveringen() { return impl_->leveringen; }
Index& Store::index() { return impl_->index; }
Auditlog& Store::audit() { return impl_->audit; }
Gebruik& Store::gebruik() { return impl_->gebruik; }
Sleutels& Store::sleutels() { return impl_->sleutels; }
Backups& Store::backups() { return impl_->backups; }

Stored<void> Store::answer_again(proto::Auditregel regel) {
  return impl_->engine.change([&](const Stand& stand) -> Stored<Change> {
    if (!stand.teruggezet) return Error{ErrorCode::conflict, "de index beantwoordt vragen al"};
    regel.onderwerp = std::to_string(stand.teruggezet->backup);
    regel.uitkomst = proto::Uitkomst::uitgevoerd;
    Change change{stand, {remove_terugzetting()}, {std::move(regel)}};
    change.next.teruggezet.reset();
    return change;
  });
}
void Store::on_claim(std::function<void(const std::string&)> ask) { impl_->engine.on_claim(std::move(ask)); }
void Store::look_at_disks() { impl_->engine.database().look_at_disks(); }
std::optional<std::string> Store::trouble() const { return impl_->engine.database().trouble(); }
const std::string& Store::database_id() const { return impl_->id; }

}  // namespace vish::storage
