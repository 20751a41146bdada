#include <catch2/catch.hpp>

#include "base/core/uuid.h"
#include "storage/audit/audit.h"
#include "support/opslag.h"

using namespace vish::test;
using std::chrono::hours;
using std::chrono::milliseconds;
using vish::Tijdstip;
using vish::proto::Auditregel;
using vish::proto::Handeling;
using vish::proto::Uitkomst;
using vish::storage::Auditvraag;
using Numbers = std::vector<std::uint64_t>;

namespace {

Auditregel line_of(Tijdstip when) {
  auto line = handeling("bevraging", kDeurwaarder.text());
  line.tijdstip = when;
  line.uitkomst = Uitkomst::match;
  return line;
}

void write(Opslag& opslag, const Auditregel& line, std::size_t count = 1) {
  need(opslag.store->audit().append_and_wait({std::vector(count, line), {}}));
}

/// Of all pages, one after the other.
Numbers found(const Opslag& opslag, Auditvraag vraag) {
  Numbers result;
  for (;;) {
    const auto pagina = need(opslag.store->audit().list(vraag));
    for (const auto& line : pagina.regels) result.push_back(line.volgnummer);
    if (!pagina.volgende) return result;
    vraag.na = *pagina.volgende;
  }
}

Numbers found_between(const Opslag& opslag, Tijdstip van, Tijdstip tot) {
  Auditvraag vraag;
  vraag.van = van;
  vraag.tot = tot;
  auto forward = found(opslag, vraag);
  vraag.nieuwste_eerst = true;
  const auto back = found(opslag, vraag);
  CHECK(Numbers(back.rbegin(), back.rend()) == forward);
  return forward;
}

}  // namespace

TEST_CASE("lines are found by who, what, with which outcome and about what") {
  Opslag opslag;
  auto other = handeling("aansluiting.fase", kTweede);
  other.uitkomst = Uitkomst::uitgevoerd;
  other.onderwerp = kCode;
  write(opslag, line_of(moment(2)));
  write(opslag, other);
  const auto asked = [&](auto field, const auto& value) {
    Auditvraag vraag;
    vraag.*field = value;
    return found(opslag, vraag);
  };
  CHECK(asked(&Auditvraag::actor, kTweede) == Numbers{4});
  CHECK(asked(&Auditvraag::handeling, Handeling::bevraging) == Numbers{3});
  CHECK(asked(&Auditvraag::uitkomst, Uitkomst::match) == Numbers{3});
  CHECK(asked(&Auditvraag::onderwerp, kCode) == Numbers{4});
  CHECK(asked(&Auditvraag::handeling, named("bevragin")).empty());
  Auditvraag both;
  both.actor = kTweede;
  both.uitkomst = Uitkomst::match;
  CHECK(found(opslag, both).empty());
}

TEST_CASE("a line of another version is found by its words, and read whole") {
  Opslag opslag;
  auto other = handeling("aansluiting.move", kTweede);
  other.uitkomst = vish::proto::Recorded<Uitkomst>::read("verhuisd");
  other.doel = vish::proto::Recorded<vish::proto::Doel>::read("schuldhulp");
  write(opslag, other);
  write(opslag, line_of(moment(2)));
  opslag.reopen();
  Auditvraag vraag;
  vraag.handeling = named("aansluiting.move");
  CHECK(found(opslag, vraag) == Numbers{3});
  const auto regel = need(opslag.store->audit().list(vraag)).regels.at(0);
  CHECK(regel.handeling == other.handeling);
  CHECK(regel.uitkomst == other.uitkomst);
  CHECK(regel.doel == other.doel);
  vraag.handeling.reset();
  vraag.uitkomst = other.uitkomst;
  CHECK(found(opslag, vraag) == Numbers{3});
  vraag.uitkomst.reset();
  CHECK(found(opslag, vraag) == Numbers{1, 2, 3, 4});
}

