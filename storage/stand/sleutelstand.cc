#include "storage/stand/sleutelstand.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "base/core/codec.h"
#include "base/core/try.h"

namespace vish::storage {
namespace {

constexpr std::string_view kSleutel = "sleutel/";
constexpr std::string_view kVerzegeld = "verzegeld";

std::int64_t stored_moment(Tijdstip moment) { return moment.time_since_epoch().count(); }
Tijdstip take_moment(Decoder& in) { return Tijdstip(std::chrono::milliseconds(in.i64())); }

/// Reads the record of a key. `gevraagd_door` becomes the operator in a request of an earlier version.
std::optional<Sleutelstand> decode_sleutelstand(std::string_view name, std::string_view bytes,
                                                std::optional<std::string>& gevraagd_door) {
  const auto naam = sleutelnaam_from(name);
  if (!naam) return std::nullopt;
  Decoder in(bytes);
  Sleutelstand stand{*naam};
  const auto check = in.raw(stand.controlewaarde.size());
  std::copy(check.begin(), check.end(), stand.controlewaarde.begin());
  stand.sinds = take_moment(in);
  if (in.u8() == 1) stand.vernietigd_op = take_moment(in);
  if (in.u8() == 1) gevraagd_door = in.text();
  if (!in.complete()) return std::nullopt;
  return stand;
}

Stored<void> visit_sleutels(const Database& database,
                            const std::function<void(Sleutelstand, const std::optional<std::string>&)>& visit) {
  bool good = true;
  const auto scanned = database.scan(Cf::meta, kSleutel, [&](std::string_view key, std::string_view value) {
    std::optional<std::string> gevraagd_door;
    auto stand = decode_sleutelstand(key.substr(kSleutel.size()), value, gevraagd_door);
    good = stand.has_value();
    if (good) visit(*std::move(stand), gevraagd_door);
    return good;
  });
  if (!scanned) return scanned;
  if (!good) return Error{ErrorCode::corrupt, "wat de database van de sleutels weet is beschadigd"};
  return {};
}

Error wrong(std::string_view what, const Sleutelnaam& naam) {
  return {ErrorCode::wrong_key, std::string(what) + ": " + to_text(naam)};
}

Stored<void> adopt_prepared(const Sleutelstand& stand, Keyring& keys) {
  const auto& prepared = keys.prepared();
  const auto found = std::find(prepared.begin(), prepared.end(), static_cast<const Sleutelnaam&>(stand));
  if (found == prepared.end() || found->check_value() != stand.controlewaarde) {
    return wrong("in de sleutelmap ontbreekt een sleutel van deze database", stand);
  }
  if (auto adopted = keys.adopt(stand); !adopted) return adopted;
  keys = keys.with(*found);
  return {};
}

/// Wipes a destroyed key whose file was put back or survived a crash.
Stored<void> wipe_destroyed(const Sleutelstand& stand, Keyring& keys) {
  const auto* sleutel = keys.find(stand);
  if (sleutel == nullptr) return {};
  if (sleutel->check_value() != stand.controlewaarde) return wrong("deze database hoort bij een andere sleutel", stand);
  if (auto wiped = keys.wipe(stand); !wiped) return wiped;
  keys = keys.without(stand);
  return {};
}

Stored<void> agree_on(const Sleutelstand& stand, Keyring& keys) {
  if (stand.vernietigd_op) return wipe_destroyed(stand, keys);
  const auto* sleutel = keys.find(stand);
  if (sleutel == nullptr) return adopt_prepared(stand, keys);
  if (sleutel->check_value() != stand.controlewaarde) return wrong("deze database hoort bij een andere sleutel", stand);
  return {};
}

bool is_known(const std::vector<Sleutelstand>& known, const Sleutelnaam& naam) {
  return std::find(known.begin(), known.end(), naam) != known.end();
}

}  // namespace

Sleutelstand new_sleutelstand(const Sleutel& sleutel, Tijdstip sinds) {
  Sleutelstand stand{{sleutel.soort, sleutel.nummer}};
  stand.controlewaarde = sleutel.check_value();
  stand.sinds = sinds;
  return stand;
}

Op put_sleutelstand(const Sleutelstand& stand) {
  std::string value(stand.controlewaarde.begin(), stand.controlewaarde.end());
  put_i64(value, stored_moment(stand.sinds));
  put_u8(value, stand.vernietigd_op ? 1 : 0);
  if (stand.vernietigd_op) put_i64(value, stored_moment(*stand.vernietigd_op));
  put_u8(value, 0);  // an earlier version kept a request to destroy the key here
  return {Cf::meta, std::string(kSleutel).append(to_text(stand)), std::move(value)};
}

Stored<std::vector<Sleutelstand>> read_sleutels(const Database& database) {
  std::vector<Sleutelstand> known;
  const auto visited = visit_sleutels(
      database, [&](Sleutelstand stand, const std::optional<std::string>&) { known.push_back(std::move(stand)); });
  if (!visited) return visited.error();
  std::sort(known.begin(), known.end(), [](const Sleutelstand& a, const Sleutelstand& b) {
    return std::tie(a.soort, a.nummer) < std::tie(b.soort, b.nummer);
  });
  return known;
}

Stored<std::vector<std::pair<Sleutelstand, std::string>>> read_old_requests(const Database& database) {
  std::vector<std::pair<Sleutelstand, std::string>> requests;
  const auto visited =
      visit_sleutels(database, [&](Sleutelstand stand, const std::optional<std::string>& gevraagd_door) {
        if (gevraagd_door) requests.emplace_back(std::move(stand), *gevraagd_door);
      });
  if (!visited) return visited.error();
  return requests;
}

Op put_verzegeld(std::uint32_t zegelnummer) {
  std::string value;
  put_u32(value, zegelnummer);
  return {Cf::meta, std::string(kVerzegeld), std::move(value)};
}

Stored<void> read_verzegeld(const Database& database, Stand& stand) {
  const auto stored = TRY(database.get(Cf::meta, kVerzegeld));
  if (stored) stand.verzegeld = Decoder(*stored).u32();
  return {};
}

Stored<Keyring> agree(const std::vector<Sleutelstand>& known, Keyring keys,
                      const std::function<void(LogLevel, std::string_view)>& log) {
  TRY(keys.finish_wiping());
  for (const auto& sleutel : keys.keys()) {
    if (!is_known(known, sleutel)) return wrong("deze database kent deze sleutel niet", sleutel);
  }
  for (const auto& sleutel : keys.prepared()) {
    if (is_known(known, sleutel)) continue;
    log(LogLevel::warn, "een sleutelwisseling is afgebroken; " + to_text(sleutel) +
                            ".sleutel.nieuw is geen sleutel en wordt bij de volgende wisseling vervangen");
  }
  for (const auto& stand : known) {
    TRY(agree_on(stand, keys));
  }
  return keys;
}

}  // namespace vish::storage
