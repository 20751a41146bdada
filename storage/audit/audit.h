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

/// One entry for the log. All its lines become durable together.
struct Auditinvoer {
  std::vector<proto::Auditregel> regels;  ///< `volgnummer` is given by the log
  /// The bevrager in phase test that this entry answers. The store remembers the answer, because the step of the
  /// bevrager to productie needs one.
  std::optional<proto::Oin> beantwoorde_testvraag;
};

/// An entry and the function that hears its outcome. `done` is called once: on the thread of the committer, after the
/// lines are on disk together with all other waiting entries (group commit), or with the reason why they are not. When
/// the log takes no entry, `done` is called at once on the calling thread. It must be short and must not throw.
struct Auditboeking {
  Auditinvoer invoer;
  std::function<void(const Stored<void>&)> done;
};

/// The Auditvraag says which lines to read. A line must meet every condition that is given.
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

/// A page of lines.
struct Auditpagina {
  std::vector<proto::Auditregel> regels;
  /// The `na` of the next page; nothing when there is none. A page without lines may have one.
  std::optional<std::uint64_t> volgende;
};

/// The append-only log of accountability. The reference of the bailiff is sealed, and persons appear under a pseudonym
/// with a key of its own.
class Auditlog {
 public:
  /// `first` is the number of the oldest line that was not removed.
  Auditlog(Engine& engine, std::uint64_t first) : engine_(engine), first_(first) {}

  /// Returns `unavailable` when the log would take no entry now: the disk is full, a write failed, or too many entries
  /// wait. The handler of a question calls this before it looks up a person. Blocks on nothing.
  Stored<void> may_append() const;

  /// Submits the entries in that order, with one wake-up of the committer.
  void append(std::vector<Auditboeking> boekingen);

  /// Submits an entry and waits until it is durable; returns the reason when it is not.
  Stored<void> append_and_wait(Auditinvoer invoer);

  /// Returns the pseudonym of the person in new lines of this log: 32 hex digits.
  std::string pseudoniem(const proto::Bsn& bsn) const;
  /// Returns every pseudonym that the person can have in this log, one for each live audit key, the newest first. A
  /// search must look for all of them.
  std::vector<std::string> pseudoniemen(const proto::Bsn& bsn) const;

  /// Returns a page of at most `limiet` lines about that person, the newest first, with numbers below `na`, or from the
  /// end of the log when `na` is 0. The call reads only the lines that note_personen() has not noted, and those that it
  /// returns.
  Stored<Auditpagina> about(const proto::Bsn& bsn, std::size_t limiet, std::uint64_t na = 0) const;

  /// Notes for each further line, up to the end of the log, which person the line is about. The caller repeats the call
  /// from time to time, so that a question costs nothing for it. The call gives way to answers and deliveries. Blocks
  /// on the disk.
  Stored<void> note_personen();
  /// Makes note_personen() and remove_before() end soon, now and from now on; the rest is done after the next opening.
  /// Any thread may call this function.
  void stop() { stopping_ = true; }

  /// Asks, for the settings, to keep lines for so many years, and returns the term that counts from now on. The caller
  /// repeats the call. A longer term counts at once. A shorter term counts kBedenktijd after the first call that asked
  /// for it, if no other term was asked for since: removed lines do not come back, so people must have time to object.
  /// Each change is recorded with `regel` in the same commit.
  Stored<Bewaartermijn> keep_for(std::uint64_t jaren, const proto::Auditregel& regel);
  static constexpr std::chrono::days kBedenktijd{7};

  /// Removes the oldest lines, with the notes of their persons, up to the first line of that moment or later; an older
  /// line behind that line stays. The lines go in parts. Each part is one synced commit with a line, made from `regel`,
  /// that has the removed numbers, so a crash leaves no half removal. The copy of the log loses the files that hold
  /// only removed lines. Removes at most `most` lines and returns the number; the caller repeats the call for the rest.
  /// Gives way to answers. Blocks on the disk.
  Stored<std::uint64_t> remove_before(Tijdstip moment, const proto::Auditregel& regel,
                                      std::uint64_t most = kMostRemoved);
  static constexpr std::uint64_t kMostRemoved = 100'000;

  /// Returns a page of lines. The moment in the id of a match, or the period, tells where to look, so that the call
  /// does not read the whole log. All lines of a period are found if the clock was never set back by more than
  /// kMostSetBack. A page ends after `limiet` lines, or after a look at kMostLooked lines (for a match: at its moment,
  /// and as many again elsewhere), so that a filter for few lines keeps no caller waiting.
  Stored<Auditpagina> list(const Auditvraag& vraag) const;
  static constexpr std::chrono::hours kMostSetBack{1};
  static constexpr std::uint64_t kMostLooked = 100'000;
  /// Hands `visit` the lines after number `na` that were in the log at the call, in order; opens no seal.
  Stored<void> follow(std::uint64_t na, const std::function<void(const Auditkop&)>& visit) const;

  /// Returns the number of lines in the log.
  std::uint64_t size() const { return last() + 1 - first(); }
  /// Returns the number of the oldest line; the lines before it have been removed.
  std::uint64_t first() const { return first_.load(); }
  /// Returns the number of the newest line; 0 before the first line.
  std::uint64_t last() const;
  /// Returns the moment in the oldest line; nothing while there is no line.
  Stored<std::optional<Tijdstip>> oldest() const;

 private:
  class Gathering;
  /// Holds the lines that a search found.
  struct Searched {
    Auditpagina pagina;
    bool met = false;  ///< a line of the match that was asked for
  };
  /// Returns the number of the first line of that moment or later; one past the last line when there is none.
  Stored<std::uint64_t> first_from(Tijdstip moment) const;
  /// Lines that follow each other.
  struct Stretch {
    std::uint64_t from;
    std::uint64_t end;  ///< one past the last
  };
  /// Returns the lines in which those of the asked period stand.
  Stored<Stretch> stretch_of(const Auditvraag& vraag) const;
  Stored<Searched> search(const Auditvraag& vraag, Stretch stretch) const;
  /// Returns a line as it is stored; nothing for a removed line. Any other missing line is `corrupt`.
  Stored<std::optional<std::string>> bytes_of(std::uint64_t volgnummer) const;
  Stored<void> note_personen_locked();
  Stored<Auditpagina> page_of(std::vector<std::uint64_t> volgnummers, std::size_t limiet) const;

  Engine& engine_;
  std::atomic<std::uint64_t> first_;
  std::atomic<bool> stopping_{false};
  std::mutex noting_;  ///< held while persons are noted and while notes are removed
};

}  // namespace vish::storage
