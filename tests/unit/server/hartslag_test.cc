#include "vishd/hartslag.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

using namespace vish::server;

namespace {

Hartslag::Part part_of(asio::io_context& context) {
  return [&context](const Hartslag::Task& task) { asio::post(context, task); };
}

}  // namespace

TEST_CASE("the heart beats once every part has run its task, and is silent while one does not") {
  asio::io_context timer;
  asio::io_context first;
  asio::io_context second;
  int beats = 0;
  Hartslag hartslag(timer, {part_of(first), part_of(second)}, std::chrono::milliseconds(1), [&] { ++beats; });
  hartslag.start();
  first.run();
  CHECK(beats == 0);
  for (int i = 0; i < 3; ++i) timer.run_one();
  first.restart();
  CHECK(first.run() == 0);
  second.run();
  CHECK(beats == 1);
  timer.run_one();
  first.restart();
  second.restart();
  CHECK(first.run() == 1);
  CHECK(second.run() == 1);
  CHECK(beats == 2);
  hartslag.stop();
}
