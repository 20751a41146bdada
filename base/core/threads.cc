#include "base/core/threads.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace vish {
namespace {

/// As sched_setattr(2) has it; the header of the kernel does not go together
/// with that of the C library.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = 0;  ///< the ordinary one
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime = 0;  ///< nanoseconds of one turn
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};

}  // namespace

void give_way() {
  constexpr int kNice = 5;
  // On Linux the priority is that of a thread, and 0 is the calling one.
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, kNice));
}

void answer_soon() {
  SchedulingAttributes attributes;
  attributes.runtime = 200'000;
  attributes.nice = ::getpriority(PRIO_PROCESS, 0);
  static_cast<void>(::syscall(SYS_sched_setattr, 0, &attributes, 0));
}

}  // namespace vish
