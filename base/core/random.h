#pragma once

#include <span>

namespace vish {

/// Fills `bytes` with random bytes fit for nonces and ids (of OpenSSL's public
/// generator); at most 256 at once. Each thread fetches many and hands them out, since
/// fetching costs more than using. Any thread. Throws when the system has none.
void put_random(std::span<unsigned char> bytes);

}  // namespace vish
