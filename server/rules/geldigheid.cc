#include "server/rules/geldigheid.h"

#include <algorithm>

namespace vish::server {
namespace {

using Soort = Geldigheid::Soort;

/// Adds or merges an entry. An absent moment comes before every other, since the party is then refused already.
void add(std::vector<Geldigheid>& all, Geldigheid geldigheid) {
  const auto same = std::find_if(all.begin(), all.end(), [&](const Geldigheid& other) {
    return other.soort == geldigheid.soort && other.naam == geldigheid.naam;
  });
  if (same == all.end()) {
    all.push_back(std::move(geldigheid));
  } else {
    same->verloopt = std::min(same->verloopt, geldigheid.verloopt);
  }
}

}  // namespace

std::string_view to_text(Soort soort) {
  switch (soort) {
    case Soort::server:
      return "server";
    case Soort::ca:
      return "ca";
    case Soort::intrekkingslijst:
      return "intrekkingslijst";
  }
  return "";
}

std::vector<Geldigheid> geldigheden(const Trust& trust, std::time_t server) {
  std::vector<Geldigheid> all{{Soort::server, "server", server}};
  for (const auto& authority : trust.authorities()) {
    add(all, {Soort::ca, authority.name, authority.not_after});
    add(all, {Soort::intrekkingslijst, authority.name, authority.next_update});
  }
  return all;
}

}  // namespace vish::server
