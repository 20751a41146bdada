#include "vishctl/client/uitvoerbestand.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "vishctl/client/failure.h"

namespace vish::vishctl {

namespace {

namespace fs = std::filesystem;

fs::path part_name(const fs::path& file) { return file.string() + ".deel"; }

[[noreturn]] void fail(const fs::path& file) {
  throw Failure(ExitCode::local, file.string() + ": " + std::generic_category().message(errno));
}

const fs::path& require_absent(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(file, ignored))) return file;
  throw Failure(ExitCode::local, file.string() + " bestaat al");
}

/// Whether no program writes to the file any more.
bool is_left_behind(const fs::path& part) {
  const int number = ::open(part.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (number < 0) return false;
  const bool unclaimed = ::flock(number, LOCK_EX | LOCK_NB) == 0;
  ::close(number);
  return unclaimed;
}

/// Removes the file that an ended program left; refuses a file that is still in use.
const fs::path& require_unused(const fs::path& part) {
  std::error_code ignored;
  if (!is_left_behind(part) || !fs::remove(part, ignored)) return require_absent(part);
  return part;
}

/// Renames a file. Unlike a plain rename, this takes the place of no file that came meanwhile.
void rename_to_new(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) fail(to);
  // Some disks cannot do that; a file of our own then takes the place first.
  const int taken = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kSecretFile);
  if (taken < 0) fail(to);
  ::close(taken);
  if (::rename(from.c_str(), to.c_str()) != 0) fail(to);
}

}  // namespace

Uitvoerbestand::Uitvoerbestand(const fs::path& file)
    : file_(require_absent(file)), part_name_(part_name(file)), part_(require_unused(part_name_), kSecretFile) {
  part_.claim();
}

Uitvoerbestand::~Uitvoerbestand() {
  std::error_code ignored;
  fs::remove(part_name_, ignored);
}

void Uitvoerbestand::keep() {
  part_.sync();
  rename_to_new(part_name_, file_);
}

}  // namespace vish::vishctl
