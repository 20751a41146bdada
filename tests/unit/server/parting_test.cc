#include "http/parting.h"

#include <catch2/catch.hpp>

namespace vish::server {
namespace {

using std::chrono::seconds;

/// For how long the next bytes are waited for.
Clock::duration silence(Worker& worker, With whom) {
  Deadlines::Deadline deadline(worker.deadlines(), [] {});
  const auto begun = Clock::now();
  CHECK(Patience(deadline, worker, whom).lasts());
  return deadline.at() - begun;
}

TEST_CASE("a party may pause longer than a stranger before it is cut off, and nobody when the server stops") {
  Worker worker;
  // Not while its own thread goes over the deadlines.
  worker.stop();
  worker.join();
  CHECK(silence(worker, With::party) >= seconds(10));
  CHECK(silence(worker, With::stranger) >= seconds(5));
  CHECK(silence(worker, With::stranger) < seconds(10));
  worker.drain(seconds(5));
  CHECK(silence(worker, With::party) < seconds(1));
}

}  // namespace
}  // namespace vish::server
