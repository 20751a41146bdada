#include "storage/audit/audit.h"

#include <algorithm>
#include <utility>

#include "base/core/codec.h"
#include "base/core/hex.h"
#include "base/core/try.h"
#include "base/core/uuid.h"
#include "storage/database/register_keys.h"
#include "storage/engine/engine.h"
#include "storage/ledger/audit_record.h"

namespace vish::storage {
namespace {

Ops remembered(const Auditinvoer& invoer) {
  if (!invoer.beantwoorde_testvraag) return {};
  return {{Cf::registers, testvraag_key(invoer.beantwoorde_testvraag->text()), ""}};
}

bool fits(const Auditvraag& vraag, const Auditkop& kop) {
  const auto same = [](const std::optional<std::string>& asked, std::string_view text) {
    return !asked || *asked == text;
  };
  return same(vraag.match_id, kop.match_id) && same(vraag.actor, kop.actor) &&
         (!vraag.handeling || vraag.handeling->text() == kop.handeling.text()) &&
         (!vraag.uitkomst || vraag.uitkomst->text() == kop.uitkomst.text()) && same(vraag.onderwerp, kop.onderwerp) &&
         (!vraag.van || kop.tijdstip >= *vraag.van) && (!vraag.tot || kop.tijdstip < *vraag.tot);
}

}  // namespace

/// Gathers the lines that fit, while the log is read in either direction.
class Auditlog::Gathering {
 public:
  Gathering(const Auditvraag& vraag, const Zegel& zegel) : vraag_(vraag), zegel_(zegel) {}

  /// Takes one line; returns whether to go on.
  bool visit(std::uint64_t volgnummer, std::string_view bytes) {
    if (looked_ == kMostLooked) {
      pagina_.volgende = last_looked_;
      return false;
    }
    ++looked_;
    last_looked_ = volgnummer;
    const auto kop = decode_audit_head(volgnummer, bytes);
    if (vraag_.match_id && kop) {
      const bool of_the_match = kop->match_id == *vraag_.match_id;
      // The lines of a match follow each other, so there are no more.
      if (met_ && !of_the_match) return false;
      met_ = met_ || of_the_match;
    }
    if (kop && !fits(vraag_, *kop)) return true;
    if (pagina_.regels.size() == vraag_.limiet) {
      pagina_.volgende = pagina_.regels.back().volgnummer;
      return false;
    }
    auto regel = decode_audit(volgnummer, bytes, zegel_);
    if (!regel) {
      broken_ = regel.error();
      return false;
    }
    pagina_.regels.push_back(std::move(*regel));
    return true;
  }

  Stored<Searched> outcome() {
    if (broken_) return *broken_;
    return Searched{std::move(pagina_), met_};
  }

 private:
  const Auditvraag& vraag_;
  const Zegel& zegel_;
  std::uint64_t looked_ = 0;
  std::uint64_t last_looked_ = 0;
  bool met_ = false;
  std::optional<Error> broken_;
  Auditpagina pagina_;
};

Stored<void> Auditlog::may_append() const {
  if (auto trouble = engine_.database().trouble()) return Error{ErrorCode::unavailable, *std::move(trouble)};
  if (!engine_.committer().has_room()) return Error{ErrorCode::unavailable, "er wacht te veel op de schijf"};
  return {};
}

void Auditlog::append(std::vector<Auditboeking> boekingen) {
  engine_.database().pace().answering();
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

Stored<Auditpagina> Auditlog::list(const Auditvraag& vraag) const {
  if (const auto moment = vraag.match_id ? moment_of_uuid7(*vraag.match_id) : std::nullopt) {
    // The lines of a match stand about at the moment in its id.
    constexpr std::chrono::seconds kBefore{2};
    const auto from = TRY(first_from(*moment - kBefore));
    auto found = TRY(search(vraag, {from, from + kMostLooked}));
    if (found.met) return std::move(found.pagina);
  }
  // A match is elsewhere when the clock was set back meanwhile.
  const auto stretch = TRY(stretch_of(vraag));
  auto found = TRY(search(vraag, stretch));
  return std::move(found.pagina);
}

Stored<Auditlog::Stretch> Auditlog::stretch_of(const Auditvraag& vraag) const {
  Stretch stretch{first(), last() + 1};
  if (vraag.van) {
    const auto from = TRY(first_from(*vraag.van - kMostSetBack));
    stretch.from = from;
  }
  if (vraag.tot) {
    const auto end = TRY(first_from(*vraag.tot + kMostSetBack));
    stretch.end = end;
  }
  return stretch;
}

/// The lines are in the order of their moments, except for the time that they waited for the disk.
Stored<std::uint64_t> Auditlog::first_from(Tijdstip moment) const {
  std::uint64_t low = first();
  std::uint64_t high = last() + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto bytes = TRY(bytes_of(middle));
    if (!bytes) {
      low = middle + 1;
      continue;
    }
    const auto kop = TRY(decode_audit_head(middle, *bytes));
    if (kop.tijdstip < moment) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Stored<Auditlog::Searched> Auditlog::search(const Auditvraag& vraag, Stretch stretch) const {
  const bool past_the_end = !vraag.nieuwste_eerst && vraag.na >= last();
  if (past_the_end || vraag.limiet == 0) return Searched{};
  const auto crypto = engine_.crypto();
  Gathering gathering(vraag, crypto->audit_zegel());
  const auto visit = [&](std::string_view key, std::string_view value) {
    const auto volgnummer = Decoder(key).u64();
    if (volgnummer < stretch.from || volgnummer >= stretch.end) return false;
    // Earlier lines may have been removed, so the scan must not look for them.
    const bool at_the_start = vraag.nieuwste_eerst && volgnummer == stretch.from;
    return gathering.visit(volgnummer, value) && !at_the_start;
  };
  const auto& database = engine_.database();
  const auto before = vraag.na == 0 ? stretch.end : std::min(vraag.na, stretch.end);
  TRY(vraag.nieuwste_eerst ? database.scan_back(Cf::audit, "", audit_key(before), visit)
                           : database.scan_from(Cf::audit, audit_key(std::max(vraag.na + 1, stretch.from)), visit));
  return gathering.outcome();
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
