#pragma once

#include <array>
#include <cstdint>

namespace vish::storage {

/// The pseudonym of a person in the index: HMAC-SHA-256 under the index key, cut to 128 bits.
using Pseudoniem = std::array<unsigned char, 16>;

/// A bit beside the number of an index key, set where the pseudonyms are those of phase test. A person has different
/// pseudonyms in test and in productie, so that a question in test never meets data of productie, and takes no longer
/// where such data exists.
constexpr std::uint32_t kTestnaam = 0x8000'0000U;
/// Returns the number of the index key without kTestnaam.
constexpr std::uint32_t index_key_of(std::uint32_t naamgeving) { return naamgeving & ~kTestnaam; }

/// The number of a generation: what one delivery of an aansluiting wrote. Generations count from 1; 0 is none.
using Generatie = std::uint32_t;

}  // namespace vish::storage
