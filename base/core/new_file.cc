#include "base/core/new_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "base/core/os_errors.h"

namespace vish {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw std::runtime_error(file.string() + ": " + dutch_text({errno, std::generic_category()}));
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

}  // namespace vish
