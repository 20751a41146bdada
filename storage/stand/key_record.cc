#include "storage/stand/key_record.h"

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
std::optional<KeyRecord> decode_key_record(std::string_view name, std::string_view bytes,
                                           std::optional<std::string>& gevraagd_door) {
  const auto naam = sleutelnaam_from(name);
  if (!naam) return std::nullopt;
  Decoder in(bytes);
  KeyRecord record{*naam};
  const auto check = in.raw(record.controlewaarde.size());
  std::copy(check.begin(), check.end(), record.controlewaarde.begin());
  record.sinds = take_moment(in);
  if (in.u8() == 1) record.vernietigd_op = take_moment(in);
  if (in.u8() == 1) gevraagd_door = in.text();
  if (!in.complete()) return std::nullopt;
  return record;
}

Stored<void> visit_sleutels(const Database& database,
                            const std::function<void(KeyRecord, const std::optional<std::string>&)>& visit) {
  bool good = true;
  const auto scanned = database.scan(Cf::meta, kSleutel, [&](std::string_view key, std::string_view value) {
    std::optional<std::string> gevraagd_door;
    auto record = decode_key_record(key.substr(kSleutel.size()), value, gevraagd_door);
    good = record.has_value();
    if (good) visit(*std::move(record), gevraagd_door);
    return good;
  });
  if (!scanned) return scanned;
  if (!good) return Error{ErrorCode::corrupt, "wat de database van de sleutels weet is beschadigd"};
  return {};
}

Error wrong(std::string_view what, const Sleutelnaam& naam) {
  return {ErrorCode::wrong_key, std::string(what) + ": " + to_text(naam)};
}

bool is_known(const std::vector<KeyRecord>& known, const Sleutelnaam& naam) {
  return std::find(known.begin(), known.end(), naam) != known.end();
}

/// Returns the prepared key that a record is of, or null when there is none.
const Sleutel* prepared_for(const KeyRecord& record, const Keyring& keys) {
  const auto& prepared = keys.prepared();
  const auto found = std::find(prepared.begin(), prepared.end(), static_cast<const Sleutelnaam&>(record));
  return found == prepared.end() || found->check_value() != record.controlewaarde ? nullptr : &*found;
}

Stored<void> check_record(const KeyRecord& record, const Keyring& keys) {
  if (const auto* sleutel = keys.find(record)) {
    if (sleutel->check_value() == record.controlewaarde) return {};
    return wrong("deze database hoort bij een andere sleutel", record);
  }
  if (record.vernietigd_op || prepared_for(record, keys) != nullptr) return {};
  return wrong("in de sleutelmap ontbreekt een sleutel van deze database", record);
}

/// Adopts a prepared key, and wipes a destroyed key whose file was put back or survived a crash.
Stored<void> agree_on(const KeyRecord& record, Keyring& keys) {
  const auto* sleutel = keys.find(record);
  if (record.vernietigd_op && sleutel != nullptr) {
    TRY(keys.wipe(record));
    keys = keys.without(record);
  } else if (!record.vernietigd_op && sleutel == nullptr) {
    TRY(keys.adopt(record));
    keys = keys.with(*prepared_for(record, keys));
  }
  return {};
}

}  // namespace

KeyRecord new_key_record(const Sleutel& sleutel, Tijdstip sinds) {
  KeyRecord record{{sleutel.soort, sleutel.nummer}};
  record.controlewaarde = sleutel.check_value();
  record.sinds = sinds;
  return record;
}

Op put_key_record(const KeyRecord& record) {
  std::string value(record.controlewaarde.begin(), record.controlewaarde.end());
  put_i64(value, stored_moment(record.sinds));
  put_u8(value, record.vernietigd_op ? 1 : 0);
  if (record.vernietigd_op) put_i64(value, stored_moment(*record.vernietigd_op));
  put_u8(value, 0);  // an earlier version kept a request to destroy the key here
  return {Cf::meta, std::string(kSleutel).append(to_text(record)), std::move(value)};
}

Stored<std::vector<KeyRecord>> read_sleutels(const Database& database) {
  std::vector<KeyRecord> known;
  const auto visited = visit_sleutels(
      database, [&](KeyRecord record, const std::optional<std::string>&) { known.push_back(std::move(record)); });
  if (!visited) return visited.error();
  std::sort(known.begin(), known.end(), [](const KeyRecord& a, const KeyRecord& b) {
    return std::tie(a.soort, a.nummer) < std::tie(b.soort, b.nummer);
  });
  return known;
}

Stored<std::vector<std::pair<KeyRecord, std::string>>> read_old_requests(const Database& database) {
  std::vector<std::pair<KeyRecord, std::string>> requests;
  const auto visited = visit_sleutels(database, [&](KeyRecord record, const std::optional<std::string>& gevraagd_door) {
    if (gevraagd_door) requests.emplace_back(std::move(record), *gevraagd_door);
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

Stored<void> check_keys(const std::vector<KeyRecord>& known, const Keyring& keys) {
  for (const auto& sleutel : keys.keys()) {
    if (!is_known(known, sleutel)) return wrong("deze database kent deze sleutel niet", sleutel);
  }
  for (const auto& record : known) {
    TRY(check_record(record, keys));
  }
  return {};
}

Stored<Keyring> agree(const std::vector<KeyRecord>& known, Keyring keys,
                      const std::function<void(LogLevel, std::string_view)>& log) {
  TRY(keys.finish_wiping());
  TRY(check_keys(known, keys));
  for (const auto& sleutel : keys.prepared()) {
    if (is_known(known, sleutel)) continue;
    log(LogLevel::warn, "een sleutelwisseling is afgebroken; " + to_text(sleutel) +
                            ".sleutel.nieuw is geen sleutel en wordt bij de volgende wisseling vervangen");
  }
  for (const auto& record : known) {
    TRY(agree_on(record, keys));
  }
  return keys;
}

}  // namespace vish::storage
