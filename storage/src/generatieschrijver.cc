#include "generatieschrijver.h"

#include <string>
#include <utility>

#include "registratie.h"
#include "verzameling.h"

namespace vish::storage {
namespace {

/// The registrations that a generation writes, ascending by person.
class Wijzigingen {
 public:
  Wijzigingen(Engine& engine, const ChunkKey& generatie, const Ingelezen& ingelezen, const Verschil& verschil)
      : engine_(engine), generatie_(generatie), ingelezen_(ingelezen), verschil_(verschil) {}

  Stored<void> write(const Sink& sink) {
    auto rij = verschil_.schrijf.begin();
    auto behoud = verschil_.behoud.begin();
    auto einde = verschil_.verwijder.begin();
    while (true) {
      const auto* next = least({rij != verschil_.schrijf.end() ? &ingelezen_.rijen[*rij].persoon : nullptr,
                                behoud != verschil_.behoud.end() ? &behoud->persoon : nullptr,
                                einde != verschil_.verwijder.end() ? &*einde : nullptr});
      if (next == nullptr) return {};
      std::string key = registratie_key(*next, generatie_.nummer, generatie_.generatie);
      Stored<void> put;
      if (rij != verschil_.schrijf.end() && next == &ingelezen_.rijen[*rij].persoon) {
        put = write_row(sink, std::move(key), ingelezen_.registratie(ingelezen_.rijen[*rij++]));
      } else if (behoud != verschil_.behoud.end() && next == &behoud->persoon) {
        put = copy(sink, std::move(key), *behoud++);
      } else {
        put = sink(std::move(key), "");
        ++einde;
      }
      if (!put) return put;
    }
  }

 private:
  static const Pseudoniem* least(std::initializer_list<const Pseudoniem*> persons) {
    const Pseudoniem* result = nullptr;
    for (const auto* person : persons) {
      if (person != nullptr && (result == nullptr || *person < *result)) result = person;
    }
    return result;
  }

  Stored<void> write_row(const Sink& sink, std::string key, const Registratie& registratie) {
    encode(plain_, registratie);
    std::string sealed = engine_.crypto().zegel().seal(key, plain_);
    return sink(std::move(key), std::move(sealed));
  }

  /// The registration as it is stored, marked with the day of its last confirmation.
  Stored<void> copy(const Sink& sink, std::string key, const Setregel& regel) {
    const auto from = registratie_key(regel.persoon, generatie_.nummer, regel.generatie);
    const auto sealed = engine_.database().get(Cf::registraties, from);
    if (!sealed) return sealed.error();
    const Error broken{ErrorCode::corrupt, "een registratie ontbreekt of is beschadigd"};
    if (!*sealed) return broken;
    const auto opened = engine_.crypto().zegel().open(from, **sealed);
    if (!opened) return opened.error();
    auto registratie = decode_registratie(*opened);
    if (!registratie) return broken;
    registratie->bevestigd = regel.bevestigd;
    return write_row(sink, std::move(key), *registratie);
  }

  Engine& engine_;
  ChunkKey generatie_;
  const Ingelezen& ingelezen_;
  const Verschil& verschil_;
  std::string plain_;
};

}  // namespace

/// The set goes first, so that a sweep finds whatever part of the rest was written.
Stored<void> GenerationWriter::write(const Ingelezen& ingelezen, const Verschil& verschil) {
  AheadWriter ahead(engine_.database());
  auto saved = save_set(ahead.sink(Cf::verzamelingen), engine_.crypto().zegel(), generatie_, verschil.nieuwe_stand);
  if (!saved) return saved;
  auto written = Wijzigingen(engine_, generatie_, ingelezen, verschil).write(ahead.sink(Cf::registraties));
  if (!written) return written;
  return ahead.finish();
}

}  // namespace vish::storage
