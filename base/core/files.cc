#include "base/core/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "base/core/os_errors.h"

namespace vish {
namespace {

namespace fs = std::filesystem;

fs::path plain(const fs::path& folder) {
  const auto path = fs::absolute(folder).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

/// Makes a folder and the folders above it, as far as they are missing.
Stored<void> make_folders(const fs::path& folder) {
  std::error_code failed;
  if (fs::exists(folder, failed)) return {};
  if (auto made = make_folders(folder.parent_path()); !made) return made;
  fs::create_directory(folder, failed);
  return sync_folder(folder.parent_path());
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Error os_error(std::string_view what, const fs::path& path) {
  const auto code = errno == EEXIST ? ErrorCode::exists : ErrorCode::io;
  return {code, std::string(what) + ": " + path.string() + ": " + dutch_text({errno, std::generic_category()})};
}

Stored<void> make_empty_folder(const fs::path& folder) {
  std::error_code failed;
  if (fs::exists(folder, failed)) {
    if (fs::is_directory(folder, failed) && fs::is_empty(folder, failed)) return {};
    return Error{ErrorCode::exists, "de map bestaat al en is niet leeg: " + folder.string()};
  }
  const auto parent = plain(folder).parent_path();
  if (auto made = make_folders(parent); !made) return made;
  if (::mkdir(folder.c_str(), S_IRWXU) != 0) return os_error("aanmaken van map", folder);
  return sync_folder(parent);
}

Stored<void> make_clean_folder(const fs::path& folder) {
  std::error_code failed;
  fs::remove_all(folder, failed);
  if (failed) return Error{ErrorCode::io, "opruimen van map: " + folder.string() + ": " + dutch_text(failed)};
  return make_empty_folder(folder);
}

Stored<void> write_durably(const fs::path& path, std::string_view text, mode_t mode) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (file.number() < 0) return os_error("aanmaken van bestand", path);
  return write_all(file, text, path);
}

Stored<void> write_all(const Descriptor& file, std::string_view text, const fs::path& path) {
  while (!text.empty()) {
    const auto written = ::write(file.number(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return os_error("schrijven van bestand", path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.number()) != 0) return os_error("schrijven van bestand", path);
  return {};
}

Stored<std::string> read_file(const fs::path& path) {
  // A stream also opens a folder, and throws only when the folder is read.
  if (fs::is_directory(path)) return Error{ErrorCode::io, path.string() + ": is een map, geen bestand"};
  std::ifstream in(path, std::ios::binary);
  if (!in) return os_error("lezen van bestand", path);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return Error{ErrorCode::io, "lezen van bestand: " + path.string()};
  return bytes;
}

Stored<void> sync_folder(const fs::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 || ::fsync(opened.number()) != 0) return os_error("vastleggen van map", folder);
  return {};
}

bool on_same_disk(const fs::path& one, const fs::path& other) {
  struct stat first {};
  struct stat second {};
  return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0 && first.st_dev == second.st_dev;
}

std::uint64_t free_bytes(const fs::path& folder) {
  std::error_code failed;
  const auto space = fs::space(folder, failed);
  return failed ? 0 : space.available;
}

}  // namespace vish
