#include "server/beheer/verzoek_views.h"

#include <algorithm>
#include <string>

#include "proto/notices/tweede_persoon.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

void add_list(ordered_json& json, const char* name, const Verzoeken& verzoeken) {
  for (const auto& verzoek : verzoeken) json[name].push_back(proto::verzoek_view(verzoek));
}

void add(ordered_json& json, const proto::Verzoek* end, const Verzoeken& verzoeken) {
  if (end != nullptr) json["beeindigingDoor"] = end->door;
  add_list(json, "verzoeken", verzoeken);
}

bool is_there(const Verzoeken& verzoeken, const proto::Verzoek& verzoek) {
  return std::ranges::any_of(verzoeken, [&](const proto::Verzoek& other) {
    return other.handeling == verzoek.handeling && other.onderwerp == verzoek.onderwerp;
  });
}

template <class Concerns>
Verzoeken those(const storage::Stand& stand, const Concerns& concerns) {
  Verzoeken list;
  for (const auto& [place, verzoek] : stand.verzoeken) {
    if (concerns(verzoek)) list.push_back(verzoek);
  }
  return list;
}

}  // namespace

unsigned status_of(const storage::Stand& stand, proto::Handeling handeling, std::string_view naam) {
  return stand.verzoek(handeling, naam) == nullptr ? 200 : 202;
}

void add_requests(ordered_json& json, const storage::Stand& stand, const proto::Aansluiting& aansluiting) {
  const auto& code = aansluiting.code.text();
  add(json, stand.verzoek(proto::Handeling::aansluiting_end, code), verzoeken_over_aansluiting(stand, code));
}

void add_requests(ordered_json& json, const storage::Stand& stand, const proto::Bevrager& bevrager) {
  const auto& oin = bevrager.oin.text();
  add(json, stand.verzoek(proto::Handeling::bevrager_end, oin), verzoeken_over_bevrager(stand, oin));
}

void add_void_requests(ordered_json& json, const Verzoeken& before, const Verzoeken& after,
                       std::optional<proto::Handeling> done) {
  Verzoeken gone;
  for (const auto& verzoek : before) {
    if ((done && verzoek.handeling == *done) || is_there(after, verzoek)) continue;
    if (proto::ends_party(verzoek.handeling)) json["vervallenVerzoekDoor"] = verzoek.door;
    gone.push_back(verzoek);
  }
  add_list(json, "vervallenVerzoeken", gone);
}

bool was_asked(const storage::Stand& before, const proto::Aansluiting& changed) {
  const auto& code = changed.code.text();
  const auto* asked = before.verzoek(proto::Handeling::aansluiting_change, code);
  return asked != nullptr && asked->instellingen == proto::verschil(before.aansluiting(code)->aansluiting, changed);
}

Verzoeken verzoeken_over_aansluiting(const storage::Stand& stand, std::string_view code) {
  return those(stand, [&](const proto::Verzoek& verzoek) { return proto::concerns_aansluiting(verzoek, code); });
}

Verzoeken verzoeken_over_bevrager(const storage::Stand& stand, std::string_view oin) {
  return those(stand, [&](const proto::Verzoek& verzoek) { return proto::concerns_bevrager(verzoek, oin); });
}

}  // namespace vish::server
