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

/// A delivery to begin: the party that delivers, the aansluiting, the peildatum, and the bounds of the file.
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
  std::optional<proto::Tekenset> tekenset{};  ///< what the sender says of the file; absent: detected
};

/// The Leveruitkomst tells what became of a delivery.
enum class Leveruitkomst {
  verwerkt,   ///< the first processed delivery for its peildatum
  correctie,  ///< took the place of one with the same peildatum
  herhaald,   ///< the same bytes again: the report is the earlier one; at most a held delivery is replaced
  vastgehouden,
  geweigerd,
  te_groot,  ///< refused for its size
  volgorde,  ///< refused for an older peildatum
};

/// The Leverresultaat tells how a delivery ended, and holds its report.
struct Leverresultaat {
  Leveruitkomst uitkomst;
  proto::Aanleverrapport rapport;
  bool bekend = false;  ///< the report was there already, of the same bytes; nothing was recorded
};

/// One delivery under way. Nothing of the delivery is visible until finish() returns it; a delivery that is destroyed
/// before that leaves no trace. One thread at a time.
class Aanlevering {
 public:
  class Impl;
  explicit Aanlevering(std::unique_ptr<Impl> impl);
  ~Aanlevering();

  /// Takes the next piece of the file, cut anywhere. Returns false when the delivery is refused whatever follows: then
  /// finish() may be called at once.
  bool feed(std::string_view bytes);

  /// Refuses the file as unreadable, for a fault that the caller found (for instance damaged compression). `reden` is
  /// Dutch. `bytes` are the bytes with the fault; they count when the file is compared with an earlier refused file.
  void refuse(std::string reden, std::string_view bytes = {});

  /// Ends the file: compares, decides, and commits the whole with its report and audit line. Returns `forbidden` when
  /// the party lost the right to deliver meanwhile, and `unavailable` when the party must send the file anew; nothing
  /// has changed then. A file that was refused before for the same peildatum and reason gives the earlier report.
  /// Blocks on the disk.
  Stored<Leverresultaat> finish();

 private:
  std::unique_ptr<Impl> impl_;
};

/// The Vrijgaveverschil tells what the release of a held delivery would do now, in counts only.
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

/// The Rapportvraag says which reports to read, the newest first. A page ends after `limiet` reports or
/// Leveringen::kMostBytesShown, or when Leveringen::kMostLooked reports or Leveringen::kMostBytesLooked have been
/// looked at.
struct Rapportvraag {
  std::optional<std::string> aansluitcode;
  std::optional<proto::Aanleverstatus> status;
  std::optional<std::string> na;  ///< an aanleveringId: only older ones
  std::size_t limiet = 20;
};

/// A page of reports, the newest first.
struct Rapportpagina {
  std::vector<proto::Aanleverrapport> rapporten;
  /// The `na` of the next page; nothing when there is none. A page without reports may have one.
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

  /// Begins a delivery. Returns `missing` when there is no such aansluiting, `forbidden` when its phase takes no
  /// delivery or this party may not deliver for it, and `busy` while another delivery or decision for it is under way.
  Stored<std::unique_ptr<Aanlevering>> start(const Leveropdracht& opdracht);

  /// How long a held delivery waits for a decision before it expires.
  static constexpr std::chrono::days kHoudbaar{7};

  /// Releases or rejects a held delivery, as an operator decides. The decision goes before a delivery under way
  /// (Store::on_claim()). The call returns `missing` when there is no such delivery, and `conflict` when the delivery
  /// is not held or waited longer than kHoudbaar, or when a release is for an aansluiting whose phase takes no
  /// delivery. A release compares the rows anew with the present registrations. When it leaves nobody registered
  /// outside test, it needs two persons: the first call only records the request (Stand::verzoeken) and returns the
  /// report unchanged. `regel.actor`, `regel.tijdstip` and `regel.reden` become the decision in the report.
  Stored<proto::Aanleverrapport> release(std::string_view aanlevering_id, Datum vandaag,
                                         const proto::Auditregel& regel);
  Stored<proto::Aanleverrapport> reject(std::string_view aanlevering_id, const proto::Auditregel& regel);

  /// Returns what release() would do. The call changes nothing and takes no slot. The errors are those of release(),
  /// with `unavailable` instead of `busy` when other decisions come all the time.
  Stored<Vrijgaveverschil> preview_release(std::string_view aanlevering_id, Tijdstip nu, Datum vandaag) const;

  /// Puts back what was registered after that processed delivery, in one commit, as a delivery with a new report
  /// (`herstelVan`). The deliveries processed since become `teruggedraaid`, and the next delivery must not be older
  /// than the restored peildatum. A held delivery stays held. The call returns `missing` when there is no such
  /// delivery, and `conflict` when the delivery is in force or put back already, is no longer kept
  /// (DeliveryState::herstelpunten), or has an aansluiting that is not in test, productie or geschorst. A second person
  /// and `regel` are as for release().
  Stored<proto::Aanleverrapport> rollback(std::string_view aanlevering_id, Datum vandaag,
                                          const proto::Auditregel& regel);

  /// Ends the wait of every held delivery that has waited longer than kHoudbaar at `nu`; its report becomes `verlopen`.
  /// A delivery whose slot is busy now is left to the next call. Returns the changed reports.
  Stored<std::vector<proto::Aanleverrapport>> expire(Tijdstip nu);

  /// Removes the reports of refused deliveries that are past their term or too many (kWeigertermijn,
  /// kMeesteWeigeringen); other reports stay. The caller repeats the call from time to time.
  Stored<void> drop_old_refusals(Tijdstip nu);

  /// Returns the report with that id; nothing when there is none.
  Stored<std::optional<proto::Aanleverrapport>> find(std::string_view aanlevering_id) const;
  /// Returns the report in force for that peildatum, or else its latest report; nothing when it has none.
  Stored<std::optional<proto::Aanleverrapport>> find(std::string_view aansluitcode, Datum peildatum) const;
  /// Whether a delivery of that peildatum is processed or held. A delivery that was refused, rejected, replaced while
  /// held, or rolled back, or that has expired, does not count.
  Stored<bool> stands(std::string_view aansluitcode, Datum peildatum) const;
  /// Returns a page of reports; an empty page for an unknown aansluiting.
  Stored<Rapportpagina> list(const Rapportvraag& vraag) const;
  static constexpr std::size_t kMostLooked = 1000;
  static constexpr std::size_t kMostBytesShown = std::size_t{256} << 10U;
  static constexpr std::size_t kMostBytesLooked = std::size_t{16} << 20U;
  /// Returns the deliveries received since that moment, the newest first; none for an unknown aansluiting. Reads no
  /// whole report, except a report of the older form.
  Stored<std::vector<Aanleverkop>> received(std::string_view aansluitcode, Tijdstip sinds) const;

 private:
  class Bladzijde;

  using Dagbezoek = std::function<void(std::string_view aanlevering_id, proto::Aanleverstatus status)>;
  /// Visits the reports of a day, the oldest first.
  Stored<void> visit_day(std::uint32_t nummer, Datum peildatum, const Dagbezoek& visit) const;

  Engine& engine_;
};

}  // namespace vish::storage
