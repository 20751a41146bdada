#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace vish::storage {

// The compression function of SHA-256 (FIPS 180-4) by itself, for short
// messages of which many are hashed: a message and its padding fit into one
// block then, and nothing of a hash's bookkeeping is needed.

using Sha256State = std::array<std::uint32_t, 8>;
using Sha256Block = std::array<unsigned char, 64>;

/// Takes one block into each of two states. With the SHA instructions of the
/// processor both take little more time than one; without, OpenSSL does it.
void sha256_compress(Sha256State& first, const Sha256Block& first_block, Sha256State& second,
                     const Sha256Block& second_block);

/// Whether the processor has SHA instructions.
bool has_sha_instructions();

/// As sha256_compress(), by OpenSSL.
void sha256_compress_portable(Sha256State& state, const Sha256Block& block);

}  // namespace vish::storage
