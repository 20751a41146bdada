#include "base/core/random.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace vish {

void put_random(std::span<unsigned char> bytes) {
  thread_local std::array<unsigned char, 4096> stock;
  thread_local std::size_t used = stock.size();
  if (stock.size() - used < bytes.size()) {
    if (RAND_bytes(stock.data(), static_cast<int>(stock.size())) != 1) {
      throw std::runtime_error("het systeem gaf geen willekeurige bytes");
    }
    used = 0;
  }
  const auto from = stock.begin() + static_cast<std::ptrdiff_t>(used);
  std::copy_n(from, bytes.size(), bytes.begin());
  // The stock keeps no bytes that were handed out.
  OPENSSL_cleanse(&*from, bytes.size());
  used += bytes.size();
}

}  // namespace vish
