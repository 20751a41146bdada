#include "abuse/record_writer.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

namespace vish::abuse {
namespace {

constexpr std::size_t kKey = 16;
constexpr std::size_t kTag = 16;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string big_endian(std::uint64_t number, unsigned length) {
  std::string text;
  for (unsigned i = length; i-- > 0;) text.push_back(static_cast<char>(number >> (8 * i)));
  return text;
}

std::string hmac(std::string_view key, std::string_view text) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(text), text.size(), bytes(digest), &length);
  digest.resize(length);
  return digest;
}

/// HKDF-Expand-Label of RFC 8446 section 7.1, without a context.
std::string expand_label(std::string_view secret, std::string_view label, unsigned length) {
  const std::string full = "tls13 " + std::string(label);
  const std::string info = big_endian(length, 2) + static_cast<char>(full.size()) + full + '\0';
  return hmac(secret, info + '\1').substr(0, length);
}

/// P_SHA256 of RFC 5246 section 5, of which 64 bytes are enough.
std::string key_block(std::string_view master, const std::string& seed) {
  const auto first = hmac(master, seed);
  return hmac(master, first + seed) + hmac(master, hmac(master, first) + seed);
}

std::string from_hex(std::string_view hex) {
  std::string text;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    text.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return text;
}

/// The last word of the line that begins so.
std::string secret_of(std::string_view key_log, std::string_view name) {
  const auto begin = key_log.find(name);
  if (begin == std::string_view::npos) throw std::runtime_error("no " + std::string(name) + " in the key log");
  const auto line = key_log.substr(begin, key_log.find('\n', begin) - begin);
  return from_hex(line.substr(line.rfind(' ') + 1));
}

std::string random_of(const SSL* ssl, std::size_t (*get)(const SSL*, unsigned char*, std::size_t)) {
  std::string random(SSL3_RANDOM_SIZE, '\0');
  get(ssl, bytes(random), random.size());
  return random;
}

std::string seal(const std::string& key, const std::string& nonce, const std::string& header, std::string text) {
  const std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)> context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int length = 0;
  EVP_EncryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, bytes(key), bytes(nonce));
  EVP_EncryptUpdate(context.get(), nullptr, &length, bytes(header), static_cast<int>(header.size()));
  EVP_EncryptUpdate(context.get(), bytes(text), &length, bytes(text), static_cast<int>(text.size()));
  std::string tag(kTag, '\0');
  EVP_EncryptFinal_ex(context.get(), bytes(tag), &length);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTag, tag.data());
  return text + tag;
}

}  // namespace

RecordWriter::RecordWriter(SSL* ssl, std::string_view key_log) : is_13_(SSL_version(ssl) == TLS1_3_VERSION) {
  if (is_13_) {
    use_secret(secret_of(key_log, "CLIENT_TRAFFIC_SECRET_0"));
    return;
  }
  if (std::string_view(SSL_get_cipher_name(ssl)).find("AES128-GCM-SHA256") == std::string_view::npos) {
    throw std::runtime_error("another cipher");
  }
  const auto seed = random_of(ssl, SSL_get_server_random) + random_of(ssl, SSL_get_client_random);
  const auto block = key_block(secret_of(key_log, "CLIENT_RANDOM"), "key expansion" + seed);
  key_ = block.substr(0, kKey);
  iv_ = block.substr(2 * kKey, 4);
  sequence_ = 1;  // the first went to Finished
}

void RecordWriter::use_secret(std::string secret) {
  secret_ = std::move(secret);
  key_ = expand_label(secret_, "key", kKey);
  iv_ = expand_label(secret_, "iv", 12);
  sequence_ = 0;
}

void RecordWriter::next_key() { use_secret(expand_label(secret_, "traffic upd", 32)); }

std::string RecordWriter::write(Content type, std::string_view content) {
  return is_13_ ? write_13(type, content) : write_12(type, content);
}

std::string RecordWriter::write_13(Content type, std::string_view content) {
  auto nonce = iv_;
  for (unsigned i = 0; i < 8; ++i) nonce[11 - i] = static_cast<char>(nonce[11 - i] ^ (sequence_ >> (8 * i)));
  ++sequence_;
  std::string inner(content);
  inner.push_back(static_cast<char>(type));
  const auto header = "\x17\x03\x03" + big_endian(inner.size() + kTag, 2);
  return header + seal(key_, nonce, header, std::move(inner));
}

std::string RecordWriter::write_12(Content type, std::string_view content) {
  const auto number = big_endian(sequence_++, 8);
  const auto head = std::string(1, static_cast<char>(type)) + "\x03\x03";
  const auto sealed = seal(key_, iv_ + number, number + head + big_endian(content.size(), 2), std::string(content));
  return head + big_endian(number.size() + sealed.size(), 2) + number + sealed;
}

}  // namespace vish::abuse
