#include "storage/crypto/sleutelbestand.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/core/files.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

/// The text of a key file, in the memory for keys, which is wiped.
using Keytext = std::basic_string<char, std::char_traits<char>, LockedAllocator<char>>;

constexpr std::array<std::string_view, 3> kEndings{".sleutel", ".sleutel.nieuw", ".sleutel.weg"};
constexpr std::string_view kMagic = "vish-sleutel-1 ";
constexpr std::size_t kMostText = 256;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

Keytext file_text(const Sleutel& sleutel) {
  constexpr std::string_view kHex = "0123456789abcdef";
  Keytext text;
  text.reserve(kMostText);
  text.append(kMagic).append(to_text(sleutel.soort)).append(" ").append(std::to_string(sleutel.nummer)).append(" ");
  for (const unsigned byte : sleutel.geheim.bytes) {
    text.push_back(kHex[byte >> 4U]);
    text.push_back(kHex[byte & 15U]);
  }
  text.append("\n");
  return text;
}

/// Reads the key in a text that is exactly what file_text() writes, and returns nothing for any other text.
std::optional<Sleutel> parse_key(std::string_view text, const Sleutelnaam& naam) {
  Sleutel sleutel{naam, {}};
  const std::size_t hex = text.size() - std::min<std::size_t>(text.size(), 2 * Secret::kSize + 1);
  for (std::size_t i = 0; i < Secret::kSize; ++i) {
    if (hex + 2 * i + 1 >= text.size()) return std::nullopt;
    const int high = hex_value(text[hex + 2 * i]);
    const int low = hex_value(text[hex + 2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    sleutel.geheim.bytes.at(i) = static_cast<unsigned char>(high * 16 + low);
  }
  if (std::string_view(file_text(sleutel)) != text) return std::nullopt;
  return sleutel;
}

}  // namespace

std::string file_name(const Sleutelbestand& bestand) {
  return to_text(bestand.naam).append(kEndings.at(static_cast<std::size_t>(bestand.fase)));
}

std::optional<Sleutelbestand> parse_file_name(std::string_view name) {
  for (std::size_t fase = 0; fase < kEndings.size(); ++fase) {
    if (!name.ends_with(kEndings.at(fase))) continue;
    const auto naam = sleutelnaam_from(name.substr(0, name.size() - kEndings.at(fase).size()));
    if (naam) return Sleutelbestand{*naam, static_cast<Sleutelfase>(fase)};
  }
  return std::nullopt;
}

Stored<Sleutel> make_sleutel(const Sleutelnaam& naam) {
  Sleutel sleutel{naam, {}};
  if (RAND_priv_bytes(sleutel.geheim.bytes.data(), Secret::kSize) != 1) {
    return Error{ErrorCode::io, "het systeem gaf geen willekeurige bytes"};
  }
  return sleutel;
}

Stored<void> write_sleutel(const fs::path& path, const Sleutel& sleutel) {
  return write_durably(path, file_text(sleutel), S_IRUSR | S_IWUSR);
}

Stored<std::optional<Sleutel>> read_sleutel(const fs::path& path, const Sleutelnaam& naam) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return os_error("lezen van sleutel", path);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Error{ErrorCode::foreign, "sleutel is leesbaar voor anderen dan de eigenaar (chmod 600): " + path.string()};
  }
  Keytext text(kMostText, '\0');
  const auto read = ::read(file.number(), text.data(), text.size());
  if (read < 0) return os_error("lezen van sleutel", path);
  return parse_key(std::string_view(text).substr(0, static_cast<std::size_t>(read)), naam);
}

Stored<void> wipe_file(const fs::path& path) {
  {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    struct stat status {};
    if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return os_error("wissen van sleutel", path);
    const std::string nothing(static_cast<std::size_t>(status.st_size), '\0');
    if (auto written = write_all(file, nothing, path); !written) return written;
  }
  if (::unlink(path.c_str()) != 0) return os_error("wissen van sleutel", path);
  return {};
}

}  // namespace vish::storage