TEST_CASE("a period holds its first millisecond and not the one after its last") {
  Opslag opslag;
  for (int i = 0; i < 4; ++i) write(opslag, line_of(moment(5) + milliseconds(i)));
  CHECK(found_between(opslag, moment(5) + milliseconds(1), moment(5) + milliseconds(3)) == Numbers{4, 5});
  CHECK(found_between(opslag, moment(6), moment(7)).empty());
}

TEST_CASE("a period is found whole after the clock was set back by an hour") {
  Opslag opslag;
  for (int i = 0; i < 40; ++i) write(opslag, line_of(moment(5) + std::chrono::minutes(i)));
  for (int i = 0; i < 40; ++i) write(opslag, line_of(moment(5) - hours(1) + std::chrono::minutes(40 + i)));
  CHECK(found_between(opslag, moment(5), moment(5) + std::chrono::minutes(20)).size() == 40);
}

TEST_CASE("a page ends after looking at many lines, and the next goes on where it ended") {
  Opslag opslag;
  auto rare = line_of(moment(2));
  rare.uitkomst = Uitkomst::geweigerd;
  constexpr std::size_t kBetween = vish::storage::Auditlog::kMostLooked / 4;
  write(opslag, rare);
  for (int i = 0; i < 5; ++i) write(opslag, line_of(moment(2)), kBetween);
  rare.tijdstip = moment(9);
  write(opslag, rare);
  Auditvraag vraag;
  vraag.uitkomst = Uitkomst::geweigerd;
  const auto first = need(opslag.store->audit().list(vraag));
  CHECK(first.regels.size() == 1);
  CHECK(first.volgende == vish::storage::Auditlog::kMostLooked);
  const auto newest = opslag.store->audit().last();
  CHECK(found(opslag, vraag) == Numbers{3, newest});
  vraag.nieuwste_eerst = true;
  CHECK(found(opslag, vraag) == Numbers{newest, 3});
  SECTION("and of a period only its own lines are looked at") {
    vraag.nieuwste_eerst = false;
    vraag.van = moment(9);
    CHECK(need(opslag.store->audit().list(vraag)).regels.size() == 1);
  }
}

TEST_CASE("who looks for a match is kept waiting by no busy minute") {
  Opslag opslag;
  auto line = line_of(std::chrono::floor<milliseconds>(std::chrono::system_clock::now()));
  Auditvraag vraag;
  vraag.match_id = vish::new_uuid7();
  vraag.uitkomst = vish::proto::Recorded<Uitkomst>::read("nooit");
  line.match_id = *vraag.match_id;
  write(opslag, line, 2);
  line.match_id = vish::new_uuid7();
  for (int i = 0; i < 5; ++i) write(opslag, line, vish::storage::Auditlog::kMostLooked / 4);
  SECTION("one that is there is passed once") {
    const auto pagina = need(opslag.store->audit().list(vraag));
    CHECK(pagina.regels.empty());
    CHECK_FALSE(pagina.volgende);
    vraag.uitkomst = Uitkomst::match;
    CHECK(found(opslag, vraag) == Numbers{3, 4});
  }
  SECTION("one that is not is looked for in parts, as anything else") {
    vraag.match_id = vish::new_uuid7();
    CHECK(need(opslag.store->audit().list(vraag)).volgende == vish::storage::Auditlog::kMostLooked);
    CHECK(found(opslag, vraag).empty());
    vraag.nieuwste_eerst = true;
    CHECK(need(opslag.store->audit().list(vraag)).volgende);
    CHECK(found(opslag, vraag).empty());
  }
}

TEST_CASE("a page tells of a next one only when there are more lines that fit") {
  Opslag opslag;
  write(opslag, line_of(moment(2)), 2);
  write(opslag, handeling("aansluiting.fase"));
  Auditvraag vraag;
  vraag.handeling = Handeling::bevraging;
  vraag.limiet = 2;
  CHECK_FALSE(need(opslag.store->audit().list(vraag)).volgende);
  vraag.limiet = 1;
  CHECK(need(opslag.store->audit().list(vraag)).volgende == 3);
}
