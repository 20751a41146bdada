#include "server/http/parting.h"

#include <catch2/catch.hpp>
#include <string>

namespace vish::server {
namespace {

using std::chrono::seconds;

const std::string kParty = "00000001003214345000";

/// For how long the next bytes are waited for.
Clock::duration silence(Worker& worker, const std::string* party) {
  Deadlines::Deadline deadline(worker.deadlines(), [] {});
  const auto begun = Clock::now();
  CHECK(Patience(deadline, worker, party).lasts());
  return deadline.at() - begun;
}

TEST_CASE("a party may pause longer than a stranger before it is cut off, and nobody when the server stops") {
  Worker worker;
  // Not while its own thread goes over the deadlines.
  worker.stop();
  worker.join();
  CHECK(silence(worker, &kParty) >= seconds(10));
  CHECK(silence(worker, nullptr) >= seconds(5));
  CHECK(silence(worker, nullptr) < seconds(10));
  worker.drain(seconds(5));
  CHECK(silence(worker, &kParty) < seconds(1));
}

}  // namespace
}  // namespace vish::server
