#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/auditregel.h"
#include "proto/datum.h"
#include "proto/identifiers.h"
#include "proto/rapport.h"
#include "storage/error.h"

namespace vish::storage {

class Engine;

struct Leveropdracht {
  proto::Aansluitcode aansluitcode;
  proto::Datum peildatum;
  proto::Datum vandaag;  ///< in Amsterdam
  proto::Oin door;
  proto::Tijdstip ontvangen_op;
  std::string trace_id;
  std::string span_id;
  std::uint64_t max_bytes = std::uint64_t{256} << 20U;  ///< of the file after decompression
  std::uint64_t max_rijen = 2'000'000;                  ///< bounds the memory that one delivery takes
  bool proef = false;              ///< the installation is a proof: public test numbers may be stored in productie
  std::uint64_t aangekondigd = 0;  ///< bytes of the file as far as known beforehand; a hint
};

enum class Leveruitkomst {
  verwerkt,   ///< the first processed delivery for its peildatum
  correctie,  ///< took the place of one with the same peildatum
  herhaald,   ///< the same bytes again: nothing changed, the report is the earlier one
  vastgehouden,
  geweigerd,
  te_groot,  ///< refused for its size
  volgorde,  ///< refused for an older peildatum
};

struct Leverresultaat {
  Leveruitkomst uitkomst;
  proto::Aanleverrapport rapport;
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
  /// (for instance damaged compression); `reden` is Dutch.
  void refuse(std::string reden);

  /// The file is complete: compares, decides, and commits the whole with its
  /// report and audit line. Blocks on the disk.
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
};

struct Rapportvraag {
  std::optional<std::string> aansluitcode;
  std::optional<proto::Aanleverstatus> status;
  std::optional<std::string> na;  ///< an aanleveringId: only older ones
  std::size_t limiet = 20;
};

/// The least that is told of a delivery.
struct Aanleverkop {
  proto::Tijdstip ontvangen_op;
  proto::Datum peildatum;
  proto::Aanleverstatus status;
};

/// Deliveries and their reports.
class Leveringen {
 public:
  explicit Leveringen(Engine& engine) : engine_(engine) {}

  /// `missing`: no such aansluiting. `conflict`: its phase takes no delivery.
  /// `busy`: another delivery or decision for it is under way.
  Stored<std::unique_ptr<Aanlevering>> start(const Leveropdracht& opdracht);

  /// How long a held delivery waits for a decision before it expires.
  static constexpr std::chrono::days kHoudbaar{7};

  /// An operator's decision on a held delivery; `missing` when there is no
  /// such delivery, `conflict` when it is not held or waited longer than
  /// kHoudbaar; a suspended aansluiting takes no release. Release compares
  /// anew with what is registered now; where that leaves nobody it needs, but
  /// in test, two persons: the first call only records who asks (Stand::verzoeken) and
  /// returns the report as it stays. `regel.actor`, `regel.tijdstip` and
  /// `regel.reden` become the report's decision.
  Stored<proto::Aanleverrapport> release(std::string_view aanlevering_id, proto::Datum vandaag,
                                         const proto::Auditregel& regel);
  Stored<proto::Aanleverrapport> reject(std::string_view aanlevering_id, const proto::Auditregel& regel);

  /// What release() would do; changes nothing. Errors as of release().
  Stored<Vrijgaveverschil> preview_release(std::string_view aanlevering_id, proto::Tijdstip nu,
                                           proto::Datum vandaag) const;

  /// Puts back what was registered after that processed delivery, in one
  /// commit, as a delivery of its own with a new report (`herstelVan`). Those
  /// processed since become `teruggedraaid` and count as not seen; the restored
  /// peildatum is the mark for order. What is held stays held. `missing` when
  /// there is no such delivery; `conflict` when it is in force or put back already, is no
  /// longer kept (Leverstand::herstelpunten), or the aansluiting is not in
  /// test, productie or geschorst. A second person and `regel` as for release().
  Stored<proto::Aanleverrapport> rollback(std::string_view aanlevering_id, proto::Datum vandaag,
                                          const proto::Auditregel& regel);

  /// Ends the wait of every held delivery that has waited longer than
  /// kHoudbaar at `nu`; their reports become `verlopen`. Those on which
  /// somebody works at this moment are left for the next call. Returns the
  /// changed reports.
  Stored<std::vector<proto::Aanleverrapport>> expire(proto::Tijdstip nu);

  Stored<std::optional<proto::Aanleverrapport>> find(std::string_view aanlevering_id) const;
  /// The report in force for that day, else the latest for it.
  Stored<std::optional<proto::Aanleverrapport>> find(std::string_view aansluitcode, proto::Datum peildatum) const;
  /// Newest first.
  Stored<std::vector<proto::Aanleverrapport>> list(const Rapportvraag& vraag) const;
  /// Those received since that moment, newest first, without reading the
  /// reports themselves; none for an unknown aansluiting.
  Stored<std::vector<Aanleverkop>> received(std::string_view aansluitcode, proto::Tijdstip sinds) const;

 private:
  Engine& engine_;
};

}  // namespace vish::storage
