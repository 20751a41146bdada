#include "storage/restore/since_backup.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "proto/terms/domein.h"
#include "storage/crypto/crypto.h"
#include "storage/ledger/audit_record.h"
#include "storage/ledger/kopielezing.h"
#include "storage/registry/register.h"
#include "storage/registry/register_change.h"
#include "storage/stand/key_record.h"

namespace vish::storage {
namespace {

using proto::Handeling;
using proto::Uitkomst;

bool is_change(const Auditkop& kop) { return kop.actor != kVishd && proto::is_wijziging(kop.handeling); }

bool moves_aansluiting(const proto::Auditregel& regel) {
  return regel.handeling == Handeling::aansluiting_fase || regel.handeling == Handeling::aansluiting_end;
}

bool moves_party(const proto::Auditregel& regel) {
  const bool moves_bevrager = regel.handeling == Handeling::bevrager_fase || regel.handeling == Handeling::bevrager_end;
  return regel.onderwerp && (moves_aansluiting(regel) || moves_bevrager);
}

/// The line tells how a request to a second person ended; nothing was changed by it.
bool is_of_verzoek(const proto::Auditregel& regel) {
  return regel.handeling == Handeling::verzoek_withdraw || regel.handeling == Handeling::verzoek_void;
}

/// Whether a later line settles the request at `at`: a second operator agreed, or the request was withdrawn or void.
bool is_settled_later(const std::vector<proto::Auditregel>& lines, std::size_t at) {
  const auto& asked = lines[at];
  const auto settles = [&](const proto::Auditregel& later) {
    if (later.onderwerp != asked.onderwerp || later.uitkomst == Uitkomst::wachtOpTweedePersoon) return false;
    return is_of_verzoek(later) || later.handeling == asked.handeling || (moves_party(later) && moves_party(asked));
  };
  return asked.uitkomst == Uitkomst::wachtOpTweedePersoon &&
         std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, lines.end(), settles);
}

/// Returns the phase to which a party went according to the line.
std::optional<proto::Aansluitfase> new_fase(const proto::Auditregel& regel) {
  const auto uitkomst = regel.uitkomst.known();
  return uitkomst && moves_party(regel) ? fase_of(*uitkomst) : std::nullopt;
}

proto::Auditregel line_for(const proto::Auditregel& oud, Tijdstip moment) {
  auto regel = oud;
  regel.tijdstip = moment;
  regel.reden = "opnieuw na terugzetten, zie regel " + std::to_string(oud.volgnummer);
  return regel;
}

/// Checks that the ring has a key that was made since the backup; the database knows all keys of the ring.
Stored<void> check_key(const Store& store, std::string_view naam) {
  const auto stand = store.stand();
  if (std::ranges::any_of(stand->sleutels, [&](const auto& each) { return to_text(each) == naam; })) return {};
  return Error{ErrorCode::wrong_key,
               "in de sleutelmap ontbreekt een sleutel die sinds de back-up is gemaakt: " + std::string(naam)};
}

template <class Record>
Stored<void> outcome(const Stored<Record>& done) {
  return done ? Stored<void>() : done.error();
}

/// Carries out one act in the name of its operator. Returns an error when the line does not hold enough to carry it
/// out.
Stored<void> carry_out(Store& store, const proto::Auditregel& oud, Tijdstip moment) {
  auto& registry = store.registry();
  auto regel = line_for(oud, moment);
  if (const auto fase = new_fase(oud)) {
    const proto::Fasewisseling to{*fase, *regel.reden, std::nullopt};
    if (moves_aansluiting(oud)) {
      return outcome(registry.move_aansluiting(*oud.onderwerp, to, std::move(regel), Tweede::was_akkoord));
    }
    return outcome(registry.move_bevrager(*oud.onderwerp, to, std::move(regel), Tweede::was_akkoord));
  }
  if (oud.handeling == Handeling::operator_end && oud.onderwerp) {
    return outcome(registry.end_operator(*oud.onderwerp, regel));
  }
  if (oud.handeling == Handeling::organisatie_end && oud.onderwerp) {
    return outcome(registry.end_organisatie(*oud.onderwerp, regel));
  }
  if (oud.handeling == Handeling::sleutel_rotate && oud.onderwerp) return check_key(store, *oud.onderwerp);
  return Error{ErrorCode::conflict, "de regel noemt niet wat er is gewijzigd"};
}

}  // namespace

Stored<void> learn_newer_keys(Database& database, const Keyring& keys, Tijdstip moment) {
  const auto known = TRY(read_sleutels(database));
  Ops ops;
  for (const auto& sleutel : keys.keys()) {
    const bool newer = std::ranges::none_of(
        known, [&](const auto& each) { return each.soort == sleutel.soort && each.nummer >= sleutel.nummer; });
    if (newer) ops.push_back(put_key_record(new_key_record(sleutel, moment)));
  }
  if (ops.empty()) return {};
  return database.write(ops, true);
}

Stored<SinceBackup> add_from_copy(Database& database, const std::string& database_id, const StoreOptions& options,
                                  const Keyring& keys) {
  SinceBackup added;
  if (options.auditkopie.empty()) return added;
  constexpr std::size_t kAtOnce = 1000;
  const auto crypto = make_crypto(keys);
  Ops ops;
  Stored<void> done;
  const auto flush = [&] {
    if (done) done = database.write(ops, true);
    ops.clear();
  };
  const auto keep = [&](std::uint64_t volgnummer, std::string_view record) -> Stored<void> {
    const auto kop = TRY(decode_audit_head(volgnummer, record));
    ++added.regels;
    ops.push_back({Cf::audit, audit_key(volgnummer), std::string(record)});
    if (!is_change(kop)) return {};
    auto regel = TRY(decode_audit(volgnummer, record, crypto->audit_zegel()));
    added.handelingen.push_back(std::move(regel));
    return {};
  };
  const auto read = read_beyond(options.auditkopie, database_id, database, *crypto,
                                [&](std::uint64_t number, std::string_view record) {
                                  done = keep(number, record);
                                  if (ops.size() == kAtOnce) flush();
                                  return done.has_value();
                                });
  if (!read) return read.error();
  flush();
  if (!done) return done.error();
  return added;
}

Stored<void> carry_out_again(Store& store, std::vector<proto::Auditregel> since, Tijdstip moment, Teruggezet& result) {
  for (std::size_t at = 0; at < since.size(); ++at) {
    if (is_of_verzoek(since[at]) || is_settled_later(since, at)) continue;
    const auto done = carry_out(store, since[at], moment);
    const bool left = !done && (done.error().code == ErrorCode::missing || done.error().code == ErrorCode::conflict);
    if (!done && !left) return done.error();
    (left ? result.nog_te_doen : result.opnieuw_gedaan).push_back(since[at]);
  }
  return {};
}

}  // namespace vish::storage
