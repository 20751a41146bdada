#include "storage/audit.h"

#include <utility>

#include "audit_record.h"
#include "codec.h"
#include "engine.h"
#include "register_keys.h"
#include "storage/hex.h"

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
  std::vector<proto::Auditregel> result;
  std::optional<Error> broken;
  const auto visit = [&](std::string_view key, std::string_view value) {
    auto regel = decode_audit(Decoder(key).u64(), value, engine_.crypto()->audit_zegel());
    if (!regel) {
      broken = regel.error();
      return false;
    }
    if (!vraag.match_id || regel->match_id == vraag.match_id) result.push_back(std::move(*regel));
    return result.size() < vraag.limiet;
  };
  const bool past_the_end = !vraag.nieuwste_eerst && vraag.na >= size();
  if (past_the_end || vraag.limiet == 0) return result;
  const auto& database = engine_.database();
  const auto scanned = vraag.nieuwste_eerst
                           ? database.scan_back(Cf::audit, "", vraag.na == 0 ? "" : audit_key(vraag.na), visit)
                           : database.scan_from(Cf::audit, audit_key(vraag.na + 1), visit);
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return result;
}

Stored<void> Auditlog::follow(std::uint64_t na, const std::function<void(const Auditkop&)>& visit) const {
  const auto last = size();
  if (na >= last) return {};
  std::optional<Error> broken;
  const auto scanned =
      engine_.database().scan_from(Cf::audit, audit_key(na + 1), [&](std::string_view key, std::string_view value) {
        const auto kop = decode_audit_head(Decoder(key).u64(), value);
        if (!kop) {
          broken = kop.error();
          return false;
        }
        if (kop->volgnummer > last) return false;
        visit(*kop);
        return true;
      });
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return {};
}

std::uint64_t Auditlog::size() const { return engine_.committer().last_volgnummer(); }

}  // namespace vish::storage
