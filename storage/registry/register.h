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

/// Whether a move that needs two persons still needs the second one.
enum class Tweede : std::uint8_t { nodig, was_akkoord };

/// Changes of the registry. A change is durable together with its audit line when the call returns, and then shows in
/// Store::stand(). `regel` names the actor; the call fills in the outcome. A change of a party that the registry does
/// not have returns `missing`. After an error nothing changed. The calls block on the disk, so a thread that serves
/// questions makes none.
class Register {
 public:
  explicit Register(Engine& engine) : engine_(engine) {}

  /// Adds an organisatie. Returns `conflict` when an organisatie with that OIN has not ended.
  Stored<proto::Organisatie> add(proto::Organisatie organisatie, proto::Auditregel regel);
  /// Changes an organisatie. Returns `conflict` when the organisatie has ended.
  Stored<proto::Organisatie> change_organisatie(std::string_view oin, const proto::Organisatiewijziging& wijziging,
                                                const proto::Auditregel& regel);
  /// Ends an organisatie at the moment in `regel`. Returns `conflict` when the organisatie has ended, or while an
  /// aansluiting or bevrager that has not ended is of the organisatie or lets it deliver; the error names them.
  Stored<proto::Organisatie> end_organisatie(std::string_view oin, const proto::Auditregel& regel);
  /// Adds an aansluiting. Returns `conflict` when there is one with that code, or when its organisatie or one of its
  /// aanleveraars is not registered or has ended.
  Stored<proto::Aansluiting> add(proto::Aansluiting aansluiting, proto::Auditregel regel);
  /// Adds a bevrager. Returns `conflict` when there is one with that OIN, or when the organisatie with that OIN is not
  /// registered or has ended.
  Stored<proto::Bevrager> add(proto::Bevrager bevrager, proto::Auditregel regel);
  /// Adds a convenantpartner. Returns `conflict` when another one binds the same creditor (bound_by_another()).
  Stored<proto::Convenantpartner> add(proto::Convenantpartner partner, proto::Auditregel regel);
  /// Changes a convenantpartner. Returns `conflict` when it would have no number left, would end before it starts, or
  /// would newly bind a creditor together with another one.
  Stored<proto::Convenantpartner> change_convenantpartner(std::string_view id,
                                                          const proto::Convenantwijziging& wijziging,
                                                          const proto::Auditregel& regel);
  /// Makes today the last day of a convenantpartner. A convenantpartner that has not started is removed, and nothing is
  /// returned. Returns `conflict` when the last day has come already.
  Stored<std::optional<proto::Convenantpartner>> end_convenantpartner(std::string_view id, Datum vandaag,
                                                                      const proto::Auditregel& regel);

  /// Moves a party to another phase under the rules of the product (parties and aansluitingen). The error `conflict`
  /// names the rule that forbids the move. The end needs two persons, and so does the step of an aansluiting to
  /// productie where proto::needs_second_for_productie() says so: the first call only records the request, and a call
  /// by another person makes the move. Any other move voids the requests that wait about the party. `was_akkoord` is
  /// for a move that the audit log has already. The step to productie and the end of an aansluiting remove its
  /// registrations, in one commit. A suspension waits for no delivery, and is written below the watermark of the disk
  /// too; a delivery under way is refused at its commit.
  Stored<proto::Aansluiting> move_aansluiting(std::string_view code, const proto::Fasewisseling& wisseling,
                                              proto::Auditregel regel, Tweede tweede = Tweede::nodig);
  /// Changes the settings of an aansluiting. Returns `conflict` when the aansluiting has ended, when a new aanleveraar
  /// is not registered or has ended, or when an aanleveraar to remove is none. A delivery under way is decided by the
  /// new settings, or must be sent anew. A change for which proto::needs_second() holds needs two persons: the first
  /// call only records the request (Stand::verzoeken) and returns the aansluiting unchanged.
  Stored<proto::Aansluiting> change_aansluiting(std::string_view code, const proto::Instelwijziging& wijziging,
                                                proto::Auditregel regel);
  /// Records that the registrations of a silent or suspended aansluiting stay, as of the moment in `regel`. Returns
  /// `conflict` outside productie and geschorst.
  Stored<proto::Aansluiting> confirm_aansluiting(std::string_view code, proto::Auditregel regel);
  Stored<proto::Bevrager> move_bevrager(std::string_view oin, const proto::Fasewisseling& wisseling,
                                        proto::Auditregel regel, Tweede tweede = Tweede::nodig);
  /// Withdraws the request for that act on that subject. Returns `missing` when no such request waits.
  Stored<proto::Verzoek> withdraw(const proto::Recorded<proto::Handeling>& handeling, std::string_view onderwerp,
                                  proto::Auditregel regel);
  /// Withdraws all requests; returns their subjects.
  Stored<std::vector<std::string>> withdraw_all(proto::Auditregel regel);
  /// Whether the bevrager got an answer in phase test, which its step to productie needs.
  Stored<bool> answered_in_test(const proto::Oin& bevrager) const;
  /// Changes a bevrager. Returns `conflict` when the bevrager has ended.
  Stored<proto::Bevrager> change_bevrager(std::string_view oin, const proto::Bevragerwijziging& wijziging,
                                          proto::Auditregel regel);

  /// Adds an operator. Returns `conflict` when an operator, ended or not, has or had that name or certificate.
  Stored<proto::Operator> add(proto::Operator person, const proto::Auditregel& regel);
  /// Changes an operator. Returns `conflict` when the operator has ended, or when another one has or had the
  /// certificate.
  Stored<proto::Operator> change_operator(std::string_view naam, const proto::Operatorwijziging& wijziging,
                                          const proto::Auditregel& regel);
  /// Ends an operator for good, at the moment in `regel`. Returns `conflict` when the operator has ended.
  Stored<proto::Operator> end_operator(std::string_view naam, const proto::Auditregel& regel);

  /// Makes the registry as the file says, in one commit with a line for each party that is new or changes. A party that
  /// is not in the file stays as it is. New parties come in as aangemeld. Returns `conflict` when the registry has
  /// another storage::registry_fingerprint() or import_findings() finds something. When one change needs two persons,
  /// the whole file does.
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
