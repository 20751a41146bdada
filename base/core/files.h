#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/core/error.h"

namespace vish {

/// Owns a file descriptor and closes it.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }  ///< negative when the file could not be opened

 private:
  int number_;
};

/// Makes the Error of a system call that just failed, from errno; the code is `exists` for EEXIST and `io` for
/// everything else.
Error os_error(std::string_view what, const std::filesystem::path& path);

/// Makes a folder for its owner only, and the missing folders above it; its name is on disk when this returns. An empty
/// folder that exists is left as it is. Returns `exists` when the folder holds anything.
Stored<void> make_empty_folder(const std::filesystem::path& folder);

/// Removes a folder with its contents, and makes the folder anew, for its owner only.
Stored<void> make_clean_folder(const std::filesystem::path& folder);

/// Writes a new file; its contents are on disk when this returns. The name of the file is on disk after sync_folder().
/// Returns `exists` when the file exists.
Stored<void> write_durably(const std::filesystem::path& path, std::string_view text, mode_t mode);

/// Appends to an open file; the text is on disk when this returns. `path` is for the error.
Stored<void> write_all(const Descriptor& file, std::string_view text, const std::filesystem::path& path);

/// Reads a whole file.
Stored<std::string> read_file(const std::filesystem::path& path);

/// Puts the names in a folder on disk.
Stored<void> sync_folder(const std::filesystem::path& folder);

/// Returns the bytes that this program may still write to the disk of `folder`, or 0 when the system does not say.
std::uint64_t free_bytes(const std::filesystem::path& folder);

/// Whether two folders are on one disk; false when the system does not say.
bool on_same_disk(const std::filesystem::path& one, const std::filesystem::path& other);

}  // namespace vish
