#include "storage/delivery/tidying.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/delivery/rapporten.h"
#include "storage/sets/verzameling.h"

namespace vish::storage {
namespace {

using Generaties = std::set<Generatie>;

Generaties in_use(const DeliveryState& state) {
  Generaties result{state.generatie};
  for (const auto& punt : state.herstelpunten) result.insert(punt.generatie);
  if (state.uitgangspunt) result.insert(state.uitgangspunt->generatie);
  result.erase(0);
  return result;
}

/// Removes registrations of one aansluiting. Their keys follow from the sets,
/// so nothing is searched for. Where a registration and the note of its end
/// both go, the note goes last: were a crash or a reader to come in between,
/// the registration would be in force again.
class Opruimer {
 public:
  Opruimer(Database& database, const Zegel& zegel, std::uint32_t nummer)
      : database_(database), zegel_(zegel), nummer_(nummer), writer_(database) {}

  /// Removes what `generatie` wrote after `before`.
  Stored<void> undo(Generatie generatie, Generatie before) {
    return compare(before, generatie, [&](const Setregel* old, const Setregel* now) {
      if (now != nullptr && now->generatie == generatie) remove(now->persoon, generatie);
      if (now == nullptr) remove(old->persoon, generatie);
    });
  }

  /// Removes what stood in the oldest generation and not in the next one; `next` is 0 when there is none.
  Stored<void> outdate(Generatie oldest, Generatie next) {
    return compare(oldest, next, [&](const Setregel* old, const Setregel* now) {
      if (old == nullptr || (now != nullptr && now->generatie == old->generatie)) return;
      remove(old->persoon, old->generatie);
      if (now == nullptr && next != 0) remove(old->persoon, next);
    });
  }

  /// Removes what only `generatie` needs, of those between `before` and
  /// `after`. Its notes of ends pass to the latter; notes there of who came
  /// and went in between go.
  Stored<void> leave_out(Generatie before, Generatie generatie, Generatie after) {
    Setlezer kept(database_, zegel_, {nummer_, after});
    return compare(before, generatie, [&](const Setregel* old, const Setregel* gone) {
      const auto& persoon = old != nullptr ? old->persoon : gone->persoon;
      const auto* now = find(kept, persoon);
      if (gone == nullptr && now == nullptr) add({Cf::registraties, registratie_key(persoon, nummer_, after), ""});
      if (gone == nullptr && !names(now, generatie)) remove(persoon, generatie);
      if (gone != nullptr && !names(old, gone->generatie) && !names(now, gone->generatie)) {
        remove(persoon, gone->generatie);
      }
      if (old == nullptr && now == nullptr) remove(persoon, after);
    });
  }

  Stored<void> remove_set(Generatie generatie) {
    return remove_all(database_, Cf::verzamelingen, chunk_prefix(nummer_, generatie));
  }

 private:
  /// Goes on to that person; returns null when the set lacks the person.
  const Setregel* find(Setlezer& lezer, const Pseudoniem& persoon) {
    const auto* at = lezer.peek();
    for (; at != nullptr && at->persoon < persoon; at = lezer.peek()) lezer.next();
    if (lezer.failed()) failed_ = lezer.failed();
    return at != nullptr && at->persoon == persoon ? at : nullptr;
  }
  static bool names(const Setregel* regel, Generatie generatie) {
    return regel != nullptr && regel->generatie == generatie;
  }

  /// Returns why one of the sets cannot be read. A person in an unreadable set may be registered, so the work stops
  /// then.
  std::optional<Error> trouble_with(const Setlezer& left, const Setlezer& right) const {
    if (left.failed()) return left.failed();
    if (right.failed()) return right.failed();
    return failed_;
  }

  /// Visits each person of two sets; null where one of them lacks the person.
  template <class Visit>
  Stored<void> compare(Generatie left, Generatie right, const Visit& visit) {
    Setlezer old(database_, zegel_, {nummer_, left});
    Setlezer now(database_, zegel_, {nummer_, right});
    while (true) {
      const auto* a = old.peek();
      const auto* b = now.peek();
      if (const auto trouble = trouble_with(old, now)) return *trouble;
      if (a == nullptr && b == nullptr) break;
      const bool take_a = a != nullptr && (b == nullptr || a->persoon <= b->persoon);
      const bool take_b = b != nullptr && (a == nullptr || b->persoon <= a->persoon);
      visit(take_a ? a : nullptr, take_b ? b : nullptr);
      if (take_a) old.next();
      if (take_b) now.next();
    }
    return writer_.finish();
  }

  void add(Op op) {
    if (failed_) return;
    if (auto added = writer_.add(std::move(op)); !added) failed_ = added.error();
  }
  void remove(const Pseudoniem& persoon, Generatie generatie) {
    add({Cf::registraties, registratie_key(persoon, nummer_, generatie), std::nullopt});
  }

