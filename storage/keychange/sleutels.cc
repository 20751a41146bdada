#include "storage/keychange/sleutels.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/database/register_keys.h"
#include "storage/engine/engine.h"
#include "storage/engine/verzoeken.h"
#include "storage/keychange/herverzegeling.h"
#include "storage/ledger/ledger_ends.h"
#include "storage/registry/register_change.h"
#include "storage/stand/key_record.h"

namespace vish::storage {
namespace {

constexpr auto kDestroy = proto::Handeling::sleutel_destroy;

Error conflict_over_key(std::string message) { return {ErrorCode::conflict, std::move(message)}; }

std::uint64_t under(const Sleuteltellingen& tellingen, std::uint32_t sleutel) {
  std::uint64_t aantal = 0;
  for (const auto& telling : tellingen) aantal += index_key_of(telling.sleutel) == sleutel ? telling.aantal : 0;
  return aantal;
}

void take_users_of_index_key(const Stand& stand, Sleuteloverzicht& overzicht) {
  const auto nummer = overzicht.sleutel.nummer;
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    const auto& levering = aansluiting->levering;
    const auto in_force = under(levering.sleutels, nummer);
    overzicht.registraties += in_force;
    if (in_force > 0) overzicht.aansluitingen.push_back(code);
    if (levering.vastgehouden && index_key_of(levering.vastgehouden->sleutel) == nummer)
      overzicht.vastgehouden.push_back(code);
    const auto& uitgangspunt = levering.uitgangspunt;
    if ((uitgangspunt && under(uitgangspunt->sleutels, nummer) > 0) ||
        std::any_of(levering.herstelpunten.begin(), levering.herstelpunten.end(),
                    [&](const Herstelpunt& punt) { return under(punt.sleutels, nummer) > 0; })) {
      overzicht.herstelpunten.push_back(code);
    }
  }
}

void name_some(std::string& text, std::string_view what, const std::vector<std::string>& codes) {
  constexpr std::size_t kMost = 10;
  if (codes.empty()) return;
  text.append("; ").append(what).append(" ");
  for (std::size_t i = 0; i < std::min(codes.size(), kMost); ++i) text.append(i == 0 ? "" : ", ").append(codes[i]);
  if (codes.size() > kMost) text.append(" en nog ").append(std::to_string(codes.size() - kMost));
}

Error still_needed(const Sleuteloverzicht& overzicht) {
  std::string text = "sleutel " + to_text(overzicht.sleutel) + " is nog nodig";
  const bool zegel = overzicht.sleutel.soort == Sleutelsoort::zegel;
  name_some(text, zegel ? "nog niet herverzegeld:" : "registraties van", overzicht.aansluitingen);
  name_some(text, "een vastgehouden aanlevering van", overzicht.vastgehouden);
  name_some(text, "herstelpunten van", overzicht.herstelpunten);
  if (overzicht.herverzegelen && overzicht.aansluitingen.empty()) text.append("; het herverzegelen is bijna klaar");
  if (overzicht.auditregels) text.append("; het auditlog heeft nog regels uit haar tijd");
  return conflict_over_key(std::move(text));
}

KeyRecord* find_key(std::vector<KeyRecord>& known, const Sleutelnaam& naam) {
  const auto found = std::find(known.begin(), known.end(), naam);
  return found == known.end() ? nullptr : &*found;
}

/// Returns the next key of the same kind, or null for the newest key, under which new data is written.
const KeyRecord* successor(const Stand& stand, const Sleutelnaam& naam) {
  const auto found = std::find_if(stand.sleutels.begin(), stand.sleutels.end(), [&](const KeyRecord& each) {
    return each.soort == naam.soort && each.nummer > naam.nummer;
  });
  return found == stand.sleutels.end() ? nullptr : &*found;
}

}  // namespace

bool Sleuteloverzicht::in_use() const {
  return huidig || herverzegelen || !aansluitingen.empty() || !vastgehouden.empty() || !herstelpunten.empty() ||
         auditregels;
}

/// Whether the log has lines from before the key `next`. The number of the line at which `next` came tells, because
/// lines may not be in the order of their moments. The moment of the oldest line tells of lines that began before
/// `next` and were written after it.
Stored<bool> Sleutels::has_lines_from_before(const KeyRecord& next) const {
  const auto& database = engine_.database();
  const auto first = TRY(first_volgnummer(database));
  const auto before = TRY(database.get(Cf::meta, std::string(kAuditsleutelNa).append(to_text(next))));
  if (before && first <= Decoder(*before).u64()) return true;
  std::optional<std::int64_t> oldest;
  const auto scanned = database.scan_from(Cf::audit, audit_key(first), [&](std::string_view, std::string_view value) {
    oldest = Decoder(value).i64();
    return false;
  });
  if (!scanned) return scanned.error();
  return oldest && *oldest < (next.sinds + kNalevering).time_since_epoch().count();
}

