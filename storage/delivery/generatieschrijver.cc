#include "storage/delivery/generatieschrijver.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/core/invariant.h"
#include "base/core/try.h"
#include "storage/database/tabelbestand.h"
#include "storage/sets/registratie.h"
#include "storage/sets/verzameling.h"

namespace vish::storage {
namespace {

/// Half of all persons, by their pseudonyms, which are evenly spread.
enum class Half { first, second };

template <class Item, class Persoon>
std::pair<const Item*, const Item*> half_of(const std::vector<Item>& list, Half half, const Persoon& persoon) {
  const auto middle =
      std::partition_point(list.begin(), list.end(), [&](const Item& item) { return persoon(item).front() < 0x80; });
  const auto* const cut = list.data() + (middle - list.begin());
  return half == Half::first ? std::pair(list.data(), cut) : std::pair(cut, list.data() + list.size());
}

/// The registrations that a generation writes, of one half of the persons.
class Wijzigingen {
 public:
  Wijzigingen(Engine& engine, const ChunkKey& generatie, const RowsRead& rows_read, const Verschil& verschil, Half half)
      : engine_(engine),
        crypto_(engine.crypto()),
        generatie_(generatie),
        rows_read_(rows_read),
        rijen_(half_of(verschil.schrijf, half, [&](std::uint32_t at) { return rows_read.rijen[at].persoon; })),
        behoud_(half_of(verschil.behoud, half, [](const Setregel& regel) { return regel.persoon; })),
        einde_(half_of(verschil.verwijder, half, [](const Pseudoniem& persoon) { return persoon; })) {}

  /// Writes the registrations, ascending by key.
  Stored<void> write(const Sink& sink) {
    while (const auto* next = least({next_row(), next_kept(), next_end()})) {
      if (auto put = write_next(sink, *next); !put) return put;
    }
    return {};
  }

 private:
  const Pseudoniem* next_row() const {
    return rijen_.first == rijen_.second ? nullptr : &rows_read_.rijen[*rijen_.first].persoon;
  }
  const Pseudoniem* next_kept() const { return behoud_.first == behoud_.second ? nullptr : &behoud_.first->persoon; }
  const Pseudoniem* next_end() const { return einde_.first == einde_.second ? nullptr : einde_.first; }

  /// `persoon` is the next one of exactly one of the three lists.
  Stored<void> write_next(const Sink& sink, const Pseudoniem& persoon) {
    const auto* const row = next_row();
    const auto* const kept = next_kept();
    const auto* const end = next_end();
    const auto names = [&](const Pseudoniem* next) { return next != nullptr && *next == persoon ? 1 : 0; };
    require_invariant(names(row) + names(kept) + names(end) == 1,
                      "a person is to be written and kept or ended at once");
    const auto key = registratie_key(persoon, generatie_.nummer, generatie_.generatie);
    if (&persoon == row) return write_row(sink, key, rows_read_.registratie(rows_read_.rijen[*rijen_.first++]));
    if (&persoon == kept) return copy(sink, key, *behoud_.first++);
    ++einde_.first;
    return sink(key, "");
  }

  static const Pseudoniem* least(std::initializer_list<const Pseudoniem*> persons) {
    const Pseudoniem* result = nullptr;
    for (const auto* person : persons) {
      if (person != nullptr && (result == nullptr || *person < *result)) result = person;
    }
    return result;
  }

  Stored<void> write_row(const Sink& sink, std::string_view key, const Registratie& registratie) {
    plain_.clear();
    append(plain_, registratie);
    crypto_->zegel().seal(key, plain_, sealed_);
    return sink(key, sealed_);
  }

