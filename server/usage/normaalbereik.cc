#include "server/usage/normaalbereik.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "base/calendar/feestdagen.h"

namespace vish::server {
namespace {

using storage::Alarmsoort;
using storage::Dagverbruik;

/// Makes the median absolute deviation of normally spread values their
/// standard deviation.
constexpr double kMadToSigma = 1.4826;
constexpr double kVolumeSigmas = 6;
constexpr double kAandeelSigmas = 4;
/// Shares of days with fewer persons say too little.
constexpr std::uint64_t kMinPersonenVoorAandeel = 20;
/// With fewer days the spread is not known.
constexpr std::size_t kMinDagenVoorAandeel = 10;
/// A share outside the range must be so unlikely by chance alone, since the server looks each minute at every bevrager.
constexpr double kToeval = 1e-7;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

struct Spreiding {
  double midden;
  double sigma;
};

Spreiding spreiding(std::vector<double> values) {
  const double midden = median(values);
  for (double& value : values) value = std::abs(value - midden);
  return {midden, kMadToSigma * median(std::move(values))};
}

bool is_vrij(Datum dag) {
  const std::chrono::weekday weekday(dag.day());
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday || is_feestdag(dag);
}

std::vector<double> volumes(const std::vector<Dagverbruik>& dagen, bool vrij) {
  std::vector<double> result;
  for (const auto& dag : dagen) {
    if (is_vrij(dag.dag) == vrij) result.push_back(static_cast<double>(dag.gevraagd));
  }
  return result;
}

std::optional<std::uint64_t> personen_tot(const std::vector<Dagverbruik>& dagen, Datum dag, double factor) {
  auto vergelijkbaar = volumes(dagen, is_vrij(dag));
  if (vergelijkbaar.size() < kMinDagen && is_vrij(dag)) vergelijkbaar = volumes(dagen, false);
  if (vergelijkbaar.size() < kMinDagen) return std::nullopt;
  const auto [midden, sigma] = spreiding(std::move(vergelijkbaar));
  return static_cast<std::uint64_t>(std::max(factor * midden, midden + kVolumeSigmas * sigma));
}

double odds_log(double matches, double overige) { return std::log((matches + 0.5) / (overige + 0.5)); }
double aandeel_of(double odds_log) { return 1 / (1 + std::exp(-odds_log)); }

/// Computes the range on the scale of log odds, where going from 8 to 1 per cent is as far as from 8 to 40 and a share
/// can always leave its range on both sides.
std::optional<Matchaandeel> matchaandeel(const std::vector<Dagverbruik>& dagen, double factor) {
  std::vector<double> odds;
  for (const auto& dag : dagen) {
    if (dag.gevraagd < kMinPersonenVoorAandeel) continue;
    odds.push_back(odds_log(static_cast<double>(dag.matches), static_cast<double>(dag.gevraagd - dag.matches)));
  }
  if (odds.size() < kMinDagenVoorAandeel) return std::nullopt;
  const auto [midden, sigma] = spreiding(std::move(odds));
  const double ruimte = std::max(std::log(factor), kAandeelSigmas * sigma);
  return Matchaandeel{aandeel_of(midden - ruimte), aandeel_of(midden + ruimte), aandeel_of(midden - sigma),
                      aandeel_of(midden + sigma)};
}

std::optional<Alarmsoort> buiten_aandeel(const Dagverbruik& dag, const Matchaandeel& bereik) {
  using boost::math::binomial;
  const auto personen = static_cast<double>(dag.gevraagd);
  const auto matches = static_cast<double>(dag.matches);
  if (matches < bereik.van * personen && cdf(binomial(personen, bereik.laag), matches) < kToeval) {
    return Alarmsoort::aandeel_laag;
  }
  if (matches > bereik.tot * personen && cdf(complement(binomial(personen, bereik.hoog), matches - 1)) < kToeval) {
    return Alarmsoort::aandeel_hoog;
  }
  return std::nullopt;
}

}  // namespace

Normaalbereik normaalbereik(std::span<const Dagverbruik> historie, Datum dag, std::uint64_t factor) {
  std::vector<Dagverbruik> dagen;
  std::copy_if(historie.begin(), historie.end(), std::back_inserter(dagen), [&](const Dagverbruik& eerder) {
    return eerder.dag < dag && dag.days() - eerder.dag.days() <= kHistorie && eerder.gevraagd > 0;
  });
  const auto keer = static_cast<double>(factor);
  return {personen_tot(dagen, dag, keer), matchaandeel(dagen, keer)};
}

std::vector<Alarmsoort> buiten_bereik(const Dagverbruik& dag, const Normaalbereik& bereik, std::uint64_t vanaf) {
  std::vector<Alarmsoort> soorten;
  if (dag.gevraagd < std::max<std::uint64_t>(vanaf, 1)) return soorten;
  if (bereik.personen_tot && dag.gevraagd > *bereik.personen_tot) soorten.push_back(Alarmsoort::volume);
  if (bereik.matchaandeel) {
    if (const auto soort = buiten_aandeel(dag, *bereik.matchaandeel)) soorten.push_back(*soort);
  }
  return soorten;
}

}  // namespace vish::server
