#include "base/core/progress.h"

#include <catch2/catch.hpp>

using std::chrono::seconds;
using vish::progress_text;

TEST_CASE("progress is told in whole percents and by how long it took, or by that alone") {
  CHECK(progress_text("Back-up maken", 0, 300, seconds(0)) == "Back-up maken: 0 %, 0:00");
  CHECK(progress_text("Back-up maken", 299, 300, seconds(65)) == "Back-up maken: 99 %, 1:05");
  CHECK(progress_text("Back-up maken", 301, 300, seconds(3600)) == "Back-up maken: 100 %, 60:00");
  CHECK(progress_text("Database nalezen", 0, 0, seconds(9)) == "Database nalezen: 0:09");
}