  /// Copies the stored registration, with the day of its last confirmation and the end date of `regel`.
  Stored<void> copy(const Sink& sink, std::string_view key, const Setregel& regel) {
    const auto from = registratie_key(regel.persoon, generatie_.nummer, regel.generatie);
    const auto sealed = TRY(engine_.database().get(Cf::registraties, from));
    const Error broken{ErrorCode::corrupt, "een registratie ontbreekt of is beschadigd"};
    if (!sealed) return broken;
    const auto opened = TRY(crypto_->zegel().open(from, *sealed));
    auto registratie = decode_registratie(opened);
    if (!registratie) return broken;
    registratie->bevestigd = regel.bevestigd;
    registratie->einddatum = regel.einddatum;
    return write_row(sink, key, *registratie);
  }

  Engine& engine_;
  std::shared_ptr<const Crypto> crypto_;
  ChunkKey generatie_;
  const RowsRead& rows_read_;
  std::pair<const std::uint32_t*, const std::uint32_t*> rijen_;
  std::pair<const Setregel*, const Setregel*> behoud_;
  std::pair<const Pseudoniem*, const Pseudoniem*> einde_;
  std::string plain_;
  std::string sealed_;
};

/// Writes into table files, side by side, and takes them in together.
class Tabellenwerk {
 public:
  explicit Tabellenwerk(Engine& engine) : engine_(engine) {}

  void add(Cf cf, std::function<Stored<void>(const Sink&)> fill) { parts_.push_back({cf, std::move(fill), {}, {}}); }

  Stored<void> finish() {
    std::vector<std::shared_ptr<Computation>> computations;
    for (auto& part : parts_) computations.push_back(engine_.compute_pool().submit([&] { make(part); }));
    for (const auto& computation : computations) computation->finish();
    std::vector<std::unique_ptr<Tabelbestand>> files;
    for (auto& part : parts_) {
      if (!part.made) return part.made;
      if (part.file) files.push_back(std::move(part.file));
    }
    return files.empty() ? Stored<void>() : engine_.database().take_in(files);
  }

 private:
  struct Part {
    Cf cf;
    std::function<Stored<void>(const Sink&)> fill;
    std::unique_ptr<Tabelbestand> file;  ///< null: nothing was to be written
    Stored<void> made;
  };

  void make(Part& part) const {
    part.made = part.fill([&](std::string_view key, std::string_view value) -> Stored<void> {
      if (!part.file) {
        auto file = TRY(Tabelbestand::create(engine_.database(), part.cf));
        part.file = std::move(file);
      }
      return part.file->add(key, value);
    });
    if (part.made && part.file) part.made = part.file->finish();
  }

  Engine& engine_;
  std::vector<Part> parts_;
};

}  // namespace

/// The set goes first or at the same time, so that tidy() finds any part of the rest that was written.
Stored<void> GenerationWriter::write(const RowsRead& rows_read, const Verschil& verschil) {
  const auto count = verschil.schrijf.size() + verschil.behoud.size() + verschil.verwijder.size();
  const bool many = count >= kManyRegistrations;
  const bool large = many || verschil.nieuwe_set.size() >= kLargeSet;
  const auto set = [&](const Sink& sink) {
    return save_set(sink, engine_.crypto()->zegel(), generatie_, verschil.nieuwe_set);
  };
  const auto registrations = [&](Half half) {
    return
        [&, half](const Sink& sink) { return Wijzigingen(engine_, generatie_, rows_read, verschil, half).write(sink); };
  };
  Tabellenwerk tables(engine_);
  if (large) tables.add(Cf::verzamelingen, set);
  if (many) {
    for (const auto half : {Half::first, Half::second}) tables.add(Cf::registraties, registrations(half));
  }
  if (auto taken_in = tables.finish(); !taken_in) return taken_in;

  AheadWriter ahead(engine_.database());
  if (!large) {
    if (auto saved = set(ahead.sink(Cf::verzamelingen)); !saved) return saved;
  }
  if (!many) {
    for (const auto half : {Half::first, Half::second}) {
      if (auto written = registrations(half)(ahead.sink(Cf::registraties)); !written) return written;
    }
  }
  return ahead.finish();
}

}  // namespace vish::storage
