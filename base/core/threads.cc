#include "base/core/threads.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace vish {
namespace {

/// The argument of sched_setattr(2). The kernel header that declares it conflicts with a header of the C library.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = 0;  ///< SCHED_OTHER
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
  // On Linux a priority belongs to a thread, and 0 means the calling thread.
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, kNice));
}

void answer_soon() {
  SchedulingAttributes attributes;
  attributes.runtime = 200'000;
  attributes.nice = ::getpriority(PRIO_PROCESS, 0);
  static_cast<void>(::syscall(SYS_sched_setattr, 0, &attributes, 0));
}

}  // namespace vish
