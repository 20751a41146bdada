#include "storage/database/reserve.h"

#include <fcntl.h>

#include <system_error>

#include "base/core/files.h"

namespace vish::storage {
namespace {

/// Enough for hundreds of suspensions and the files that the database writes beside them.
constexpr off_t kReserveBytes = off_t{4} << 20U;

}  // namespace

void Reserve::keep() {
  const std::lock_guard lock(mutex_);
  if (kept_) return;
  const Descriptor file(::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.number() < 0) return;
  kept_ = ::posix_fallocate(file.number(), 0, kReserveBytes) == 0;
}

void Reserve::give_up() {
  const std::lock_guard lock(mutex_);
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
  kept_ = false;
}

}  // namespace vish::storage
