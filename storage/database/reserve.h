#pragma once

#include <filesystem>
#include <mutex>
#include <string_view>

namespace vish::storage {

/// A file that holds room on the disk of the database, given up when a small
/// write must be possible on a disk that others have filled. Any thread.
class Reserve {
 public:
  /// Its name in the folder.
  static constexpr std::string_view kNaam = "reserve";

  explicit Reserve(const std::filesystem::path& folder) : file_(folder / kNaam) {}

  /// Takes the room, if it is not held. Without room nothing is held.
  void keep();
  void give_up();

 private:
  const std::filesystem::path file_;
  std::mutex mutex_;
  bool kept_ = false;
};

}  // namespace vish::storage
