#include <algorithm>
#include <utility>

#include "base/core/codec.h"
#include "base/core/hex.h"
#include "base/core/try.h"
#include "storage/audit/audit.h"
#include "storage/database/register_keys.h"
#include "storage/engine/engine.h"
#include "storage/ledger/audit_record.h"
#include "storage/ledger/kopiemap.h"
#include "storage/ledger/ledger_ends.h"

namespace vish::storage {
namespace {

/// The number of lines that one batch removes; the batch stays small.
constexpr std::uint64_t kLinesInPart = 2'000;

/// The lines that go together, from `from` up to and without `end`.
struct Part {
  std::uint64_t from;
  std::uint64_t end;
  Ops ops;
  std::size_t bytes = 0;
};

void remove_line(Part& part, std::string_view key, std::string_view persoon_hex) {
  part.ops.push_back({Cf::audit, std::string(key), std::nullopt});
  part.bytes += key.size();
  const auto persoon = from_hex<std::tuple_size_v<Pseudoniem>>(persoon_hex);
  if (!persoon) return;
  part.ops.push_back({Cf::auditpersonen, auditpersoon_key(*persoon, Decoder(key).u64()), std::nullopt});
  part.bytes += part.ops.back().key.size();
}

/// Reads at most `most` lines from before the moment, from number `from` on.
Stored<Part> read_part(const Database& database, std::uint64_t from, Tijdstip moment, std::uint64_t most) {
  Part part{from, from, {}};
  std::optional<Error> broken;
  const auto scanned =
      database.scan_from(Cf::audit, audit_key(from), [&](std::string_view key, std::string_view value) {
        if (part.end - part.from >= most) return false;
        const auto kop = decode_audit_head(Decoder(key).u64(), value);
        const auto persoon = decode_audit_persoon(value);
        if (!kop || !persoon) {
          broken = kop ? persoon.error() : kop.error();
          return false;
        }
        if (kop->tijdstip >= moment) return false;
        remove_line(part, key, *persoon);
        part.end = kop->volgnummer + 1;
        return true;
      });
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return part;
}

proto::Auditregel told(const proto::Auditregel& regel, const Part& part, Tijdstip moment) {
  auto line = regel;
  line.onderwerp = std::to_string(part.from) + "-" + std::to_string(part.end - 1);
  line.reden = std::to_string(part.end - part.from) + " regels van voor " + rfc3339(moment);
  return line;
}

}  // namespace

Stored<std::uint64_t> Auditlog::remove_before(Tijdstip moment, const proto::Auditregel& regel, std::uint64_t most) {
  const std::lock_guard lock(noting_);
  // Notes that are made before a line goes are not made again after it.
  TRY(note_personen_locked());
  auto& database = engine_.database();
  std::uint64_t removed = 0;
  while (removed < most && !stopping_) {
    const auto from = first();
    auto part = TRY(read_part(database, from, moment, std::min(kLinesInPart, most - removed)));
    if (part.end == from) break;
    std::string vanaf;
    put_u64(vanaf, part.end);
    part.ops.push_back({Cf::meta, std::string(kAuditVanaf), std::move(vanaf)});
    database.pace().await_turn(part.bytes);
    // No reader looks for the lines any more before they go.
    first_.store(part.end);
    auto gone = engine_.committer().submit_and_wait(std::move(part.ops), {told(regel, part, moment)});
    if (!gone) {
      first_.store(from);
      return gone.error();
    }
    removed += part.end - from;
  }
  // The copy may still have old files when no line went now, because an earlier removal may have failed.
  if (!database.auditkopie().empty()) {
    TRY(drop_copied_before(database.auditkopie(), first()));
  }
  return removed;
}

Stored<std::optional<Tijdstip>> Auditlog::oldest() const {
  for (auto number = first(); number <= last(); number = std::max(number + 1, first())) {
    const auto bytes = TRY(bytes_of(number));
    if (!bytes) continue;
    const auto decoded = TRY(decode_audit_head(number, *bytes));
    return std::optional(decoded.tijdstip);
  }
  return std::optional<Tijdstip>();
}

}  // namespace vish::storage
