#include <cstdlib>
#include <random>
#include <string>

#include "property/proto/dagbestand_model.h"

using namespace vish::proto::test;

namespace {

std::uint64_t seed_of_run() {
  const char* given = std::getenv("VISH_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

std::size_t files_of_run() {
  const char* full = std::getenv("VISH_FULL");
  return full != nullptr && std::string(full) == "1" ? 100'000 : 2'000;
}

Reading read_in_random_pieces(Dice& dice, const std::string& file) {
  const std::size_t longest = dice.pick<std::size_t>({1, 3, 20, 400});
  return read_in_pieces(file, default_regels(), [&] { return dice.below(longest + 1); });
}

/// Bytes among which those that steer the reader are common.
std::string random_bytes(Dice& dice) {
  std::string made = dice.pick<std::string>({"", "sep=;\n", "\xFF\xFE", "\xFE\xFF"}) + (dice.one_in(2) ? kHeader : "");
  if (dice.one_in(100)) made += std::string(65'480 + dice.below(100), 'q');
  for (std::size_t i = dice.below(300); i > 0; --i) {
    switch (dice.below(4)) {
      case 0:
        made += dice.pick<char>({';', ',', '\t', '"', '"', '\n', '\r', ' '});
        break;
      case 1:
        made += static_cast<char>(dice.one_in(6) ? dice.below(256) : 'a');
        break;
      case 2:
        made += dice.pick<std::string>({"999990408", "00009921", "2026-01-15", "nazorg", "intake",      "bsn",
                                        "\u00e9",    "\xE9",     "\u00a0",     "\r\r\n", "9999.90.408", "1,23457E+08",
                                        "5-1-2026",  ";;;;\n",   "sep=",       "\u200b", "\ufeff",      "\uff19",
                                        "=\"",       "\x1f",     "\x1a",       "NULL",   "eind_datum"});
        break;
      default:
        made += dice.one_in(20) ? std::string(dice.pick<std::size_t>({999, 1000, 1001}), 'q') : kGoodRow;
    }
  }
  return made;
}

}  // namespace

TEST_CASE("Any day file gives what the model of its rows says, however it is cut") {
  const std::uint64_t seed = seed_of_run();
  for (std::size_t i = 0; i < files_of_run(); ++i) {
    INFO("VISH_SEED=" << seed << ", file " << i);
    Dice dice(seed + i);
    const MadeFile file = make_file(dice);
    INFO(file.bytes);
    REQUIRE(read_whole(file.bytes).events == file.expected);
    REQUIRE(read_in_random_pieces(dice, file.bytes).events == file.expected);
  }
}

TEST_CASE("Any bytes give the same outcome whole and in pieces") {
  const std::uint64_t seed = seed_of_run();
  for (std::size_t i = 0; i < files_of_run(); ++i) {
    INFO("VISH_SEED=" << seed << ", bytes " << i);
    Dice dice(seed + i);
    const std::string bytes = random_bytes(dice);
    REQUIRE(read_in_random_pieces(dice, bytes).events == read_whole(bytes).events);
  }
}
