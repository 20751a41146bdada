#include "base/core/pem_text.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace vish {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kHyphens = "-----";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The kinds of blocks that are read, or that may stand beside what is read.
constexpr std::array<std::string_view, 14> kKnown{
    "CERTIFICATE",    "X509 CERTIFICATE",      "X509 CRL",        "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST",
    "PRIVATE KEY",    "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",      "PUBLIC KEY",
    "RSA PUBLIC KEY", "EC PARAMETERS",         "DH PARAMETERS",   "DSA PRIVATE KEY"};

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_base64(char c) { return is_upper(c) || is_lower(c) || is_digit(c) || c == '+' || c == '/'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
/// Whether a byte occurs in no text; a byte above ASCII may be part of a letter.
bool is_no_text(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x7F || (byte < ' ' && c != '\t' && c != '\r' && c != '\f' && c != '\v');
}

/// Takes off blanks at the end, as OpenSSL does.
std::string_view without_end(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

std::string_view without_start(std::string_view line) {
  while (!line.empty() && (is_blank(line.front()) || line.front() == '>')) line.remove_prefix(1);
  return line;
}

/// Returns the kind of the block that a line begins, or nothing for a line that OpenSSL does not see as one.
std::optional<std::string_view> begun_by(std::string_view line) {
  if (!line.starts_with(kBegin) || !line.ends_with(kHyphens) || line.size() < kBegin.size() + kHyphens.size())
    return std::nullopt;
  const auto kind = line.substr(kBegin.size(), line.size() - kBegin.size() - kHyphens.size());
  return kind.find(kHyphens) == std::string_view::npos ? std::optional(kind) : std::nullopt;
}

bool is_end_of(std::string_view line, std::string_view kind) {
  return line.starts_with(kEnd) && line.ends_with(kHyphens) &&
         line.substr(kEnd.size(), std::max(line.size() - kEnd.size(), kHyphens.size()) - kHyphens.size()) == kind;
}

bool contains(std::string_view line, std::string_view part) { return line.find(part) != std::string_view::npos; }

/// Whether a word stands in a line, alone or with more behind it.
bool has_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    if (at == 0 || !is_upper(line[at - 1])) return true;
  }
  return false;
}

/// Whether a line was the first or last line of a block, or is the beginning of one.
bool is_damaged_border(std::string_view line) {
  const bool is_cut = line.size() > kHyphens.size() && (kBegin.starts_with(line) || kEnd.starts_with(line));
  return is_cut || (contains(line, "--") && (has_word(line, "BEGIN") || has_word(line, "END")));
}

/// Whether a line is so much base64 that it is a part of a block. Hex alone is a fingerprint.
bool is_part_of_block(std::string_view line) {
  constexpr std::size_t kLeast = 40;
  for (int padding = 0; padding < 2 && line.ends_with('='); ++padding) line.remove_suffix(1);
  return line.size() >= kLeast && std::ranges::all_of(line, is_base64) && !std::ranges::all_of(line, is_hex) &&
         std::ranges::any_of(line, is_upper) && std::ranges::any_of(line, is_lower) &&
         std::ranges::any_of(line, is_digit);
}

/// Says what is wrong with a line outside the blocks; empty for a comment.
std::string defect_outside(std::string_view line) {
  if (std::ranges::any_of(line, is_no_text)) return "bytes die geen tekst zijn";
  if (is_damaged_border(line)) return "een beschadigde regel BEGIN of END";
  if (is_part_of_block(without_start(line))) return "een deel van een blok, zonder zijn regel BEGIN";
  return {};
}

/// Takes the next line off `text`.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return without_end(line);
}

std::string on_line(std::size_t number, const std::string& what) {
  return "heeft op regel " + std::to_string(number) + " " + what;
}

}  // namespace

std::vector<X509Ptr> pem_certificates(std::string_view text) {
  const BioPtr bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  require_openssl(bio != nullptr, "certificaten");
  std::vector<X509Ptr> all;
  while (auto* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) all.emplace_back(certificate);
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) all.clear();
  return all;
}

std::string pem_defect(std::string_view text) {
  std::optional<std::string_view> kind;
  std::size_t begun = 0;
  bool is_first = true;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto line = take_line(text);
    if (kind) {
      is_first = is_end_of(line, *kind);
      if (is_first) kind.reset();
      continue;
    }
    // OpenSSL takes a mark of byte order off the first line that it looks at for a block.
    if (is_first && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
    is_first = false;
    kind = begun_by(line);
    begun = number;
    if (kind && std::ranges::find(kKnown, *kind) == kKnown.end()) {
      return on_line(number, "een blok van een soort die hier niet wordt gelezen: " + std::string(*kind));
    }
    if (auto defect = kind ? "" : defect_outside(line); !defect.empty()) return on_line(number, defect);
  }
  return kind ? on_line(begun, "een blok dat niet wordt afgesloten") : std::string();
}

}  // namespace vish
