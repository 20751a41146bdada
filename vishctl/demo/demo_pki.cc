#include "vishctl/demo/demo_pki.h"

#include <array>
#include <string>

#include "base/core/new_file.h"
#include "proto/terms/demonstratie.h"

namespace vish::vishctl {

namespace {

constexpr std::array kParties{
    DemoParty{"server", "Stichting Netwerk Gerechtsdeurwaarders", "localhost", "00000099000000010000", Usage::server},
    DemoParty{"gemeente", "Gemeente Voorbeeld", "schuldhulp.gemeente.voorbeeld", "00000099000000020000", Usage::client},
    DemoParty{"leverancier", "Voorbeeld Software B.V.", "levering.software.voorbeeld", "00000099000000030000",
              Usage::client},
    DemoParty{"deurwaarder", "Gerechtsdeurwaarders Voorbeeld", "bevraging.deurwaarder.voorbeeld",
              "00000099000000040000", Usage::client},
    DemoParty{"deurwaarder2", "Gerechtsdeurwaarders Tweede Voorbeeld", "bevraging.deurwaarder2.voorbeeld",
              "00000099000000050000", Usage::client},
    DemoParty{"beheerder", "Stichting Netwerk Gerechtsdeurwaarders", "Beheerder", "00000099000000010000",
              Usage::client},
};

void write_identity(const std::filesystem::path& folder, const std::string& name, const Identity& identity) {
  write_new_file(folder / (name + ".key"), to_pem(*identity.key), kSecretFile);
  write_new_file(folder / (name + ".pem"), to_pem(*identity.certificate), kPublicFile);
}

}  // namespace

std::span<const DemoParty> demo_parties() { return kParties; }

void write_demo_pki(const std::filesystem::path& folder) {
  const auto root = make_identity(
      {std::string(proto::kDemoStam), std::string(proto::kDemoStam) + " stamcertificaat", ""}, Usage::root, nullptr);
  write_identity(folder, "ca", root);
  std::filesystem::create_directory(folder / kDemoCrls);
  write_new_file(folder / kDemoCrls / "ca.crl", to_pem(*make_empty_crl(root)), kPublicFile);
  for (const DemoParty& party : demo_parties()) {
    const Subject subject{std::string(party.organisatie), std::string(party.naam), std::string(party.oin)};
    write_identity(folder, std::string(party.bestand), make_identity(subject, party.usage, &root));
  }
}

}  // namespace vish::vishctl
