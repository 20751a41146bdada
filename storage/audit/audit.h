#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/error.h"
#include "proto/messages/auditregel.h"
#include "proto/terms/bsn.h"
#include "proto/terms/identifiers.h"
#include "storage/ledger/audit_record.h"

namespace vish::storage {

struct Bewaartermijn;
class Engine;

/// One entry for the log: all its lines become durable together.
struct Auditinvoer {
  std::vector<proto::Auditregel> regels;  ///< `volgnummer` is given by the log
  /// The bevrager in phase test that is answered by this; remembered because
  /// its step to productie needs one.
  std::optional<proto::Oin> beantwoorde_testvraag;
};

/// An entry and who is to be told of it. `done` is called once: on the
/// committer's thread after the lines are on disk together with all else that
/// waited (group commit), or with the reason why they are not; at once, on the
/// calling thread, when the log takes nothing. It must be short and must not throw.
struct Auditboeking {
  Auditinvoer invoer;
  std::function<void(const Stored<void>&)> done;
};

/// Which lines to read: those that are all that is asked.
struct Auditvraag {
  std::optional<std::string> match_id;
  std::uint64_t na = 0;  ///< only lines with a higher number; with `nieuwste_eerst`: a lower one, 0 for the end
  std::size_t limiet = 100;
  bool nieuwste_eerst = false;
  std::optional<Tijdstip> van{};  ///< of that moment or later
  std::optional<Tijdstip> tot{};  ///< of before that moment
  std::optional<std::string> actor{};
  std::optional<proto::Recorded<proto::Handeling>> handeling{};
  std::optional<proto::Recorded<proto::Uitkomst>> uitkomst{};
  std::optional<std::string> onderwerp{};
};

struct Auditpagina {
  std::vector<proto::Auditregel> regels;
  /// There may be more: to be given as `na`. Also when nothing was found yet.
  std::optional<std::uint64_t> volgende;
};

/// The append-only log of accountability. The bailiff's reference is sealed,
/// persons appear under a pseudonym with a key of its own.
class Auditlog {
 public:
  /// `first`: the number of the oldest line that was not removed.
  Auditlog(Engine& engine, std::uint64_t first) : engine_(engine), first_(first) {}

  /// `unavailable` when the log would take no entry at this moment: its disk is
  /// full, a write failed, or too many entries wait. A question asks this
  /// before it looks anybody up. Blocks on nothing.
  Stored<void> may_append() const;

  /// In that order, and with one wake-up of the committer for all.
  void append(std::vector<Auditboeking> boekingen);

  /// Waits until the entry is durable, or fails with the reason why it is not.
  Stored<void> append_and_wait(Auditinvoer invoer);

  /// The person's pseudonym in new lines of this log: 32 hex digits.
  std::string pseudoniem(const proto::Bsn& bsn) const;
  /// Every pseudonym that the person can have in this log, one for each live
  /// audit key, newest first: who searches must look for all of them.
  std::vector<std::string> pseudoniemen(const proto::Bsn& bsn) const;

  /// A page of the lines about that person, the newest first: at most so many,
  /// with lower numbers than `na`, or from the end of the log (0). Goes through
  /// the log only as far as note_personen() has not come.
  Stored<Auditpagina> about(const proto::Bsn& bsn, std::size_t limiet, std::uint64_t na = 0) const;

  /// Reads on to the end of the log and notes whom its lines are about. Done
  /// now and then, so that a question costs nothing for it; gives way to
  /// answers and deliveries. Blocks on the disk.
  Stored<void> note_personen();
  /// note_personen() and remove_before() come to their end soon, now and from
  /// now on: what is left is done after the next opening. Any thread.
  void stop() { stopping_ = true; }

  /// The settings ask to keep lines for so many years: what counts from now on,
  /// to be called again and again. A longer term counts at once. A shorter one
  /// counts kBedenktijd after it was first asked for, if it still is: what it
  /// removes does not come back, so others can see it and object. Each change
  /// is recorded with `regel` in the same commit.
  Stored<Bewaartermijn> keep_for(std::uint64_t jaren, const proto::Auditregel& regel);
  static constexpr std::chrono::days kBedenktijd{7};

  /// Removes the oldest lines, with what is noted of their persons, up to the
  /// first that is of that moment or later: also an older one behind it stays.
  /// In parts: each goes in one synced commit with a line made from `regel`
  /// that tells which numbers went, so a crash leaves nothing half. Of the copy
  /// go the files that hold no other lines. Gives way to answers. At most `most` lines, to be called again for the
  /// rest; returns how many. Blocks on the disk.
  Stored<std::uint64_t> remove_before(Tijdstip moment, const proto::Auditregel& regel,
                                      std::uint64_t most = kMostRemoved);
  static constexpr std::uint64_t kMostRemoved = 100'000;

  /// A page of lines. The lines of a match are found by the moment in its id,
  /// and those of a period by theirs, without going through the whole log: of a
  /// period all are found if the clock was never set back by more than
  /// kMostSetBack. A page ends after `limiet` lines, or after looking at
  /// kMostLooked (for a match: there, and as many again elsewhere), so that a
  /// filter which fits few lines keeps nobody waiting.
  Stored<Auditpagina> list(const Auditvraag& vraag) const;
  static constexpr std::chrono::hours kMostSetBack{1};
  static constexpr std::uint64_t kMostLooked = 100'000;
  /// Shows the lines after number `na` that were in the log at the call, in
  /// order; opens no seal.
  Stored<void> follow(std::uint64_t na, const std::function<void(const Auditkop&)>& visit) const;

  /// How many lines the log holds.
  std::uint64_t size() const { return last() + 1 - first(); }
  /// The number of the oldest line; those before it have been removed.
  std::uint64_t first() const { return first_.load(); }
  /// The number of the newest line; 0 before the first.
  std::uint64_t last() const;
  /// When the oldest line was written; nothing while there is none.
  Stored<std::optional<Tijdstip>> oldest() const;

 private:
  class Gathering;
  struct Searched {
    Auditpagina pagina;
    bool met = false;  ///< a line of the match that was asked for
  };
  /// The number of the first line of that moment or later; one past the last line when there is none.
  Stored<std::uint64_t> first_from(Tijdstip moment) const;
  struct Stretch {
    std::uint64_t from;
    std::uint64_t end;  ///< one past the last
  };
  /// Where the lines of the asked period stand.
  Stored<Stretch> stretch_of(const Auditvraag& vraag) const;
  Stored<Searched> search(const Auditvraag& vraag, Stretch stretch) const;
  /// A line as it is stored. Nothing for one that has been removed; one that is
  /// missing otherwise is damage.
  Stored<std::optional<std::string>> bytes_of(std::uint64_t volgnummer) const;
  Stored<void> note_personen_locked();
  Stored<Auditpagina> page_of(std::vector<std::uint64_t> volgnummers, std::size_t limiet) const;

  Engine& engine_;
  std::atomic<std::uint64_t> first_;
  std::atomic<bool> stopping_{false};
  std::mutex noting_;  ///< who notes persons, and who removes what is noted
};

}  // namespace vish::storage
