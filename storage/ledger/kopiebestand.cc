#include "storage/ledger/kopiebestand.h"

#include <algorithm>

#include "base/core/codec.h"

namespace vish::storage {
namespace {

constexpr std::string_view kMagic = "VISH-auditkopie 1\n";

constexpr std::uint64_t kFarthest = std::uint64_t{1} << 40U;
/// The bytes before the length: the numbers of the line and of the key.
constexpr std::size_t kBeforeLength = sizeof(std::uint64_t) + sizeof(std::uint32_t);
constexpr std::size_t kBeforeRecord = kBeforeLength + sizeof(std::uint32_t);
constexpr std::size_t kLongest = std::size_t{1} << 20U;

const Kopiesleutel* key_with(const LockedVector<Kopiesleutel>& sleutels, std::uint32_t nummer) {
  const auto found = std::ranges::find(sleutels, nummer, &Kopiesleutel::nummer);
  return found == sleutels.end() ? nullptr : &*found;
}

std::string_view view(const Kopiesleutel::Merk& merk) { return {merk.data(), merk.size()}; }

}  // namespace

std::string kopie_head(std::string_view database_id) { return std::string(kMagic).append(database_id).append("\n"); }

void put_kopieregel(std::string& out, std::uint64_t volgnummer, std::string_view record, const Kopiesleutel& sleutel) {
  const auto start = out.size();
  put_u64(out, volgnummer);
  put_u32(out, sleutel.nummer());
  put_text(out, record);
  const auto merk = sleutel.merk(std::string_view(out).substr(start));
  out.append(view(merk));
}

std::string_view first_record(std::string_view frames) {
  Decoder in(frames.substr(kBeforeLength));
  return in.text();
}

Stored<Kopielezer> Kopielezer::open(std::string_view file, std::string_view database_id,
                                    const LockedVector<Kopiesleutel>& sleutels) {
  const auto head = kopie_head(database_id);
  if (!file.starts_with(head)) {
    return Error{ErrorCode::foreign, "dit is geen kopie van de verantwoording van deze database"};
  }
  return Kopielezer(file, head.size(), sleutels);
}

std::optional<Kopieregel> Kopielezer::frame_at(std::size_t& at) const {
  Decoder in(file_.substr(at));
  const auto volgnummer = in.u64();
  // A number far away or a length that no line has shows that these bytes are not a frame.
  if (volgnummer <= volgnummer_ || volgnummer - volgnummer_ > kFarthest) return std::nullopt;
  const auto* sleutel = key_with(*sleutels_, in.u32());
  const auto record = in.text();
  if (!in.ok() || sleutel == nullptr || record.size() > kLongest) return std::nullopt;
  const auto marked = file_.substr(at, kBeforeRecord + record.size());
  const auto merk = in.raw(sizeof(Kopiesleutel::Merk));
  if (!in.ok() || merk != view(sleutel->merk(marked))) return std::nullopt;
  at += marked.size() + merk.size();
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
