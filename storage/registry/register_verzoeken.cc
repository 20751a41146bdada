#include <utility>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/engine/verzoeken.h"
#include "storage/registry/register.h"

namespace vish::storage {

Stored<proto::Verzoek> Register::withdraw(const proto::Recorded<proto::Handeling>& handeling,
                                          std::string_view onderwerp, proto::Auditregel regel) {
  std::optional<proto::Verzoek> withdrawn;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto* verzoek = stand.verzoek(handeling, onderwerp);
    if (verzoek == nullptr) return missing("dit verzoek");
    withdrawn = *verzoek;
    Change change{stand, {}, {}};
    take_out(change, *withdrawn, regel, proto::Uitkomst::ingetrokken);
    return change;
  });
  if (!done) return done.error();
  return *std::move(withdrawn);
}

Stored<std::vector<std::string>> Register::withdraw_all(proto::Auditregel regel) {
  std::vector<std::string> withdrawn;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    Change change{stand, {}, {}};
    for (const auto& [place, verzoek] : stand.verzoeken) {
      withdrawn.push_back(verzoek.onderwerp);
      take_out(change, verzoek, regel, proto::Uitkomst::uitgevoerd);
    }
    return change;
  });
  if (!done) return done.error();
  return withdrawn;
}

}  // namespace vish::storage
