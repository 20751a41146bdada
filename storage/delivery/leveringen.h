#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "base/core/error.h"
#include "proto/dayfile/dagbestand.h"
#include "proto/json/rapport.h"
#include "proto/messages/auditregel.h"
#include "proto/terms/identifiers.h"
#include "storage/comparison/bewaking.h"

namespace vish::storage {

class Engine;

struct Leveropdracht {
  proto::Aansluitcode aansluitcode;
  Datum peildatum;
  Datum vandaag;  ///< in Amsterdam
  proto::Oin door;
  Tijdstip ontvangen_op;
  std::string trace_id;
  std::string span_id;
  std::uint64_t max_bytes = std::uint64_t{256} << 20U;  ///< of the file after decompression
  std::uint64_t max_rijen = 2'000'000;                  ///< bounds the memory that one delivery takes
  bool proef = false;              ///< the installation is a proof: public test numbers may be stored in productie
  std::uint64_t aangekondigd = 0;  ///< bytes of the file as far as known beforehand; a hint
  std::optional<proto::Tekenset> tekenset{};  ///< what the sender says of the file; absent: found out
};

enum class Leveruitkomst {
  verwerkt,   ///< the first processed delivery for its peildatum
  correctie,  ///< took the place of one with the same peildatum
  herhaald,   ///< the same bytes again: nothing changed but that what was held is replaced; the report is the earlier
              ///< one
  vastgehouden,
  geweigerd,
  te_groot,  ///< refused for its size
  volgorde,  ///< refused for an older peildatum
};

struct Leverresultaat {
  Leveruitkomst uitkomst;
  proto::Aanleverrapport rapport;
  bool bekend = false;  ///< the report was there already, of the same bytes; nothing was recorded
};

/// One delivery under way. Nothing of it can be seen until finish() says so;
/// let go of before that, it leaves no trace. One thread at a time.
class Aanlevering {
 public:
  class Impl;
  explicit Aanlevering(std::unique_ptr<Impl> impl);
  ~Aanlevering();

  /// The next piece of the file, cut anywhere. False when the delivery is
  /// refused whatever follows: then finish() may be called at once.
  bool feed(std::string_view bytes);

  /// Refuses the file as unreadable, for a fault that was found outside it
  /// (for instance damaged compression); `reden` is Dutch. `bytes`: those in
  /// which it was found, by which the file is known again.
  void refuse(std::string reden, std::string_view bytes = {});

  /// The file is complete: compares, decides, and commits the whole with its
  /// report and audit line. `forbidden`, and nothing has changed, when who
  /// delivers lost the right meanwhile; `unavailable` when the file must come
  /// anew. A refused file that was refused before for the same peildatum and
  /// reason gives the report of then. Blocks on the disk.
  Stored<Leverresultaat> finish();

 private:
  std::unique_ptr<Impl> impl_;
};

/// What releasing a held delivery would do now: counts, never who.
struct Vrijgaveverschil {
  proto::Aantallen aantallen;  ///< as they would stand in the report
  std::uint64_t registraties_voor = 0;
  std::uint64_t registraties_na = 0;
  std::uint64_t van_kracht_voor = 0;   ///< registrations whose einddatum has not passed, before …
  std::uint64_t van_kracht_na = 0;     ///< … and after
  std::uint64_t van_kracht_kwijt = 0;  ///< in force before and not after
  std::uint64_t week_voor = 0;         ///< the same at the end of the seventh day after today …
  std::uint64_t week_na = 0;
  std::uint64_t week_kwijt = 0;
  Houdredenen redenen{};      ///< why it would be held now
  std::string toelichting{};  ///< the same in Dutch
};

/// Which reports to read, the newest first. A page ends after `limiet`, after a
/// quarter of a megabyte, or after looking at so many that do not fit.
struct Rapportvraag {
  std::optional<std::string> aansluitcode;
  std::optional<proto::Aanleverstatus> status;
  std::optional<std::string> na;  ///< an aanleveringId: only older ones
  std::size_t limiet = 20;
};

struct Rapportpagina {
  std::vector<proto::Aanleverrapport> rapporten;
  /// There may be more: to be given as `na`. Also when nothing was found yet.
  std::optional<std::string> volgende;
};

/// The least that is told of a delivery.
struct Aanleverkop {
  Tijdstip ontvangen_op;
  Datum peildatum;
  proto::Aanleverstatus status;
};

/// Deliveries and their reports.
class Leveringen {
 public:
  explicit Leveringen(Engine& engine) : engine_(engine) {}