  Database& database_;
  const Zegel& zegel_;
  std::uint32_t nummer_;
  AheadWriter writer_;
  std::optional<Error> failed_;
};

/// Removes the generations that a crash or a failure left before they became visible.
Stored<void> drop_unfinished(Opruimer& opruimer, const std::vector<Generatie>& unfinished, Generatie visible) {
  for (const auto generatie : unfinished) {
    if (auto undone = opruimer.undo(generatie, visible); !undone) return undone;
    if (auto removed = opruimer.remove_set(generatie); !removed) return removed;
  }
  return {};
}

/// Removes the oldest generations, until one that is in use; returns the number of removed generations.
Stored<std::size_t> drop_oldest(Opruimer& opruimer, const std::vector<Generatie>& stored, const Generaties& used) {
  std::size_t at = 0;
  for (; at < stored.size() && !used.contains(stored[at]); ++at) {
    const auto next = at + 1 < stored.size() ? stored[at + 1] : 0;
    TRY(opruimer.outdate(stored[at], next));
    TRY(opruimer.remove_set(stored[at]));
  }
  return at;
}

/// Removes the generations that are not in use, between two that are.
Stored<void> drop_between(Opruimer& opruimer, const std::vector<Generatie>& stored, std::size_t first,
                          const Generaties& used) {
  if (first == stored.size()) return {};
  auto before = stored[first];
  for (auto at = first + 1; at + 1 < stored.size(); ++at) {
    if (used.contains(stored[at])) {
      before = stored[at];
      continue;
    }
    if (auto done = opruimer.leave_out(before, stored[at], stored[at + 1]); !done) return done;
    if (auto removed = opruimer.remove_set(stored[at]); !removed) return removed;
  }
  return {};
}

Stored<void> tidy_sets(Opruimer& opruimer, const std::vector<Generatie>& stored, const Generaties& used) {
  const auto dropped = TRY(drop_oldest(opruimer, stored, used));
  return drop_between(opruimer, stored, dropped, used);
}

Stored<void> tidy_held(Database& database, std::uint32_t nummer, const DeliveryState& state) {
  const auto held = TRY(stored_generations(database, Cf::vastgehouden, nummer));
  for (const auto generatie : held) {
    if (state.vastgehouden && state.vastgehouden->generatie == generatie) continue;
    auto removed = remove_all(database, Cf::vastgehouden, chunk_prefix(nummer, generatie));
    if (!removed) return removed;
  }
  return {};
}

}  // namespace

Stored<void> tidy(Database& database, const Crypto& crypto, std::uint32_t nummer, const DeliveryState& state) {
  auto stored = TRY(stored_generations(database, Cf::verzamelingen, nummer));
  const auto first_unfinished = std::upper_bound(stored.begin(), stored.end(), state.hoogste_generatie);
  const std::vector<Generatie> unfinished(first_unfinished, stored.end());
  stored.erase(first_unfinished, stored.end());

  Opruimer opruimer(database, crypto.zegel(), nummer);
  if (auto dropped = drop_unfinished(opruimer, unfinished, state.generatie); !dropped) return dropped;
  if (auto tidied = tidy_sets(opruimer, stored, in_use(state)); !tidied) return tidied;
  return tidy_held(database, nummer, state);
}

Stored<void> tidy(Engine& engine, const Slot* slot, const AansluitingState& state) {
  require_slot(slot, state.aansluiting.code.text());
  return tidy(engine.database(), *engine.crypto(), state.aansluiting.nummer, state.levering);
}

Stored<std::set<std::uint32_t>> stored_numbers(const Database& database) {
  std::set<std::uint32_t> numbers;
  for (const auto cf : {Cf::standen, Cf::verzamelingen, Cf::rapporten, Cf::vastgehouden}) {
    std::uint32_t nummer = 0;
    while (true) {
      std::optional<std::uint32_t> next;
      const auto scanned = database.scan_from(cf, nummer_key(nummer + 1), [&](std::string_view key, std::string_view) {
        next = Decoder(key).u32();
        return false;
      });
      if (!scanned) return scanned.error();
      if (!next) break;
      nummer = *next;
      if (nummer == kRapportdagen) break;
      numbers.insert(nummer);
    }
  }
  return numbers;
}

Stored<void> remove_nummer(Database& database, const Crypto& crypto, std::uint32_t nummer) {
  DeliveryState nothing;
  nothing.hoogste_generatie = std::numeric_limits<Generatie>::max();
  if (auto removed = tidy(database, crypto, nummer, nothing); !removed) return removed;
  AheadWriter writer(database);
  std::optional<Error> failed;
  const auto prefix = nummer_key(nummer);
  const auto scanned = database.scan(Cf::rapporten, prefix, [&](std::string_view key, std::string_view value) {
    for (auto& gone : remove_rapport(nummer, key.substr(prefix.size()), value)) {
      if (auto added = writer.add(std::move(gone)); !added) failed = added.error();
    }
    return !failed;
  });
  if (!scanned) return scanned;
  if (failed) return *failed;
  for (auto& key : {prefix, geweigerd_key(nummer)}) {
    if (auto added = writer.add({Cf::standen, key, std::nullopt}); !added) return added;
  }
  return writer.finish();
}

}  // namespace vish::storage
