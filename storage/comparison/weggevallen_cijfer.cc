#include "storage/comparison/weggevallen_cijfer.h"

#include <algorithm>
#include <string>

namespace vish::storage {

std::vector<proto::Bsn> with_a_digit_more(std::string_view eight) {
  std::vector<proto::Bsn> found;
  for (std::size_t place = 0; place <= eight.size(); ++place) {
    for (char digit = place == 0 ? '1' : '0'; digit <= '9'; ++digit) {
      const auto bsn = proto::Bsn::parse(std::string(eight).insert(place, 1, digit));
      if (bsn && std::find(found.begin(), found.end(), *bsn) == found.end()) found.push_back(*bsn);
    }
  }
  return found;
}

}  // namespace vish::storage
