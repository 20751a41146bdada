#include "kopiebestand.h"

#include <boost/crc.hpp>

#include "codec.h"

namespace vish::storage {
namespace {

constexpr std::string_view kMagic = "VISH-auditkopie 1\n";

constexpr std::uint64_t kFarthest = std::uint64_t{1} << 40U;
constexpr std::size_t kLongest = std::size_t{1} << 20U;

/// CRC-32C, as in RFC 3720, appendix B.4.
std::uint32_t checksum(std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

}  // namespace

std::string kopie_head(std::string_view database_id) { return std::string(kMagic).append(database_id).append("\n"); }

void put_kopieregel(std::string& out, std::uint64_t volgnummer, std::string_view record) {
  const auto start = out.size();
  put_u64(out, volgnummer);
  put_text(out, record);
  put_u32(out, checksum(std::string_view(out).substr(start)));
}

Stored<Kopielezer> Kopielezer::open(std::string_view file, std::string_view database_id) {
  const auto head = kopie_head(database_id);
  if (!file.starts_with(head)) {
    return Error{ErrorCode::foreign, "dit is geen kopie van de verantwoording van deze database"};
  }
  return Kopielezer(file, head.size());
}

std::optional<Kopieregel> Kopielezer::frame_at(std::size_t& at) const {
  Decoder in(file_.substr(at));
  const auto volgnummer = in.u64();
  // Numbers far off and lengths that no line has are bytes of something else.
  if (volgnummer <= volgnummer_ || volgnummer - volgnummer_ > kFarthest) return std::nullopt;
  const auto record = in.text();
  if (!in.ok() || record.size() > kLongest) return std::nullopt;
  const auto summed = file_.substr(at, sizeof(std::uint64_t) + sizeof(std::uint32_t) + record.size());
  const auto sum = in.u32();
  if (!in.ok() || sum != checksum(summed)) return std::nullopt;
  at += summed.size() + sizeof sum;
  return Kopieregel{volgnummer, record};
}

std::optional<Kopieregel> Kopielezer::next() {
  const auto regel = frame_at(good_);
  if (regel) volgnummer_ = regel->volgnummer;
  return regel;
}

std::optional<std::uint64_t> Kopielezer::skip_damage() {
  for (auto at = good_ + 1; at < file_.size(); ++at) {
    auto end = at;
    if (const auto regel = frame_at(end)) {
      good_ = at;
      return regel->volgnummer;
    }
  }
  return std::nullopt;
}

}  // namespace vish::storage
