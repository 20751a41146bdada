#include "storage/keyring.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <tuple>

#include "files.h"
#include "hmac.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::array kSoorten{Sleutelsoort::index, Sleutelsoort::zegel, Sleutelsoort::audit};
constexpr std::string_view kExtension = ".sleutel";
constexpr std::string_view kMagic = "vish-sleutel-1 ";

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string file_text(const Sleutel& sleutel) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text(kMagic);
  text.append(to_text(sleutel.soort)).append(" ").append(std::to_string(sleutel.nummer)).append(" ");
  for (const unsigned byte : sleutel.geheim.bytes) {
    text.push_back(kHex[byte >> 4U]);
    text.push_back(kHex[byte & 15U]);
  }
  return text.append("\n");
}

/// The key in a file whose text must be exactly what file_text() writes.
std::optional<Sleutel> parse(std::string_view text, Sleutelsoort soort, std::uint32_t nummer) {
  Sleutel sleutel{soort, nummer, {}};
  const std::size_t hex = text.size() - std::min<std::size_t>(text.size(), 2 * Secret::kSize + 1);
  for (std::size_t i = 0; i < Secret::kSize; ++i) {
    if (hex + 2 * i + 1 >= text.size()) return std::nullopt;
    const int high = hex_value(text[hex + 2 * i]);
    const int low = hex_value(text[hex + 2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    sleutel.geheim.bytes.at(i) = static_cast<unsigned char>(high * 16 + low);
  }
  if (file_text(sleutel) != text) return std::nullopt;
  return sleutel;
}

/// "index-1.sleutel" → index, 1
std::optional<std::pair<Sleutelsoort, std::uint32_t>> parse_name(std::string_view name) {
  if (!name.ends_with(kExtension)) return std::nullopt;
  name.remove_suffix(kExtension.size());
  for (const auto soort : kSoorten) {
    const auto text = to_text(soort);
    if (!name.starts_with(text) || name.size() < text.size() + 2 || name[text.size()] != '-') continue;
    const auto digits = name.substr(text.size() + 1);
    std::uint32_t nummer = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), nummer);
    const bool number = error == std::errc{} && end == digits.data() + digits.size();
    if (number && !digits.starts_with('0')) return std::pair{soort, nummer};
  }
  return std::nullopt;
}

Stored<Sleutel> read(const fs::path& path) {
  const auto name = parse_name(path.filename().string());
  const Error foreign{ErrorCode::foreign, "geen sleutelbestand: " + path.string()};
  if (!name) return foreign;
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return os_error("lezen van sleutel", path);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Error{ErrorCode::foreign, "sleutel is leesbaar voor anderen dan de eigenaar (chmod 600): " + path.string()};
  }
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return os_error("lezen van sleutel", path);
  auto sleutel = parse(text, name->first, name->second);
  OPENSSL_cleanse(text.data(), text.size());
  if (!sleutel) return foreign;
  return *sleutel;
}

}  // namespace

std::string_view to_text(Sleutelsoort soort) {
  constexpr std::array<std::string_view, 3> kNames{"index", "zegel", "audit"};
  return kNames.at(static_cast<std::size_t>(soort));
}

Secret::~Secret() { OPENSSL_cleanse(bytes.data(), bytes.size()); }

std::array<unsigned char, 16> Sleutel::check_value() const {
  const auto digest = Hmac(geheim).digest("vish:controlewaarde");
  std::array<unsigned char, 16> value{};
  std::copy_n(digest.begin(), value.size(), value.begin());
  return value;
}

Stored<void> Keyring::create(const fs::path& folder) {
  if (auto made = make_empty_folder(folder); !made) return made.error();
  for (const auto soort : kSoorten) {
    Sleutel sleutel{soort, 1, {}};
    if (RAND_priv_bytes(sleutel.geheim.bytes.data(), Secret::kSize) != 1) {
      return Error{ErrorCode::io, "het systeem gaf geen willekeurige bytes"};
    }
    std::string text = file_text(sleutel);
    const auto path = folder / (std::string(to_text(soort)) + "-1" + std::string(kExtension));
    const auto written = write_durably(path, text, S_IRUSR | S_IWUSR);
    OPENSSL_cleanse(text.data(), text.size());
    if (!written) return written.error();
  }
  return sync_folder(folder);
}

Stored<Keyring> Keyring::load(const fs::path& folder) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return Error{ErrorCode::missing, "de sleutelmap bestaat niet: " + folder.string()};
  }
  std::vector<Sleutel> keys;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    auto sleutel = read(entry.path());
    if (!sleutel) return sleutel.error();
    keys.push_back(*sleutel);
  }
  if (failed) return Error{ErrorCode::io, "de sleutelmap is niet te lezen: " + folder.string()};
  std::sort(keys.begin(), keys.end(), [](const Sleutel& a, const Sleutel& b) {
    return std::tie(a.soort, a.nummer) < std::tie(b.soort, b.nummer);
  });
  for (const auto soort : kSoorten) {
    const bool present = std::any_of(keys.begin(), keys.end(), [&](const Sleutel& s) { return s.soort == soort; });
    if (!present) {
      return Error{ErrorCode::missing, "de sleutelmap heeft geen sleutel van de soort " + std::string(to_text(soort)) +
                                           ": " + folder.string()};
    }
  }
  return Keyring(std::move(keys));
}

const Sleutel& Keyring::current(Sleutelsoort soort) const {
  return *std::find_if(keys_.rbegin(), keys_.rend(), [&](const Sleutel& s) { return s.soort == soort; });
}

}  // namespace vish::storage