Stored<Sleuteloverzicht> Sleutels::overview(const Stand& stand, const KeyRecord& sleutel, Tijdstip nu) const {
  Sleuteloverzicht overzicht;
  overzicht.sleutel = sleutel;
  if (sleutel.vernietigd_op) return overzicht;
  if (const auto* asked = stand.verzoek(kDestroy, to_text(sleutel))) overzicht.vernietiging_door = asked->door;
  const auto* next = successor(stand, sleutel);
  overzicht.huidig = next == nullptr;
  if (sleutel.soort == Sleutelsoort::index) take_users_of_index_key(stand, overzicht);
  if (sleutel.soort == Sleutelsoort::zegel && next != nullptr && sleutel.nummer >= stand.verzegeld) {
    overzicht.aansluitingen = herverzegelaar_.to_do();
    overzicht.herverzegelen = true;
  }
  if (sleutel.soort == Sleutelsoort::audit && next != nullptr) {
    const auto lines = TRY(has_lines_from_before(*next));
    overzicht.auditregels = lines || nu < next->sinds + kNalevering;
  }
  return overzicht;
}

Stored<std::vector<Sleuteloverzicht>> Sleutels::list(Tijdstip nu) const {
  const auto stand = engine_.stand();
  std::vector<Sleuteloverzicht> result;
  for (const auto& sleutel : stand->sleutels) {
    auto overzicht = TRY(overview(*stand, sleutel, nu));
    result.push_back(std::move(overzicht));
  }
  return result;
}

Stored<Sleuteloverzicht> Sleutels::show(const Sleutelnaam& naam, Tijdstip nu) const {
  const auto stand = engine_.stand();
  const auto found = std::find(stand->sleutels.begin(), stand->sleutels.end(), naam);
  return overview(*stand, *found, nu);
}

/// The file is on disk under its provisional name before the database knows the key, and gets its final name
/// afterwards.
Stored<Sleuteloverzicht> Sleutels::rotate(Sleutelsoort soort, proto::Auditregel regel) {
  const std::lock_guard lock(changing_);
  const auto live =
      std::count_if(keys_.keys().begin(), keys_.keys().end(), [&](const Sleutel& each) { return each.soort == soort; });
  if (live >= static_cast<std::ptrdiff_t>(kMostLive)) {
    return conflict_over_key("er zijn al " + std::to_string(live) + " sleutels van deze soort in gebruik");
  }
  const Sleutelnaam naam{soort, keys_.current(soort).nummer + 1};
  const auto nu = regel.tijdstip;
  TRY(engine_.database().check_writable());
  const auto sleutel = TRY(keys_.prepare(naam));
  auto keys = keys_.with(sleutel);
  const auto crypto = make_crypto(keys);
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    auto change = record(stand, std::move(regel), to_text(naam));
    const auto known = new_key_record(sleutel, nu);
    change.ops.push_back(put_key_record(known));
    if (soort == Sleutelsoort::audit) {
      std::string last;
      put_u64(last, engine_.committer().last_volgnummer());
      change.ops.push_back({Cf::meta, std::string(kAuditsleutelNa).append(to_text(naam)), std::move(last)});
    }
    const auto after = std::find_if(change.next.sleutels.begin(), change.next.sleutels.end(),
                                    [&](const KeyRecord& each) { return each.soort > soort; });
    change.next.sleutels.insert(after, known);
    change.next.crypto = crypto;
    return change;
  });
  if (!done) return done.error();
  keys_ = std::move(keys);
  if (auto adopted = keys_.adopt(naam); !adopted) {
    log_(LogLevel::error, adopted.error().message + "; de sleutel geldt al, en krijgt haar naam bij de volgende start");
  }
  herverzegelaar_.wake();
  return show(naam, nu);
}

Stored<Sleuteloverzicht> Sleutels::destroy(const Sleutelnaam& naam, proto::Auditregel regel) {
  const std::lock_guard lock(changing_);
  const auto nu = regel.tijdstip;
  auto keys = keys_.without(naam);
  bool waiting = false;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    auto known = stand.sleutels;
    auto* sleutel = find_key(known, naam);
    if (sleutel == nullptr) return Error{ErrorCode::missing, "deze sleutel bestaat niet"};
    if (sleutel->vernietigd_op) return conflict_over_key("deze sleutel is al vernietigd");
    const auto overzicht = TRY(overview(stand, *sleutel, nu));
    if (overzicht.huidig) return conflict_over_key("de huidige sleutel is niet te vernietigen; wissel haar eerst");
    if (overzicht.in_use()) return still_needed(overzicht);
    const auto wens = verzoek_of(regel, kDestroy, to_text(naam));
    waiting = !is_agreed(stand, wens);
    if (waiting) return ask(stand, regel, wens);
    auto change = record(stand, regel, to_text(naam));
    settle(change, wens);
    sleutel->vernietigd_op = nu;
    change.next.crypto = make_crypto(keys);
    change.ops.push_back(put_key_record(*sleutel));
    change.next.sleutels = std::move(known);
    return change;
  });
  if (!done) return done.error();
  if (waiting) return show(naam, nu);
  keys_ = std::move(keys);
  if (auto wiped = keys_.wipe(naam); !wiped) {
    return Error{wiped.error().code,
                 "de sleutel geldt niet meer, maar haar bestand is niet gewist: " + wiped.error().message +
                     "; bij de volgende start wordt het opnieuw geprobeerd"};
  }
  return show(naam, nu);
}

bool Sleutels::wait_until_resealed(std::chrono::milliseconds time) { return herverzegelaar_.wait_until_done(time); }

}  // namespace vish::storage
