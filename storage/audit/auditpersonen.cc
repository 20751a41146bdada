#include <algorithm>
#include <functional>
#include <queue>

#include "base/core/codec.h"
#include "base/core/hex.h"
#include "base/core/try.h"
#include "storage/audit/audit.h"
#include "storage/database/register_keys.h"
#include "storage/engine/engine.h"
#include "storage/ledger/audit_record.h"

// The notes on the persons of the log hold, under each person, the numbers of the lines about that person, up to a line
// whose number is noted too.
namespace vish::storage {
namespace {

/// The number of lines that are sorted together: their keys take some megabytes.
constexpr std::size_t kLinesAtOnce = 65'536;
constexpr std::size_t kOpsAtOnce = 512;

Stored<std::uint64_t> noted(const Database& database) {
  const auto bytes = TRY(database.get(Cf::meta, kAuditpersonenTot));
  if (!bytes) return 0;
  Decoder in(*bytes);
  const auto tot = in.u64();
  if (!in.complete()) return Error{ErrorCode::corrupt, "de stand van de personen in het auditlog is beschadigd"};
  return tot;
}

/// Takes the person of a line; returns whether to go on. each_persoon() visits the lines from `from` up to and with
/// `last`.
using Visit = std::function<bool(std::uint64_t volgnummer, std::string_view persoon)>;
Stored<void> each_persoon(const Database& database, std::uint64_t from, std::uint64_t last, const Visit& visit) {
  std::optional<Error> broken;
  const auto scanned =
      database.scan_from(Cf::audit, audit_key(from), [&](std::string_view key, std::string_view value) {
        const auto volgnummer = Decoder(key).u64();
        if (volgnummer > last) return false;
        const auto persoon = decode_audit_persoon(value);
        if (!persoon) {
          broken = persoon.error();
          return false;
        }
        return visit(volgnummer, *persoon);
      });
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return {};
}

/// Writes the keys in order, which is kinder to memory. The last batch says how far the notes go, so that notes that a
/// power cut takes are made again.
Stored<void> write(Database& database, std::vector<std::string> keys, std::uint64_t tot) {
  std::sort(keys.begin(), keys.end());
  Ops ops;
  for (auto& key : keys) {
    ops.push_back({Cf::auditpersonen, std::move(key), ""});
    if (ops.size() < kOpsAtOnce) continue;
    if (auto written = database.write_ahead(ops); !written) return written;
    ops.clear();
  }
  std::string last;
  put_u64(last, tot);
  ops.push_back({Cf::meta, std::string(kAuditpersonenTot), std::move(last)});
  return database.write_ahead(ops);
}

/// The numbers of a person's newest lines before a number: one more than a page
/// holds, so that it is known whether there are more.
class Newest {
 public:
  Newest(std::size_t limiet, std::uint64_t before) : room_(limiet + 1), before_(before) {}

  std::uint64_t before() const { return before_; }
  std::size_t room() const { return room_; }
  void add(std::uint64_t volgnummer) {
    if (volgnummer >= before_) return;
    kept_.push(volgnummer);
    if (kept_.size() > room_) kept_.pop();
  }
  /// Returns the numbers, descending.
  std::vector<std::uint64_t> take() {
    std::vector<std::uint64_t> numbers;
    for (; !kept_.empty(); kept_.pop()) numbers.push_back(kept_.top());
    std::ranges::reverse(numbers);
    return numbers;
  }

 private:
  std::size_t room_;
  std::uint64_t before_;
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> kept_;
};

/// Adds the numbers that are noted under the person.
Stored<void> take_noted(const Database& database, const Pseudoniem& persoon, Newest& newest) {
  const std::string prefix(persoon.begin(), persoon.end());
  std::size_t taken = 0;
  return database.scan_back(Cf::auditpersonen, prefix, auditpersoon_key(persoon, newest.before()),
                            [&](std::string_view key, std::string_view) {
                              newest.add(Decoder(key.substr(prefix.size())).u64());
                              return ++taken < newest.room();
                            });
}

}  // namespace

Stored<void> Auditlog::note_personen() {
  const std::lock_guard lock(noting_);
  return note_personen_locked();
}

Stored<void> Auditlog::note_personen_locked() {
  auto& database = engine_.database();
  auto tot = TRY(noted(database));
  tot = std::max(tot, first() - 1);
  const auto newest = last();
  while (tot < newest && !stopping_) {
    std::vector<std::string> keys;
    const auto end = std::min(newest, tot + kLinesAtOnce);
    const auto read = each_persoon(database, tot + 1, end, [&](std::uint64_t volgnummer, std::string_view hex) {
      const auto persoon = from_hex<std::tuple_size_v<Pseudoniem>>(hex);
      if (persoon) keys.push_back(auditpersoon_key(*persoon, volgnummer));
      return true;
    });
    if (!read) return read;
    if (auto written = write(database, std::move(keys), end); !written) return written;
    tot = end;
  }
  return {};
}

Stored<Auditpagina> Auditlog::about(const proto::Bsn& bsn, std::size_t limiet, std::uint64_t na) const {
  const auto crypto = engine_.crypto();
  const auto& database = engine_.database();
  const auto newest_line = last();
  const auto tot = TRY(noted(database));
  Newest newest(limiet, na == 0 ? newest_line + 1 : na);
  for (const auto& persoon : crypto->audit_pseudoniemen(bsn)) {
    Newest noted_ones(limiet, std::min(newest.before(), tot + 1));
    TRY(take_noted(database, persoon, noted_ones));
    for (const auto volgnummer : noted_ones.take()) newest.add(volgnummer);
  }
  const auto names = pseudoniemen(bsn);
  const auto read = each_persoon(database, std::max(tot + 1, first()), newest_line,
                                 [&](std::uint64_t volgnummer, std::string_view hex) {
                                   if (std::ranges::find(names, hex) != names.end()) newest.add(volgnummer);
                                   return volgnummer < newest.before();
                                 });
  if (!read) return read.error();
  return page_of(newest.take(), limiet);
}

/// Returns the lines with these numbers. A number beyond `limiet` only tells that there are more.
Stored<Auditpagina> Auditlog::page_of(std::vector<std::uint64_t> volgnummers, std::size_t limiet) const {
  Auditpagina pagina;
  const auto crypto = engine_.crypto();
  if (volgnummers.size() > limiet) {
    volgnummers.resize(limiet);
    pagina.volgende = volgnummers.back();
  }
  for (const auto volgnummer : volgnummers) {
    const auto bytes = TRY(bytes_of(volgnummer));
    if (!bytes) continue;
    auto regel = TRY(decode_audit(volgnummer, *bytes, crypto->audit_zegel()));
    pagina.regels.push_back(std::move(regel));
  }
  return pagina;
}

}  // namespace vish::storage
