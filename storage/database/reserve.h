#pragma once

#include <filesystem>
#include <mutex>
#include <string_view>

namespace vish::storage {

/// A file that reserves room on the disk of the database. It is given up when a small write must be possible on a disk
/// that other programs have filled. Safe to call from any thread.
class Reserve {
 public:
  /// The name of the file in the folder of the database.
  static constexpr std::string_view kNaam = "reserve";

  explicit Reserve(const std::filesystem::path& folder) : file_(folder / kNaam) {}

  /// Reserves the room, unless it is reserved; does nothing on a disk without room.
  void keep();
  /// Removes the file.
  void give_up();

 private:
  const std::filesystem::path file_;
  std::mutex mutex_;
  bool kept_ = false;
};

}  // namespace vish::storage
