#include "server/vishd/heartbeat.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

using namespace vish::server;

namespace {

Heartbeat::Part part_of(asio::io_context& context) {
  return [&context](const Heartbeat::Task& task) { asio::post(context, task); };
}

}  // namespace

TEST_CASE("the heart beats once every part has run its task, and is silent while one does not") {
  asio::io_context timer;
  asio::io_context first;
  asio::io_context second;
  int beats = 0;
  Heartbeat heartbeat(
      timer, {part_of(first), part_of(second)}, [] { return true; }, std::chrono::milliseconds(1), [&] { ++beats; });
  heartbeat.start();
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
}

TEST_CASE("the heart is silent while the rest does not go on, and beats again when it does") {
  asio::io_context timer;
  asio::io_context part;
  int beats = 0;
  bool goes_on = false;
  Heartbeat heartbeat(
      timer, {part_of(part)}, [&] { return goes_on; }, std::chrono::milliseconds(1), [&] { ++beats; });
  heartbeat.start();
  for (int i = 0; i < 3; ++i) timer.run_one();
  CHECK(part.run() == 0);
  goes_on = true;
  timer.run_one();
  part.restart();
  part.run();
  CHECK(beats == 1);
}
