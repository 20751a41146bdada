#pragma once

#include <array>
#include <cstdint>

namespace vish::storage {

/// A person in the index: HMAC-SHA-256 under the index key, cut to 128 bits.
using Pseudoniem = std::array<unsigned char, 16>;

/// Under which names the persons of a set stand: the number of the index key,
/// and this bit for the names of phase test. Test and productie name one
/// person differently, so that a question in test never meets what stands in
/// productie, nor takes longer where something does.
constexpr std::uint32_t kTestnaam = 0x8000'0000U;
constexpr std::uint32_t index_key_of(std::uint32_t naamgeving) { return naamgeving & ~kTestnaam; }

/// Numbers what deliveries of one aansluiting wrote, from 1; 0 is none.
using Generatie = std::uint32_t;

}  // namespace vish::storage
