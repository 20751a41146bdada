#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace vish::server {

/// Judges whether a body comes in fast enough: a number of bytes per second over the last ten seconds, however fast it
/// was before. Only time during which the server waited for bytes counts, because nobody can send to a server that does
/// not read.
class Pace {
 public:
  using Duration = std::chrono::steady_clock::duration;
  static constexpr std::chrono::seconds kWindow{10};

  /// Demands nothing during `grace`, which is at least kWindow, and nothing at all where `min_bytes_per_second` is 0.
  Pace(std::uint64_t min_bytes_per_second, Duration grace);

  /// Returns how long the next bytes may take.
  Duration patience() const;
  /// Notes that the server waited for a time, and then got bytes.
  void came(std::uint64_t bytes, Duration waited);

 private:
  struct Second {
    std::int64_t number = -1;
    std::uint64_t bytes = 0;
  };
  static constexpr std::size_t kSeconds = 16;
  static_assert(kSeconds > kWindow.count() + 1);

  const std::uint64_t demand_;  ///< the bytes that a window must have
  const Duration grace_;
  Duration waited_{};
  std::array<Second, kSeconds> seconds_{};  ///< by their number modulo kSeconds
};

}  // namespace vish::server
