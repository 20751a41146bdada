#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/core/error.h"

namespace vish {

/// An open file, closed when the object goes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }  ///< negative when it could not be opened

 private:
  int number_;
};

/// The error for the system call that just failed, from errno.
Error os_error(std::string_view what, const std::filesystem::path& path);

/// Makes a folder for its owner only, under a name that is durable when this
/// returns, and those above it; `exists` when there is one with anything in it.
Stored<void> make_empty_folder(const std::filesystem::path& folder);

/// Makes a folder for its owner only, or removes what is in it.
Stored<void> make_clean_folder(const std::filesystem::path& folder);

/// Writes a new file that is on disk when this returns; `exists` when there is one.
Stored<void> write_durably(const std::filesystem::path& path, std::string_view text, mode_t mode);

/// Writes to an open file, on disk when this returns.
Stored<void> write_all(const Descriptor& file, std::string_view text, const std::filesystem::path& path);

/// All of a file.
Stored<std::string> read_file(const std::filesystem::path& path);

/// Makes the names in a folder durable.
Stored<void> sync_folder(const std::filesystem::path& folder);

/// Bytes that may still be written to the disk of `folder`; 0 when that cannot be told.
std::uint64_t free_bytes(const std::filesystem::path& folder);

/// Whether two folders are on one disk; false when that cannot be told.
bool on_same_disk(const std::filesystem::path& one, const std::filesystem::path& other);

}  // namespace vish
