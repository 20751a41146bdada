#include "server/rules/geldigheid.h"

#include <algorithm>

namespace vish::server {
namespace {

using proto::Geldigheid;
using Soort = Geldigheid::Soort;

std::optional<Tijdstip> moment_of(std::optional<std::time_t> seconds) {
  if (!seconds) return std::nullopt;
  return Tijdstip(std::chrono::seconds(*seconds));
}

/// Adds a validity, or keeps the first moment of two with one name. An absent moment comes first: parties are refused
/// already.
void add(std::vector<Geldigheid>& all, Geldigheid geldigheid) {
  const auto same = std::find_if(all.begin(), all.end(), [&](const Geldigheid& other) {
    return other.soort == geldigheid.soort && other.naam == geldigheid.naam;
  });
  if (same == all.end()) {
    all.push_back(std::move(geldigheid));
  } else {
    same->verloopt_op = std::min(same->verloopt_op, geldigheid.verloopt_op);
  }
}

}  // namespace

std::vector<Geldigheid> geldigheden(const Trust& trust, std::time_t server) {
  std::vector<Geldigheid> all{{Soort::server, "server", moment_of(server)}};
  for (const auto& authority : trust.authorities()) {
    add(all, {Soort::ca, authority.name, moment_of(authority.not_after)});
    add(all, {Soort::intrekkingslijst, authority.name, moment_of(authority.next_update)});
  }
  return all;
}

}  // namespace vish::server
