#include "storage/crypto/sha256.h"

#include <openssl/sha.h>

#include <algorithm>

#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>
#endif

// OpenSSL 3 deprecates its low-level SHA-256 functions in favour of EVP, which allocates for each message;
// docs/decisions gives the figures.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace vish::storage {

void sha256_compress_portable(Sha256State& state, const Sha256Block& block) {
  SHA256_CTX context{};
  std::copy(state.begin(), state.end(), context.h);
  SHA256_Transform(&context, block.data());
  std::copy_n(context.h, state.size(), state.begin());
}

#ifdef __x86_64__
namespace {

#define VISH_SHA __attribute__((target("sha,sse4.1")))

constexpr std::size_t kSteps = 16;  ///< each step is four rounds

/// The round constants, FIPS 180-4 section 4.2.2.
alignas(16) constexpr std::array<std::uint32_t, 4 * kSteps> kRounds{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

const __m128i* words(const void* at) { return static_cast<const __m128i*>(at); }

/// The state of one hash, in the order of words that the instructions need.
struct Lane {
  __m128i abef;
  __m128i cdgh;
  __m128i schedule[4];  // NOLINT(modernize-avoid-c-arrays): std::array drops the alignment

  VISH_SHA void load(const Sha256State& state) {
    const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(words(state.data())), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(words(state.data() + 4)), 0x1B);
    abef = _mm_alignr_epi8(cdab, efgh, 8);
    cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
  }

  VISH_SHA void step(std::size_t number, const Sha256Block& block) {
    __m128i& now = schedule[number % 4];
    if (number < 4) {
      const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
      now = _mm_shuffle_epi8(_mm_loadu_si128(words(block.data() + 16 * number)), big_endian);
    } else {
      const __m128i& before = schedule[(number + 3) % 4];
      const __m128i seven_back = _mm_alignr_epi8(before, schedule[(number + 2) % 4], 4);
      now = _mm_add_epi32(_mm_sha256msg1_epu32(now, schedule[(number + 1) % 4]), seven_back);
      now = _mm_sha256msg2_epu32(now, before);
    }
    const __m128i input = _mm_add_epi32(now, _mm_load_si128(words(kRounds.data() + 4 * number)));
    cdgh = _mm_sha256rnds2_epu32(cdgh, abef, input);
    abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(input, 0x0E));
  }

  VISH_SHA void add_to(Sha256State& state) const {
    Lane before;
    before.load(state);
    const __m128i feba = _mm_shuffle_epi32(_mm_add_epi32(abef, before.abef), 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(_mm_add_epi32(cdgh, before.cdgh), 0xB1);
    auto* out = reinterpret_cast<__m128i*>(state.data());
    _mm_storeu_si128(out, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(out + 1, _mm_alignr_epi8(dchg, feba, 8));
  }
};

VISH_SHA void compress_side_by_side(Sha256State& first, const Sha256Block& first_block, Sha256State& second,
                                    const Sha256Block& second_block) {
  Lane one;
  Lane other;
  one.load(first);
  other.load(second);
#pragma GCC unroll 16
  for (std::size_t number = 0; number < kSteps; ++number) {
    one.step(number, first_block);
    other.step(number, second_block);
  }
  one.add_to(first);
  other.add_to(second);
}

}  // namespace

bool has_sha_instructions() {
  constexpr unsigned kFeatures = 7;
  constexpr unsigned kShaBit = 1U << 29U;
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  return __get_cpuid_count(kFeatures, 0, &a, &b, &c, &d) != 0 && (b & kShaBit) != 0;
}

void sha256_compress(Sha256State& first, const Sha256Block& first_block, Sha256State& second,
                     const Sha256Block& second_block) {
  static const bool side_by_side = has_sha_instructions();
  if (side_by_side) return compress_side_by_side(first, first_block, second, second_block);
  sha256_compress_portable(first, first_block);
  sha256_compress_portable(second, second_block);
}

#else

bool has_sha_instructions() { return false; }

void sha256_compress(Sha256State& first, const Sha256Block& first_block, Sha256State& second,
                     const Sha256Block& second_block) {
  sha256_compress_portable(first, first_block);
  sha256_compress_portable(second, second_block);
}

#endif

}  // namespace vish::storage
