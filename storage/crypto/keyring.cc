#include "storage/crypto/keyring.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/core/files.h"
#include "base/core/os_errors.h"
#include "base/core/try.h"
#include "storage/crypto/hmac.h"
#include "storage/crypto/sleutelbestand.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

Stored<void> rename_durably(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed) return Error{ErrorCode::io, "hernoemen van sleutel: " + from.string() + ": " + dutch_text(failed)};
  return sync_folder(to.parent_path());
}

}  // namespace

std::string to_text(const Sleutelnaam& naam) {
  return std::string(to_text(naam.soort)) + "-" + std::to_string(naam.nummer);
}

std::optional<Sleutelnaam> sleutelnaam_from(std::string_view text) {
  const auto hyphen = text.find('-');
  if (hyphen == std::string_view::npos) return std::nullopt;
  const auto soort = proto::from_text<Sleutelsoort>(text.substr(0, hyphen));
  const auto digits = text.substr(hyphen + 1);
  std::uint32_t nummer = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), nummer);
  const bool number = error == std::errc{} && end == digits.data() + digits.size() && !digits.starts_with('0');
  if (!soort || !number) return std::nullopt;
  return Sleutelnaam{*soort, nummer};
}

Secret::~Secret() { OPENSSL_cleanse(bytes.data(), bytes.size()); }

Controlewaarde Sleutel::check_value() const {
  const auto digest = Hmac(geheim).digest("vish:controlewaarde");
  Controlewaarde value{};
  std::copy_n(digest.begin(), value.size(), value.begin());
  return value;
}

Stored<void> Keyring::create(const fs::path& folder) {
  TRY(make_empty_folder(folder));
  for (const auto soort : kSleutelsoorten) {
    const Sleutelnaam naam{soort, 1};
    const auto sleutel = TRY(make_sleutel(naam));
    TRY(write_sleutel(folder / file_name({naam, Sleutelfase::geldig}), sleutel));
  }
  return sync_folder(folder);
}

Stored<Keyring> Keyring::load(const fs::path& folder) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return Error{ErrorCode::missing, "de sleutelmap bestaat niet: " + folder.string()};
  }
  Keyring keyring(folder);
  TRY(keyring.read_folder());
  for (const auto soort : kSleutelsoorten) {
    const bool present =
        std::any_of(keyring.keys_.begin(), keyring.keys_.end(), [&](const Sleutel& s) { return s.soort == soort; });
    if (!present) {
      return Error{ErrorCode::missing, "de sleutelmap heeft geen sleutel van de soort " + std::string(to_text(soort)) +
                                           ": " + folder.string()};
    }
  }
  return keyring;
}

Stored<void> Keyring::read_folder() {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_, failed)) {
    const auto& path = entry.path();
    const auto bestand = parse_file_name(path.filename().string());
    const Error foreign{ErrorCode::foreign, "geen sleutelbestand: " + path.string()};
    if (!bestand) return foreign;
    if (bestand->fase == Sleutelfase::gewist) continue;
    auto sleutel = TRY(read_sleutel(path, bestand->naam));
    const bool valid = bestand->fase == Sleutelfase::geldig;
    if (!sleutel && valid) return foreign;
    if (sleutel) (valid ? keys_ : prepared_).push_back(*sleutel);
  }
  if (failed) return Error{ErrorCode::io, "de sleutelmap is niet te lezen: " + folder_.string()};
  std::sort(keys_.begin(), keys_.end(), [](const Sleutel& a, const Sleutel& b) {
    return std::tie(a.soort, a.nummer) < std::tie(b.soort, b.nummer);
  });
  return {};
}

const Sleutel* Keyring::find(const Sleutelnaam& naam) const {
  const auto found = std::find(keys_.begin(), keys_.end(), naam);
  return found == keys_.end() ? nullptr : &*found;
}

const Sleutel& Keyring::current(Sleutelsoort soort) const {
  return *std::find_if(keys_.rbegin(), keys_.rend(), [&](const Sleutel& s) { return s.soort == soort; });
}

Stored<Sleutel> Keyring::prepare(const Sleutelnaam& naam) const {
  const auto path = folder_ / file_name({naam, Sleutelfase::voorbereid});
  if (is_there(path)) {
    TRY(wipe_file(path));
  }
  auto sleutel = TRY(make_sleutel(naam));
  TRY(write_sleutel(path, sleutel));
  TRY(sync_folder(folder_));
  return sleutel;
}

Stored<void> Keyring::adopt(const Sleutelnaam& naam) const {
  return rename_durably(folder_ / file_name({naam, Sleutelfase::voorbereid}),
                        folder_ / file_name({naam, Sleutelfase::geldig}));
}

/// Gives the file another name before overwriting it, so that load() never takes a file that is half overwritten for a
/// damaged key.
Stored<void> Keyring::wipe(const Sleutelnaam& naam) const {
  const auto gone = folder_ / file_name({naam, Sleutelfase::gewist});
  for (const auto fase : {Sleutelfase::geldig, Sleutelfase::voorbereid}) {
    const auto path = folder_ / file_name({naam, fase});
    if (!is_there(path)) continue;
    if (auto renamed = rename_durably(path, gone); !renamed) return renamed;
    if (auto wiped = wipe_file(gone); !wiped) return wiped;
  }
  return sync_folder(folder_);
}

Stored<void> Keyring::finish_wiping() const {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_, failed)) {
    const auto bestand = parse_file_name(entry.path().filename().string());
    if (!bestand || bestand->fase != Sleutelfase::gewist) continue;
    if (auto wiped = wipe_file(entry.path()); !wiped) return wiped;
  }
  return sync_folder(folder_);
}

Keyring Keyring::with(const Sleutel& sleutel) const {
  Keyring result(*this);
  const auto after = std::find_if(result.keys_.begin(), result.keys_.end(), [&](const Sleutel& each) {
    return std::tie(each.soort, each.nummer) > std::tie(sleutel.soort, sleutel.nummer);
  });
  result.keys_.insert(after, sleutel);
  return result;
}

Keyring Keyring::without(const Sleutelnaam& naam) const {
  Keyring result(*this);
  std::erase(result.keys_, naam);
  return result;
}

}  // namespace vish::storage
