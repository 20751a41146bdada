#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

namespace vish {

/// Readable by everyone, and by its owner only.
inline constexpr mode_t kPublicFile = 0644;
inline constexpr mode_t kSecretFile = 0600;

/// A file that did not exist yet, open to write; it has `mode` before it has
/// contents. Throws std::runtime_error when it exists or cannot be written.
class NewFile {
 public:
  NewFile(const std::filesystem::path& file, mode_t mode);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void append(std::string_view contents);
  /// Lets other programs see that it is being written (flock(2)).
  void claim();
  /// The disk holds all that was appended.
  void sync();

 private:
  std::filesystem::path file_;
  int number_;
};

/// Writes a file that does not exist yet; it has `mode` before it has
/// contents. Throws std::runtime_error when it exists or cannot be written.
void write_new_file(const std::filesystem::path& file, std::string_view contents, mode_t mode);

}  // namespace vish
