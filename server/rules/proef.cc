#include "server/rules/proef.h"

#include <algorithm>
#include <utility>

#include "base/calendar/clock.h"
#include "proto/terms/demonstratie.h"

namespace vish::server {
namespace {

using proto::Aansluitfase;

constexpr auto kAlleenProef = "; dat kan alleen in een installatie die vishd.toml een proef noemt (proef = true)";

std::vector<std::string> test_oins(const proto::Aansluiting& aansluiting) {
  auto oins = aansluiting.aanleveraars;
  oins.insert(oins.begin(), aansluiting.organisatie);
  return server::test_oins(oins);
}

std::string named(const std::vector<std::string>& oins) {
  std::string text = oins.size() == 1 ? "test-OIN " : "test-OIN's ";
  for (const auto& oin : oins) text += (&oin == &oins.front() ? "" : ", ") + oin;
  return text;
}

std::string no_productie(const std::vector<std::string>& oins) {
  return named(oins) + " hoort niet in productie" + kAlleenProef;
}

std::optional<std::string> because_of(const Config& config, const Trust& trust, const std::vector<std::string>& oins) {
  if (config.proef) return std::nullopt;
  if (!oins.empty()) return no_productie(oins);
  if (const auto ca = over_demonstratie_ca(trust); !ca.empty()) return ca;
  return std::nullopt;
}

}  // namespace

std::string over_demonstratie_ca(const Trust& trust) {
  for (const auto& authority : trust.authorities()) {
    if (authority.name.find(proto::kDemoStam) == std::string::npos) continue;
    return "tls.vertrouwd bevat de CA van een demonstratie, met wier sleutel iedereen zich voor ieder kan uitgeven" +
           std::string(kAlleenProef);
  }
  return "";
}

std::vector<std::string> test_oins(const std::vector<proto::Oin>& oins) {
  std::vector<std::string> result;
  for (const auto& oin : oins) {
    if (oin.is_test()) result.push_back(oin.text());
  }
  return result;
}

std::optional<std::string> houdt_buiten_productie(const Config& config, const Trust& trust,
                                                  const proto::Aansluiting& aansluiting) {
  return because_of(config, trust, test_oins(aansluiting));
}

std::optional<std::string> houdt_buiten_productie(const Config& config, const Trust& trust,
                                                  const proto::Bevrager& bevrager) {
  return because_of(config, trust, test_oins({bevrager.oin}));
}

std::optional<std::string> houdt_buiten_convenant(const Config& config, const std::vector<proto::Oin>& oins,
                                                  const std::vector<proto::Oin>& known) {
  if (config.proef) return std::nullopt;
  auto fresh = oins;
  std::erase_if(fresh, [&](const proto::Oin& oin) { return std::ranges::find(known, oin) != known.end(); });
  const auto tests = test_oins(fresh);
  if (tests.empty()) return std::nullopt;
  return no_productie(tests);
}

std::vector<std::string> test_in_productie(const Config& config, const storage::Stand& stand, const Trust& trust) {
  std::vector<std::string> found;
  if (config.proef) return found;
  if (auto ca = over_demonstratie_ca(trust); !ca.empty()) found.push_back(std::move(ca));
  const auto look_at = [&](const std::string& party, Aansluitfase fase, const std::vector<std::string>& oins) {
    if (is_in_productie(fase) && !oins.empty()) found.push_back(party + " staat in productie met " + named(oins));
  };
  for (const auto& [code, stored] : stand.aansluitingen) {
    look_at("aansluiting " + code, stored->aansluiting.fase, test_oins(stored->aansluiting));
  }
  for (const auto& [oin, bevrager] : stand.bevragers)
    look_at("bevrager " + oin, bevrager.fase, test_oins({bevrager.oin}));
  const auto vandaag = amsterdam_day(now());
  for (const auto& [id, partner] : stand.convenantpartners) {
    const bool past = partner.einddatum && *partner.einddatum < vandaag;
    look_at("convenantpartner " + id, past ? Aansluitfase::beeindigd : Aansluitfase::productie,
            test_oins(partner.oins));
  }
  return found;
}

}  // namespace vish::server
