#pragma once

#include <span>

namespace vish {

/// Fills `bytes`, at most 4,096, with random bytes fit for nonces and ids (RAND_bytes of OpenSSL). Each thread fetches
/// a stock of random bytes, because fetching costs more than using. Throws std::runtime_error when the system gives
/// none. Safe to call from any thread.
void put_random(std::span<unsigned char> bytes);

}  // namespace vish
