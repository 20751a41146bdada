#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "proto/notices/aandacht.h"
#include "proto/registry/parties.h"
#include "server/app/app.h"
#include "server/rules/leverkalender.h"
#include "storage/audit/usage_records.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {

/// One aansluiting on the calendar.
struct Kalenderrij {
  std::string aansluitcode;
  std::string organisatie;  ///< its name
  proto::Aansluitfase fase;
  bool te_laat = false;
  bool vastgehouden = false;       ///< a delivery waits, of whichever day
  std::vector<Daguitkomst> dagen;  ///< as Leverkalender::dagen
};

/// The aansluitingen in test, productie and geschorst: first the late aansluitingen, then the aansluitingen with a held
/// delivery, then the others, each group by aansluitcode.
struct Leverkalender {
  static constexpr std::size_t kDagen = 14;
  static constexpr std::size_t kRijen = 400;

  std::vector<Datum> dagen;        ///< newest first
  std::vector<Kalenderrij> rijen;  ///< at most kRijen
  std::uint64_t verzwegen = 0;     ///< aansluitingen beyond those
};

/// A delivery that waits for an operator, with the effect of its release now.
struct Wachtende {
  std::string aanlevering_id;
  std::string aansluitcode;
  std::string organisatie;
  Datum peildatum;
  Tijdstip ontvangen_op;
  Tijdstip verloopt_op;
  /// The difference that a release makes; nothing when the delivery cannot be released at this moment.
  std::optional<storage::Vrijgaveverschil> verschil{};
};

/// The contents of the page, as of one moment.
struct PageContent {
  /// At most this number of held deliveries is compared; the others are counted.
  static constexpr std::size_t kWachtenden = 10;

  Tijdstip nu;
  std::string beheerder;  ///< the operator who looks
  std::vector<proto::Aandachtspunt> aandacht;
  bool proef = false;          ///< the installation is no real one
  bool gereed = true;          ///< questions are answered
  bool leeg = false;           ///< no aansluiting is registered yet
  std::uint64_t verwacht = 0;  ///< aansluitingen with a delivery due today, …
  std::uint64_t binnen = 0;    ///< … of which so many delivered, held deliveries too
  std::uint64_t te_laat = 0;   ///< aansluitingen that are late
  Leverkalender kalender;
  std::vector<Wachtende> wachtenden;       ///< by aansluitcode
  std::uint64_t vastgehouden = 0;          ///< all of them
  std::vector<storage::Uurverbruik> uren;  ///< kUren of them, the hour at hand last
};

/// Gathers the contents of the page. Blocks on the disk; throws Refusal when storage refuses.
PageContent page_content(const App& app, std::string beheerder, Tijdstip nu);

}  // namespace vish::server
