#include "server/pki/kept_texts.h"

#include <catch2/catch.hpp>
#include <memory>
#include <stdexcept>
#include <string>

namespace vish::server {
namespace {

using Texts = std::vector<std::string>;

/// Counts how often is looked; each look finds its number.
class Counted {
 public:
  std::string about(const std::shared_ptr<int>& thing, std::uint64_t epoch) {
    return kept_.about(thing, epoch, [this] { return Texts{std::to_string(++looks_)}; }).at(0);
  }
  KeptTexts& kept() { return kept_; }

 private:
  KeptTexts kept_;
  int looks_ = 0;
};

TEST_CASE("texts are looked for again only for another thing or another epoch") {
  Counted counted;
  const auto one = std::make_shared<int>(1);
  const auto other = std::make_shared<int>(1);
  CHECK(counted.about(one, 1) == "1");
  CHECK(counted.about(one, 1) == "1");
  CHECK(counted.about(one, 2) == "2");
  CHECK(counted.about(one, 2) == "2");
  CHECK(counted.about(other, 2) == "3");
  CHECK(counted.about(one, 2) == "4");
}

TEST_CASE("a thing stays alive while its texts are kept, so that no other is taken for it") {
  Counted counted;
  std::weak_ptr<int> seen;
  {
    const auto thing = std::make_shared<int>(1);
    seen = thing;
    counted.about(thing, 1);
  }
  CHECK_FALSE(seen.expired());
}

TEST_CASE("a look that fails keeps nothing") {
  Counted counted;
  const auto thing = std::make_shared<int>(1);
  counted.about(thing, 1);
  CHECK_THROWS(counted.kept().about(thing, 2, []() -> Texts { throw std::runtime_error("stuk"); }));
  CHECK(counted.about(thing, 1) == "2");
}

}  // namespace
}  // namespace vish::server
