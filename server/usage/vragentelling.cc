#include "server/usage/vragentelling.h"

namespace vish::server {

template <class Count>
std::map<std::string, std::uint64_t> Vragentelling::by_reason(const Count& count) const {
  std::map<std::string, std::uint64_t> counts;
  const auto add = [&](std::string_view reden, const Telling& telling) {
    counts[std::string(reden)] += count(telling);
  };
  for (std::size_t code = 0; code < kFoutcodes; ++code) {
    add(proto::foutsoort(static_cast<proto::Foutcode>(code)).naam, geweigerd_.at(code));
  }
  for (const auto soort : kWeigersoorten) add(to_text(soort), boven_gebruik_.at(static_cast<std::size_t>(soort)));
  return counts;
}

std::map<std::string, std::uint64_t> Vragentelling::refused_on(Datum dag) const {
  auto counts = by_reason([dag](const Telling& telling) { return telling.dag.count(dag); });
  std::erase_if(counts, [](const auto& entry) { return entry.second == 0; });
  return counts;
}

std::map<std::string, std::uint64_t> Vragentelling::refused_ever() const {
  return by_reason([](const Telling& telling) { return telling.ooit.load(std::memory_order_relaxed); });
}

}  // namespace vish::server
