#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace vish::server {

/// Whether a body comes in fast enough: so many bytes a second over the last
/// ten seconds, however fast it was before. Only time counts in which bytes
/// were waited for, since nobody can send to a server that does not read.
class Pace {
 public:
  using Duration = std::chrono::steady_clock::duration;
  static constexpr std::chrono::seconds kWindow{10};

  /// Nothing is demanded during `grace`, which is kWindow at least, nor where
  /// `min_bytes_per_second` is 0.
  Pace(std::uint64_t min_bytes_per_second, Duration grace);

  /// So long the next bytes may take.
  Duration patience() const;
  /// The server waited for so long, and then so many bytes came.
  void came(std::uint64_t bytes, Duration waited);

 private:
  struct Second {
    std::int64_t number = -1;
    std::uint64_t bytes = 0;
  };
  static constexpr std::size_t kSeconds = 16;
  static_assert(kSeconds > kWindow.count() + 1);

  const std::uint64_t demand_;  ///< bytes in a window
  const Duration grace_;
  Duration waited_{};
  std::array<Second, kSeconds> seconds_{};  ///< by their number modulo kSeconds
};

}  // namespace vish::server
