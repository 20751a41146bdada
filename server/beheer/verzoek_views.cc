#include "server/beheer/verzoek_views.h"

#include <algorithm>
#include <string>
#include <utility>

#include "proto/notices/tweede_persoon.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

void add(ordered_json& json, const proto::Verzoek* end, ordered_json verzoeken) {
  if (end != nullptr) json["beeindigingDoor"] = end->door;
  if (!verzoeken.empty()) json["verzoeken"] = std::move(verzoeken);
}

bool is_there(const ordered_json& verzoeken, const ordered_json& verzoek) {
  return std::ranges::any_of(verzoeken, [&](const ordered_json& other) {
    return other.at("handeling") == verzoek.at("handeling") && other.at("naam") == verzoek.at("naam");
  });
}

template <class Concerns>
nlohmann::ordered_json views(const storage::Stand& stand, const Concerns& concerns) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& [place, verzoek] : stand.verzoeken) {
    if (concerns(verzoek)) list.push_back(proto::verzoek_view(verzoek));
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

void add_void_requests(ordered_json& json, const ordered_json& before, const ordered_json& after,
                       std::optional<proto::Handeling> done) {
  auto gone = ordered_json::array();
  for (const auto& verzoek : before) {
    const auto handeling = proto::Recorded<proto::Handeling>::read(verzoek.at("handeling").get<std::string>());
    if ((done && handeling == *done) || is_there(after, verzoek)) continue;
    if (proto::ends_party(handeling)) json["vervallenVerzoekDoor"] = verzoek.at("gevraagdDoor");
    gone.push_back(verzoek);
  }
  if (!gone.empty()) json["vervallenVerzoeken"] = std::move(gone);
}

bool was_asked(const storage::Stand& before, const proto::Aansluiting& changed) {
  const auto& code = changed.code.text();
  const auto* asked = before.verzoek(proto::Handeling::aansluiting_change, code);
  return asked != nullptr && asked->inhoud == proto::verschil_json(before.aansluiting(code)->aansluiting, changed);
}

nlohmann::ordered_json verzoeken_over_aansluiting(const storage::Stand& stand, std::string_view code) {
  return views(stand, [&](const proto::Verzoek& verzoek) { return proto::concerns_aansluiting(verzoek, code); });
}

nlohmann::ordered_json verzoeken_over_bevrager(const storage::Stand& stand, std::string_view oin) {
  return views(stand, [&](const proto::Verzoek& verzoek) { return proto::concerns_bevrager(verzoek, oin); });
}

}  // namespace vish::server
