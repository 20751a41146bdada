#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/error.h"
#include "proto/messages/auditregel.h"
#include "proto/registry/operator.h"
#include "proto/registry/parties.h"
#include "proto/registry/registerbestand.h"
#include "storage/stand/stand.h"

namespace vish::storage {

class Engine;

/// Whether somebody else than who asks must still agree to a move that needs two.
enum class Tweede : std::uint8_t { nodig, was_akkoord };

/// Changes of the registry. Each is durable together with its audit line when
/// the call returns, and then shows in Store::stand(). `regel` says who acts;
/// its outcome is filled in here. Calls block on the disk: not for a thread
/// that serves questions.
class Register {
 public:
  explicit Register(Engine& engine) : engine_(engine) {}

  /// `conflict` when there is one with that OIN that has not ended.
  Stored<proto::Organisatie> add(proto::Organisatie organisatie, proto::Auditregel regel);
  /// `conflict` for one that has ended.
  Stored<proto::Organisatie> change_organisatie(std::string_view oin, const proto::Organisatiewijziging& wijziging,
                                                const proto::Auditregel& regel);
  /// Ends it at the moment in `regel`. `conflict`, which names them, while an
  /// aansluiting or bevrager that has not ended is of it, or lets it deliver.
  Stored<proto::Organisatie> end_organisatie(std::string_view oin, const proto::Auditregel& regel);
  /// `conflict` when there is one with that code, or when its organisatie or
  /// one of its aanleveraars is not registered or has ended.
  Stored<proto::Aansluiting> add(proto::Aansluiting aansluiting, proto::Auditregel regel);
  /// `conflict` when there is one with that OIN, or no such organisatie that
  /// has not ended.
  Stored<proto::Bevrager> add(proto::Bevrager bevrager, proto::Auditregel regel);
  Stored<proto::Convenantpartner> add(proto::Convenantpartner partner, proto::Auditregel regel);
  /// `conflict` when it would have no number left, or would end before it starts.
  Stored<proto::Convenantpartner> change_convenantpartner(std::string_view id,
                                                          const proto::Convenantwijziging& wijziging,
                                                          const proto::Auditregel& regel);
  /// Today becomes its last day; one that has not started is removed, and
  /// nothing is returned. `conflict` for one whose last day has come.
  Stored<std::optional<proto::Convenantpartner>> end_convenantpartner(std::string_view id, Datum vandaag,
                                                                      const proto::Auditregel& regel);

  /// Moves to another phase under the rules of the product (parties and
  /// aansluitingen); `conflict` tells which one forbids it, `missing` that
  /// there is no such party. Ending needs two persons, and so does the step of
  /// an aansluiting to productie where proto::needs_second_for_productie() says
  /// so: the first call only records who asks, a call by somebody else does it;
  /// any other move voids what waits about the party. `was_akkoord`: a move
  /// that the audit log tells of already. The step to productie
  /// and the end of an aansluiting remove its registrations, in one commit.
  /// Suspending waits for no delivery, and is written below the watermark of
  /// the disk too; a delivery under way is refused at its commit.
  Stored<proto::Aansluiting> move_aansluiting(std::string_view code, const proto::Fasewisseling& wisseling,
                                              proto::Auditregel regel, Tweede tweede = Tweede::nodig);
  /// Changes settings; `conflict` for one that has ended or when a new
  /// aanleveraar is not registered or has ended. A delivery under way is
  /// decided by the new ones. What proto::needs_second() says needs two persons:
  /// the first call only records who asks (Stand::verzoeken) and returns it as it was.
  Stored<proto::Aansluiting> change_aansluiting(std::string_view code, const proto::Instelwijziging& wijziging,
                                                proto::Auditregel regel);
  /// Records that the registrations of a silent or suspended aansluiting stay,
  /// as of the moment in `regel`; `conflict` outside productie and geschorst.
  Stored<proto::Aansluiting> confirm_aansluiting(std::string_view code, proto::Auditregel regel);
  Stored<proto::Bevrager> move_bevrager(std::string_view oin, const proto::Fasewisseling& wisseling,
                                        proto::Auditregel regel, Tweede tweede = Tweede::nodig);
  /// Withdraws what one operator asked for and nobody agreed to yet; `missing`
  /// when nothing such waits.
  Stored<proto::Verzoek> withdraw(const proto::Recorded<proto::Handeling>& handeling, std::string_view onderwerp,
                                  proto::Auditregel regel);
  /// All of it; returns what it was about.
  Stored<std::vector<std::string>> withdraw_all(proto::Auditregel regel);
  /// Whether it got an answer in phase test: what its step to productie needs.
  Stored<bool> answered_in_test(const proto::Oin& bevrager) const;
  /// `conflict` for one that has ended.
  Stored<proto::Bevrager> change_bevrager(std::string_view oin, const proto::Bevragerwijziging& wijziging,
                                          proto::Auditregel regel);

  /// `conflict` when there is or was one with that name or certificate.
  Stored<proto::Operator> add(proto::Operator person, const proto::Auditregel& regel);
  /// `conflict` for one that has ended, or when the certificate is or was of
  /// another.
  Stored<proto::Operator> change_operator(std::string_view naam, const proto::Operatorwijziging& wijziging,
                                          const proto::Auditregel& regel);
  /// Ends it at the moment in `regel`, for good; `conflict` as above.
  Stored<proto::Operator> end_operator(std::string_view naam, const proto::Auditregel& regel);

  /// Makes the registry as the file says, in one commit with a line for each
  /// party that is new or changes; who is not in it stays as it is. New parties
  /// come in as aangemeld. `conflict`, and nothing changes, unless the registry
  /// is as storage::registry_fingerprint() told and import_findings() finds nothing.
  /// With a change that needs two persons all of it does.
  Stored<void> import_bestand(const proto::Registerbestand& bestand, std::string_view registry_fingerprint,
                              const proto::Auditregel& regel);

 private:
  using Edit = std::function<Stored<void>(const Stand&, proto::Aansluiting&)>;
  Stored<proto::Aansluiting> suspend_aansluiting(std::string_view code, const proto::Fasewisseling& wisseling,
                                                 const proto::Auditregel& regel);
  Stored<proto::Aansluiting> edit_aansluiting(std::string_view code, proto::Auditregel regel, const Edit& edit);
  Stored<proto::Organisatie> edit_organisatie(
      std::string_view oin, const proto::Auditregel& regel,
      const std::function<Stored<void>(const Stand&, proto::Organisatie&)>& edit);

  Stored<proto::Operator> edit_operator(std::string_view naam, const proto::Auditregel& regel,
                                        const std::function<void(proto::Operator&)>& edit);

  Engine& engine_;
};

}  // namespace vish::storage
