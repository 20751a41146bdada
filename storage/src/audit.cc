#include "storage/audit.h"

#include <algorithm>
#include <utility>

#include "audit_record.h"
#include "codec.h"
#include "engine.h"
#include "register_keys.h"
#include "storage/hex.h"
#include "storage/uuid.h"

namespace vish::storage {
namespace {

Ops remembered(const Auditinvoer& invoer) {
  if (!invoer.beantwoorde_testvraag) return {};
  return {{Cf::registers, testvraag_key(invoer.beantwoorde_testvraag->text()), ""}};
}

}  // namespace

void Auditlog::append(std::vector<Auditboeking> boekingen) {
  engine_.database().tempo().answering();
  std::vector<Commit> commits;
  commits.reserve(boekingen.size());
  for (auto& boeking : boekingen) {
    Ops ops = remembered(boeking.invoer);
    commits.push_back({std::move(ops), std::move(boeking.invoer.regels), std::move(boeking.done)});
  }
  engine_.committer().submit(std::move(commits));
}

Stored<void> Auditlog::append_and_wait(Auditinvoer invoer) {
  Ops ops = remembered(invoer);
  return engine_.committer().submit_and_wait(std::move(ops), std::move(invoer.regels));
}

std::string Auditlog::pseudoniem(const proto::Bsn& bsn) const {
  return to_hex(engine_.crypto()->audit_pseudoniem(bsn));
}

std::vector<std::string> Auditlog::pseudoniemen(const proto::Bsn& bsn) const {
  std::vector<std::string> result;
  for (const auto& pseudoniem : engine_.crypto()->audit_pseudoniemen(bsn)) result.push_back(to_hex(pseudoniem));
  return result;
}

Stored<std::vector<proto::Auditregel>> Auditlog::list(const Auditvraag& vraag) const {
  // The lines of a match stand where its id says when it was.
  constexpr std::chrono::minutes kAround{1};
  const auto moment = vraag.match_id ? moment_of_uuid7(*vraag.match_id) : std::nullopt;
  if (moment) {
    const auto from = first_from(*moment - kAround);
    if (!from) return from.error();
    const auto end = first_from(*moment + kAround);
    if (!end) return end.error();
    auto found = search(vraag, *from, *end);
    if (!found || !found->empty()) return found;
  }
  // Also where the clock was set back meanwhile.
  return search(vraag, first(), last() + 1);
}

/// Lines come in the order of their moments, give or take what they waited for
/// the disk.
Stored<std::uint64_t> Auditlog::first_from(proto::Tijdstip moment) const {
  std::uint64_t low = first();
  std::uint64_t high = last() + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto bytes = bytes_of(middle);
    if (!bytes) return bytes.error();
    if (!*bytes) {
      low = middle + 1;
      continue;
    }
    const auto kop = decode_audit_head(middle, **bytes);
    if (!kop) return kop.error();
    if (kop->tijdstip < moment) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Stored<std::vector<proto::Auditregel>> Auditlog::search(const Auditvraag& vraag, std::uint64_t from,
                                                        std::uint64_t end) const {
  std::vector<proto::Auditregel> result;
  std::optional<Error> broken;
  const auto crypto = engine_.crypto();
  const auto visit = [&](std::string_view key, std::string_view value) {
    const auto volgnummer = Decoder(key).u64();
    if (volgnummer < from || volgnummer >= end) return false;
    auto regel = decode_audit(volgnummer, value, crypto->audit_zegel());
    if (!regel) {
      broken = regel.error();
      return false;
    }
    if (!vraag.match_id || regel->match_id == vraag.match_id) result.push_back(std::move(*regel));
    const bool at_the_start = vraag.nieuwste_eerst && volgnummer == from;
    return result.size() < vraag.limiet && !at_the_start;
  };
  const bool past_the_end = !vraag.nieuwste_eerst && vraag.na >= last();
  if (past_the_end || vraag.limiet == 0) return result;
  const auto& database = engine_.database();
  const auto before = vraag.na == 0 ? end : std::min(vraag.na, end);
  const auto scanned = vraag.nieuwste_eerst
                           ? database.scan_back(Cf::audit, "", audit_key(before), visit)
                           : database.scan_from(Cf::audit, audit_key(std::max(vraag.na + 1, from)), visit);
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return result;
}

Stored<void> Auditlog::follow(std::uint64_t na, const std::function<void(const Auditkop&)>& visit) const {
  const auto end = last();
  if (na >= end) return {};
  std::optional<Error> broken;
  const auto scanned = engine_.database().scan_from(Cf::audit, audit_key(std::max(na + 1, first())),
                                                    [&](std::string_view key, std::string_view value) {
                                                      const auto kop = decode_audit_head(Decoder(key).u64(), value);
                                                      if (!kop) {
                                                        broken = kop.error();
                                                        return false;
                                                      }
                                                      if (kop->volgnummer > end) return false;
                                                      visit(*kop);
                                                      return true;
                                                    });
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return {};
}

Stored<std::optional<std::string>> Auditlog::bytes_of(std::uint64_t volgnummer) const {
  auto bytes = engine_.database().get(Cf::audit, audit_key(volgnummer));
  const bool missing = bytes && !*bytes && volgnummer >= first();
  if (missing) return Error{ErrorCode::corrupt, "een auditregel ontbreekt"};
  return bytes;
}

std::uint64_t Auditlog::last() const { return engine_.committer().last_volgnummer(); }

}  // namespace vish::storage
