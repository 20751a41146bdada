#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vish::abuse {

struct Options {
  std::uint16_t port = 0;          ///< of 127.0.0.1: no other machine is ever attacked
  std::string from = "127.0.0.1";  ///< the address of the attacker
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::string kind;
  unsigned connections = 1;                       ///< open at once; a flood has one at a time
  double seconds = 5;                             ///< of holding: once they are open
  std::uint64_t bytes = std::uint64_t{1} << 40U;  ///< on one connection
  bool until_input_ends = false;                  ///< holds connections until then, or until the time is over
  bool again = true;                              ///< opens another for each that was ended
};

struct Outcome {
  std::uint64_t opened = 0;    ///< with their handshake, if there is one
  std::uint64_t refused = 0;   ///< not opened
  std::uint64_t ended = 0;     ///< by the server, afterwards
  std::uint64_t open = 0;      ///< still, at the end
  std::uint64_t answered = 0;  ///< of some that were held open to the end: gave an answer
  std::uint64_t asked = 0;
  std::uint64_t bytes = 0;    ///< sent
  std::uint64_t largest = 0;  ///< sent on one connection
};

/// What `kind` may be.
std::vector<std::string> kinds();

/// Attacks until the time is over, or until all connections were ended and no
/// other is to be opened. `opened_all` is called once all are open that are held
/// open. Throws std::runtime_error for what is wrong here.
Outcome attack(const Options& options, void (*opened_all)(const Outcome&));

}  // namespace vish::abuse
