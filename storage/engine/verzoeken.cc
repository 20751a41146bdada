#include "storage/engine/verzoeken.h"

#include <utility>
#include <vector>

#include "base/core/try.h"
#include "storage/database/register_keys.h"
#include "storage/stand/key_record.h"

namespace vish::storage {
namespace {

std::pair<proto::Recorded<proto::Handeling>, std::string> place_of(const proto::Verzoek& verzoek) {
  return {verzoek.handeling, verzoek.onderwerp};
}

std::string key_of(const proto::Verzoek& verzoek) {
  return register_key(kVerzoek, std::string(verzoek.handeling.text()) + "/" + verzoek.onderwerp);
}

Op put_verzoek(const proto::Verzoek& verzoek) { return {Cf::registers, key_of(verzoek), proto::to_record(verzoek)}; }

void remove(Change& change, const proto::Verzoek& verzoek) {
  change.ops.push_back({Cf::registers, key_of(verzoek), std::nullopt});
  change.next.verzoeken.erase(place_of(verzoek));
}

/// Makes the line that tells how a request ended, in the name of the actor whose act ended the request.
proto::Auditregel end_line(proto::Auditregel regel, const proto::Verzoek& verzoek, proto::Uitkomst uitkomst) {
  regel.onderwerp = verzoek.onderwerp;
  regel.uitkomst = uitkomst;
  regel.gegevens = proto::to_record(verzoek);
  return regel;
}

/// Moves the request in the record of a party into a record of its own.
template <class Party>
void take_over(proto::Handeling handeling, std::string_view key, std::string_view json,
               std::optional<Party> (*read)(std::string_view), Ops& ops) {
  auto door = proto::beeindiging_door_from_record(json);
  const auto party = door ? read(json) : std::nullopt;
  if (!party) return;
  const std::string onderwerp(key.substr(key.find('/') + 1));
  ops.push_back({Cf::registers, std::string(key), proto::to_record(*party)});
  if (party->fase == proto::Aansluitfase::beeindigd) return;
  ops.push_back(put_verzoek({.handeling = handeling, .onderwerp = onderwerp, .door = *std::move(door)}));
}

}  // namespace

proto::Verzoek verzoek_of(const proto::Auditregel& regel, proto::Handeling handeling, std::string_view onderwerp) {
  return {.handeling = handeling,
          .onderwerp = std::string(onderwerp),
          .door = regel.actor,
          .gevraagd_op = regel.tijdstip,
          .vingerafdruk = regel.vingerafdruk};
}

bool is_agreed(const Stand& stand, const proto::Verzoek& wens) {
  const auto* asked = stand.verzoek(wens.handeling, wens.onderwerp);
  return asked != nullptr && !proto::by_same_person(*asked, wens) && proto::asks_the_same(*asked, wens);
}

Change ask(const Stand& stand, proto::Auditregel regel, const proto::Verzoek& wens) {
  Change change = record(stand, std::move(regel), wens.onderwerp, proto::Uitkomst::wachtOpTweedePersoon);
  change.audit.back().gegevens = proto::to_record(wens);
  change.ops.push_back(put_verzoek(wens));
  change.next.verzoeken.insert_or_assign(place_of(wens), wens);
  return change;
}

void settle(Change& change, const proto::Verzoek& gedaan) {
  if (change.next.verzoek(gedaan.handeling, gedaan.onderwerp) != nullptr) remove(change, gedaan);
}

void take_out(Change& change, const proto::Verzoek& verzoek, proto::Auditregel regel, proto::Uitkomst uitkomst) {
  change.audit.push_back(end_line(std::move(regel), verzoek, uitkomst));
  remove(change, verzoek);
}

void void_verzoeken(Change& change, const std::function<bool(const proto::Verzoek&)>& is_void) {
  const auto before = change.next.verzoeken;
  for (const auto& [place, verzoek] : before) {
    if (!is_void(verzoek)) continue;
    remove(change, verzoek);
    auto regel = end_line(change.audit.back(), verzoek, proto::Uitkomst::vervallen);
    regel.handeling = proto::Handeling::verzoek_void;
    change.audit.insert(change.audit.begin(), std::move(regel));
  }
}

void void_about_aansluiting(Change& change, std::string_view code) {
  void_verzoeken(change, [&](const proto::Verzoek& verzoek) { return proto::concerns_aansluiting(verzoek, code); });
}

Stored<void> take_over_old_verzoeken(Database& database) {
  Ops ops;
  const auto aansluitingen =
      database.scan(Cf::registers, kAansluiting, [&](std::string_view key, std::string_view json) {
        take_over(proto::Handeling::aansluiting_end, key, json, proto::aansluiting_from_record, ops);
        return true;
      });
  if (!aansluitingen) return aansluitingen;
  const auto bevragers = database.scan(Cf::registers, kBevrager, [&](std::string_view key, std::string_view json) {
    take_over(proto::Handeling::bevrager_end, key, json, proto::bevrager_from_record, ops);
    return true;
  });
  if (!bevragers) return bevragers;
  const auto sleutels = TRY(read_old_requests(database));
  for (const auto& [record, door] : sleutels) {
    ops.push_back(put_key_record(record));
    if (!record.vernietigd_op) {
      ops.push_back(
          put_verzoek({.handeling = proto::Handeling::sleutel_destroy, .onderwerp = to_text(record), .door = door}));
    }
  }
  if (ops.empty()) return {};
  return database.write(ops, true);
}

Stored<void> read_verzoeken(const Database& database, Stand& stand) {
  bool good = true;
  const auto scanned = database.scan(Cf::registers, kVerzoek, [&](std::string_view, std::string_view json) {
    auto verzoek = proto::verzoek_from_record(json);
    good = verzoek.has_value();
    if (good) stand.verzoeken.emplace(place_of(*verzoek), *verzoek);
    return good;
  });
  if (!scanned) return scanned;
  if (!good) return Error{ErrorCode::corrupt, "wat op een tweede persoon wacht is beschadigd"};
  return {};
}

}  // namespace vish::storage
