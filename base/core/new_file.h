#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

namespace vish {

/// The modes of a file that everyone may read, and of a file that only its owner may read.
inline constexpr mode_t kPublicFile = 0644;
inline constexpr mode_t kSecretFile = 0600;

/// Makes a file and writes it. The file has its mode before it has contents. The constructor throws std::runtime_error
/// when the file exists; every member throws std::runtime_error with the Dutch reason when the disk or the system
/// refuses.
class NewFile {
 public:
  NewFile(const std::filesystem::path& file, mode_t mode);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  /// Writes behind what was written before.
  void append(std::string_view contents);
  /// Locks the file (flock(2)), so that another program can see that the file is being written.
  void claim();
  /// Puts all appended bytes on disk.
  void sync();

 private:
  std::filesystem::path file_;
  int number_;
};

/// Writes a new file and puts its contents on disk. The file has its mode before it has contents. Throws
/// std::runtime_error when the file exists or cannot be written.
void write_new_file(const std::filesystem::path& file, std::string_view contents, mode_t mode);

}  // namespace vish
