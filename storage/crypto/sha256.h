#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace vish::storage {

// The compression function of SHA-256 (FIPS 180-4) alone, for hashing many short messages: a message fits into one
// block with its padding, so that a hash needs no further state.

/// The state between two blocks.
using Sha256State = std::array<std::uint32_t, 8>;
/// One block of a padded message.
using Sha256Block = std::array<unsigned char, 64>;

/// Compresses one block into each of two states. With the SHA instructions of the processor two blocks take little more
/// time than one; without them OpenSSL does the work.
void sha256_compress(Sha256State& first, const Sha256Block& first_block, Sha256State& second,
                     const Sha256Block& second_block);

/// Whether the processor has SHA instructions.
bool has_sha_instructions();

/// Compresses one block into a state by OpenSSL.
void sha256_compress_portable(Sha256State& state, const Sha256Block& block);

}  // namespace vish::storage
