#include "storage/stand/stand.h"

namespace vish::storage {

std::shared_ptr<const AansluitingState> Stand::aansluiting(std::string_view code) const {
  const auto found = aansluitingen.find(code);
  return found == aansluitingen.end() ? nullptr : found->second;
}

const proto::Bevrager* Stand::bevrager(std::string_view oin) const {
  const auto found = bevragers.find(oin);
  return found == bevragers.end() ? nullptr : &found->second;
}

const proto::Organisatie* Stand::organisatie(std::string_view oin) const {
  const auto found = organisaties.find(oin);
  return found == organisaties.end() ? nullptr : &found->second;
}

const proto::Verzoek* Stand::verzoek(const proto::Recorded<proto::Handeling>& handeling,
                                     std::string_view onderwerp) const {
  const auto found = verzoeken.find({handeling, std::string(onderwerp)});
  return found == verzoeken.end() ? nullptr : &found->second;
}

}  // namespace vish::storage