  /// `missing`: no such aansluiting. `forbidden`: its phase takes no delivery, or not of this party.
  /// `busy`: another delivery or decision for it is under way.
  Stored<std::unique_ptr<Aanlevering>> start(const Leveropdracht& opdracht);

  /// How long a held delivery waits for a decision before it expires.
  static constexpr std::chrono::days kHoudbaar{7};

  /// An operator's decision on a held delivery, which takes the place of one
  /// that is under way (Store::on_claim()); `missing` when there is no
  /// such delivery, `conflict` when it is not held or waited longer than
  /// kHoudbaar; a suspended aansluiting takes no release. Release compares
  /// anew with what is registered now; where that leaves nobody it needs, but
  /// in test, two persons: the first call only records who asks (Stand::verzoeken) and
  /// returns the report as it stays. `regel.actor`, `regel.tijdstip` and
  /// `regel.reden` become the report's decision.
  Stored<proto::Aanleverrapport> release(std::string_view aanlevering_id, Datum vandaag,
                                         const proto::Auditregel& regel);
  Stored<proto::Aanleverrapport> reject(std::string_view aanlevering_id, const proto::Auditregel& regel);

  /// What release() would do; changes nothing, and keeps nobody waiting. Errors
  /// as of release(), but never `busy`: `unavailable` when others decide all the time.
  Stored<Vrijgaveverschil> preview_release(std::string_view aanlevering_id, Tijdstip nu, Datum vandaag) const;

  /// Puts back what was registered after that processed delivery, in one
  /// commit, as a delivery of its own with a new report (`herstelVan`). Those
  /// processed since become `teruggedraaid` and count as not seen; the restored
  /// peildatum is the mark for order. What is held stays held. `missing` when
  /// there is no such delivery; `conflict` when it is in force or put back already, is no
  /// longer kept (DeliveryState::herstelpunten), or the aansluiting is not in
  /// test, productie or geschorst. A second person and `regel` as for release().
  Stored<proto::Aanleverrapport> rollback(std::string_view aanlevering_id, Datum vandaag,
                                          const proto::Auditregel& regel);

  /// Ends the wait of every held delivery that has waited longer than
  /// kHoudbaar at `nu`; their reports become `verlopen`. Those on which
  /// somebody works at this moment are left for the next call. Returns the
  /// changed reports.
  Stored<std::vector<proto::Aanleverrapport>> expire(Tijdstip nu);

  /// Removes the reports of refused deliveries that are past their term; of
  /// processed ones none. To be called now and then.
  Stored<void> drop_old_refusals(Tijdstip nu);

  Stored<std::optional<proto::Aanleverrapport>> find(std::string_view aanlevering_id) const;
  /// The report in force for that day, else the latest for it.
  Stored<std::optional<proto::Aanleverrapport>> find(std::string_view aansluitcode, Datum peildatum) const;
  /// Whether a delivery of that day is processed or held. One that was refused, rejected, replaced while it was held,
  /// rolled back, or has expired does not count: nothing of it stands.
  Stored<bool> stands(std::string_view aansluitcode, Datum peildatum) const;
  Stored<Rapportpagina> list(const Rapportvraag& vraag) const;
  static constexpr std::size_t kMostLooked = 1000;
  static constexpr std::size_t kMostBytesShown = std::size_t{256} << 10U;
  static constexpr std::size_t kMostBytesLooked = std::size_t{16} << 20U;
  /// Those received since that moment, newest first, without reading the
  /// reports themselves; none for an unknown aansluiting.
  Stored<std::vector<Aanleverkop>> received(std::string_view aansluitcode, Tijdstip sinds) const;

 private:
  class Bladzijde;

  using Dagbezoek = std::function<void(std::string_view aanlevering_id, proto::Aanleverstatus status)>;
  /// Visits the reports of a day, the oldest first.
  Stored<void> visit_day(std::uint32_t nummer, Datum peildatum, const Dagbezoek& visit) const;

  Engine& engine_;
};

}  // namespace vish::storage
