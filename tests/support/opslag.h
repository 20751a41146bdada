#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/audit/audit.h"
#include "storage/crypto/keyring.h"
#include "storage/delivery/leveringen.h"
#include "storage/index/index.h"
#include "storage/keychange/sleutels.h"
#include "storage/registry/register.h"
#include "storage/store/store.h"
#include "support/dagbestand.h"
#include "support/temp_folder.h"

namespace vish::test {

/// Returns the value; a failure ends the test with its message.
template <class T>
T need(Stored<T> result) {
  if (!result) throw std::runtime_error("storage refused: " + result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline proto::Oin oin(int number) {
  const std::string digits = std::to_string(number);
  return *proto::Oin::parse("00000099" + std::string(12 - digits.size(), '0') + digits);
}

inline const proto::Oin kGemeente = oin(1);
inline const proto::Oin kDeurwaarder = oin(2);
inline const std::string kCode = "GM0001-SHV";
inline const std::string kEerste = "eerste beheerder";
inline const std::string kTweede = "tweede beheerder";

/// Thresholds under which a delivery is held only when none of the earlier persons is left.
inline constexpr proto::Drempels kRuimeDrempels{5, 100, 1'000'000, 100, 10'000, 10'000'000, 10'000'000};

inline Tijdstip moment(int day) { return Tijdstip(dag(day).day()) + std::chrono::hours(9); }

/// What was done, by the name that it has on the wire; also a name that this version does not know.
inline proto::Recorded<proto::Handeling> named(std::string_view name) {
  return proto::Recorded<proto::Handeling>::read(name);
}

inline proto::Auditregel handeling(std::string_view name, std::string actor = kEerste, std::string reden = "test") {
  proto::Auditregel line;
  line.tijdstip = moment(1);
  line.handeling = named(name);
  line.actor = std::move(actor);
  line.reden = std::move(reden);
  return line;
}

/// What a line tells was done, and how that went.
inline std::string told(const proto::Auditregel& line) {
  return std::string(line.handeling.text()).append(" ").append(line.uitkomst.text());
}

inline proto::Organisatie organisatie(const proto::Oin& oin) {
  return {oin, "Gemeente Voorbeeld", proto::Organisatiesoort::gemeente, moment(1)};
}

inline proto::Aansluiting aansluiting(const std::string& code) {
  return {.code = *proto::Aansluitcode::parse(code),
          .organisatie = kGemeente,
          .contact = {"14 030", "schuldhulp@voorbeeld.nl"},
          .aanleveraars = {},
          .overeenkomstdatum = dag(1),
          .drempels = {},
          .aangemaakt_op = moment(1)};
}

/// A store in a folder of its own, with a municipality in its registry.
class Opslag {
 public:
  Opslag() {
    // Making a database takes many syncs, so it is made once and copied for each test.
    static const auto made = make();
    std::filesystem::copy(made->path(), folder.path(), std::filesystem::copy_options::recursive);
    open();
  }

  storage::Keyring keys() const { return need(storage::Keyring::load(folder / "sleutels")); }
  storage::StoreOptions options() const {
    storage::StoreOptions result;
    result.folder = folder / "data";
    result.cache_bytes = std::size_t{4} << 20U;
    result.min_free_bytes = 0;
    return result;
  }
  void open() { store = need(storage::Store::open(options(), keys())); }
  void close() { store.reset(); }
  void reopen() {
    close();
    open();
  }

  Stored<proto::Aansluiting> move(proto::Aansluitfase fase, const std::string& code = kCode,
                                  const std::string& actor = kEerste) {
    // Two operators agree to the step to productie, whatever the thresholds.
    const auto tweede = fase == proto::Aansluitfase::productie ? storage::Tweede::was_akkoord : storage::Tweede::nodig;
    return store->registry().move_aansluiting(code, {fase, "test", std::nullopt}, handeling("aansluiting.fase", actor),
                                              tweede);
  }
  void end(const std::string& code = kCode) {
    need(move(proto::Aansluitfase::beeindigd, code, kEerste));
    need(move(proto::Aansluitfase::beeindigd, code, kTweede));
  }
  void add_in_test(proto::Aansluiting record) {
    const auto code = record.code.text();
    need(store->registry().add(std::move(record), handeling("aansluiting.add")));
    need(move(proto::Aansluitfase::test, code));
  }
  void add_in_test(const std::string& code = kCode) { add_in_test(aansluiting(code)); }
  void add_in_productie(proto::Aansluiting record) {
    const auto code = record.code.text();
    add_in_test(std::move(record));
    need(deliver(dag(1), dagbestand(std::vector<proto::Bsn>()), code));
    need(move(proto::Aansluitfase::productie, code));
  }
  void add_in_productie(const std::string& code = kCode) { add_in_productie(aansluiting(code)); }

  storage::Leveropdracht opdracht(Datum peildatum, const std::string& code = kCode) const {
    return {.aansluitcode = *proto::Aansluitcode::parse(code),
            .peildatum = peildatum,
            .vandaag = dag(30),
            .door = kGemeente,
            .ontvangen_op = moment(30),
            .trace_id = "0af7651916cd43dd8448eb211c80319c",
            .span_id = "b7ad6b7169203331",
            .proef = true};
  }
  Stored<storage::Leverresultaat> deliver(const storage::Leveropdracht& opdracht, std::string_view text) {
    auto started = store->leveringen().start(opdracht);
    if (!started) return started.error();
    (**started).feed(text);
    return (**started).finish();
  }
  Stored<storage::Leverresultaat> deliver(Datum peildatum, std::string_view text, const std::string& code = kCode) {
    return deliver(opdracht(peildatum, code), text);
  }
  Stored<proto::Aanleverrapport> release(const std::string& id, const std::string& actor) {
    return store->leveringen().release(id, dag(30), handeling("aanlevering.release", actor, "export was goed"));
  }
  /// Releases a delivery, with a second person where the first must wait for one.
  Stored<proto::Aanleverrapport> release(const std::string& id) {
    auto done = release(id, kEerste);
    return waits("aanlevering.release", id) ? release(id, kTweede) : done;
  }
  Stored<proto::Aanleverrapport> reject(const std::string& id) {
    return store->leveringen().reject(id, handeling("aanlevering.reject", kEerste, "export was stuk"));
  }

  Stored<proto::Aanleverrapport> rollback(const std::string& id, const std::string& actor) {
    return store->leveringen().rollback(id, dag(30), handeling("aanlevering.rollback", actor, "verkeerd bestand"));
  }
  /// Rolls a delivery back, with a second person where the first must wait for one.
  Stored<proto::Aanleverrapport> rollback(const std::string& id) {
    auto done = rollback(id, kEerste);
    return waits("aanlevering.rollback", id) ? rollback(id, kTweede) : done;
  }
  bool waits(const std::string& act, const std::string& naam) const {
    return store->stand()->verzoek(named(act), naam) != nullptr;
  }

  Stored<storage::Sleuteloverzicht> rotate(storage::Sleutelsoort soort, Tijdstip nu = moment(30)) {
    auto line = handeling("sleutel.rotate");
    line.tijdstip = nu;
    return store->sleutels().rotate(soort, std::move(line));
  }
  Stored<storage::Sleuteloverzicht> destroy(const std::string& naam, const std::string& actor,
                                            Tijdstip nu = moment(30)) {
    auto line = handeling("sleutel.destroy", actor);
    line.tijdstip = nu;
    return store->sleutels().destroy(*storage::sleutelnaam_from(naam), std::move(line));
  }
  /// Destroys a key by two persons.
  Stored<storage::Sleuteloverzicht> destroy(const std::string& naam) {
    auto asked = destroy(naam, kEerste);
    return asked ? destroy(naam, kTweede) : asked;
  }
  storage::Sleuteloverzicht sleutel(const std::string& naam, Tijdstip nu = moment(30)) const {
    for (auto& each : need(store->sleutels().list(nu))) {
      if (to_text(each.sleutel) == naam) return each;
    }
    throw std::runtime_error("no key " + naam);
  }

  std::vector<storage::Gevonden> find(const proto::Bsn& bsn, bool productie = true, Datum vandaag = dag(30)) const {
    return need(store->index().look().find({&bsn, 1}, {productie, vandaag})).front();
  }
  bool known(const proto::Bsn& bsn, bool productie = true, Datum vandaag = dag(30)) const {
    return !find(bsn, productie, vandaag).empty();
  }
  /// Counts the persons who are found on that day.
  std::size_t count(const std::vector<proto::Bsn>& people, bool productie = true, Datum vandaag = dag(30)) const {
    std::size_t found = 0;
    for (const auto& each : need(store->index().look().find(people, {productie, vandaag})))
      found += each.empty() ? 0U : 1U;
    return found;
  }
  proto::Aansluitfase fase(const std::string& code = kCode) const {
    return store->stand()->aansluiting(code)->aansluiting.fase;
  }

  TempFolder folder;
  std::unique_ptr<storage::Store> store;

 private:
  static std::unique_ptr<TempFolder> make() {
    auto folder = std::make_unique<TempFolder>();
    need(storage::Keyring::create(*folder / "sleutels"));
    const auto keys = need(storage::Keyring::load(*folder / "sleutels"));
    need(storage::Store::create(*folder / "data", keys));
    storage::StoreOptions options;
    options.folder = *folder / "data";
    options.min_free_bytes = 0;
    auto store = need(storage::Store::open(options, keys));
    need(store->registry().add(organisatie(kGemeente), handeling("organisatie.add")));
    need(store->registry().add(organisatie(kDeurwaarder), handeling("organisatie.add")));
    return folder;
  }
};

}  // namespace vish::test
