#include "base/core/locked_memory.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <new>
#include <string>
#include <vector>

#include "support/opslag.h"

using vish::give_back_locked;
using vish::lock_key_memory;
using vish::take_locked;
using namespace vish::storage;

namespace {

constexpr std::size_t kWhole = std::size_t{64} << 10U;

/// What Linux knows of the mapping in which `memory` lies.
std::string flags_of(const void* memory) {
  std::ifstream maps("/proc/self/smaps");
  const auto at = reinterpret_cast<std::uintptr_t>(memory);
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx ", &begin, &end) == 2) inside = begin <= at && at < end;  // NOLINT
    if (inside && line.starts_with("VmFlags:")) return line;
  }
  return "";
}

std::vector<void*> take_all(std::size_t each) {
  std::vector<void*> taken;
  try {
    while (taken.size() <= kWhole) taken.push_back(take_locked(each));
  } catch (const std::bad_alloc&) {
    return taken;
  }
  return taken;
}

}  // namespace

TEST_CASE("memory for keys is locked, left out of core files, wiped, and used again") {
  vish::test::need(lock_key_memory());
  auto* const first = static_cast<unsigned char*>(take_locked(100));
  CHECK(flags_of(first).find(" lo") != std::string::npos);
  CHECK(flags_of(first).find(" dd") != std::string::npos);
  std::fill_n(first, 100, 0xab);
  give_back_locked(first, 100);
  CHECK(std::all_of(first, first + 100, [](unsigned char byte) { return byte == 0; }));
  auto* const again = take_locked(100);
  CHECK(again == first);
  give_back_locked(again, 100);
}

TEST_CASE("memory for keys is bounded, and comes back in every size once it is given back") {
  vish::test::need(lock_key_memory());
  for (const std::size_t each : {std::size_t{1}, std::size_t{65}, std::size_t{4000}}) {
    const auto taken = take_all(each);
    CHECK(taken.size() > kWhole / (each + 64) / 2);
    CHECK(taken.size() * each <= kWhole);
    for (void* memory : taken) give_back_locked(memory, each);
  }
  void* const large = take_locked(kWhole / 2);
  give_back_locked(large, kWhole / 2);
}

TEST_CASE("OpenSSL takes nothing of the memory for keys") {
  vish::test::need(lock_key_memory());
  CHECK(CRYPTO_secure_malloc_initialized() == 0);
}
