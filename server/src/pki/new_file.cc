#include "pki/new_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "storage/os_errors.h"

namespace vish::server {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw std::runtime_error(file.string() + ": " + storage::dutch_text({errno, std::generic_category()}));
}

}  // namespace

NewFile::NewFile(const std::filesystem::path& file, mode_t mode)
    : file_(file), number_(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)) {
  if (number_ < 0) fail(file);
}

NewFile::~NewFile() { ::close(number_); }

void NewFile::append(std::string_view contents) {
  while (!contents.empty()) {
    const auto written = ::write(number_, contents.data(), contents.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(file_);
    contents.remove_prefix(static_cast<std::size_t>(written));
  }
}

void NewFile::claim() {
  if (::flock(number_, LOCK_EX | LOCK_NB) != 0) fail(file_);
}

void NewFile::sync() {
  if (::fsync(number_) != 0) fail(file_);
}

void write_new_file(const std::filesystem::path& file, std::string_view contents, mode_t mode) {
  NewFile made(file, mode);
  made.append(contents);
  made.sync();
}

void sync_folder(const std::filesystem::path& folder) {
  const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number < 0) fail(folder);
  const bool synced = ::fsync(number) == 0;
  const int reason = errno;
  ::close(number);
  errno = reason;
  if (!synced) fail(folder);
}

}  // namespace vish::server
