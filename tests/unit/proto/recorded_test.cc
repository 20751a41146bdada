#include "proto/terms/recorded.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "proto/messages/auditregel.h"
#include "proto/terms/bevindingcode.h"
#include "proto/terms/handeling.h"
#include "proto/terms/uitkomst.h"

using namespace vish::proto;

namespace {

const std::vector<Handeling> kHandelingen{
#define HANDELING(value, text, is_wijziging) Handeling::value,
#include "proto/terms/handelingen.def"
};

const std::vector<Uitkomst> kUitkomsten{
#define UITKOMST(value) Uitkomst::value,
#include "proto/terms/uitkomsten.def"
};

const std::vector<Bevindingcode> kBevindingen{
#define BEVINDING(value, code, ernst, gevolg, melding) Bevindingcode::value,
#include "proto/terms/bevindingen.def"
};

template <class Enum>
void check_read_back(Enum value) {
  INFO(to_text(value));
  const auto word = Recorded<Enum>::read(to_text(value));
  CHECK(word.known());
  CHECK(word == value);
  CHECK(word.text() == to_text(value));
}

}  // namespace

TEST_CASE("each word of a list is read back as what it is") {
  for (const auto value : kHandelingen) {
    check_read_back(value);
    CHECK(from_text<Handeling>(to_text(value)) == value);
  }
  for (const auto value : kUitkomsten) {
    check_read_back(value);
    CHECK(from_text<Uitkomst>(to_text(value)) == value);
  }
  for (const auto value : kBevindingen) check_read_back(value);
}

TEST_CASE("a word of another version keeps its text, and its place among the others") {
  const auto word = Recorded<Handeling>::read("aansluiting.move");
  CHECK_FALSE(word.known());
  CHECK(word.text() == "aansluiting.move");
  CHECK(word == Recorded<Handeling>::read("aansluiting.move"));
  CHECK_FALSE(word == Handeling::aansluiting_fase);
  CHECK(Recorded<Handeling>(Handeling::aansluiting_fase) < word);
  CHECK(word < Recorded<Handeling>(Handeling::bevraging));
  CHECK(Recorded<Handeling>().text().empty());
  const auto view = Recorded<Handeling, std::string_view>::read("aansluiting.move");
  CHECK(Recorded<Handeling>(view) == word);
}

TEST_CASE("an act of another version counts as others of its soort") {
  const auto changes = [](std::string_view text) { return is_wijziging(Recorded<Handeling>::read(text)); };
  CHECK(changes("aansluiting.end"));
  CHECK(changes("aansluiting.move"));
  CHECK(changes("aanlevering.decide"));
  CHECK_FALSE(changes("aanlevering"));
  CHECK_FALSE(changes("audit.list"));
  CHECK_FALSE(changes("audit.print"));
  CHECK_FALSE(changes("iets.later"));
  CHECK(soort_of(Recorded<Handeling>::read("aansluiting.move")) == "aansluiting");
  CHECK(soort_of(Handeling::bevraging) == "bevraging");
}

TEST_CASE("a status and a phase are told as outcomes in their own words, and a phase is read back") {
  for (const auto status :
       {Aanleverstatus::verwerkt, Aanleverstatus::vastgehouden, Aanleverstatus::vervangen, Aanleverstatus::verlopen,
        Aanleverstatus::teruggedraaid, Aanleverstatus::geweigerd, Aanleverstatus::afgewezen}) {
    CHECK(to_text(uitkomst_of(status)) == to_text(status));
    CHECK_FALSE(fase_of(uitkomst_of(status)));
  }
  for (const auto fase : {Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::productie, Aansluitfase::geschorst,
                          Aansluitfase::beeindigd}) {
    CHECK(to_text(uitkomst_of(fase)) == to_text(fase));
    CHECK(fase_of(uitkomst_of(fase)) == fase);
  }
}

TEST_CASE("a line with words of another version is shown with those words") {
  Auditregel regel;
  regel.handeling = Recorded<Handeling>::read("aansluiting.move");
  regel.uitkomst = Recorded<Uitkomst>::read("verhuisd");
  regel.doel = Recorded<Doel>::read("schuldhulp");
  const auto shown = to_json(regel);
  CHECK(shown.find(R"("handeling":"aansluiting.move")") != std::string::npos);
  CHECK(shown.find(R"("uitkomst":"verhuisd")") != std::string::npos);
  CHECK(shown.find(R"("doel":"schuldhulp")") != std::string::npos);
}

TEST_CASE("the text of a finding is a sentence, and what refuses a file is a fault") {
  for (const auto code : kBevindingen) {
    INFO(to_text(code));
    const auto melding = melding_of(code);
    CHECK((melding.empty() || melding.ends_with('.')));
    CHECK((gevolg_of(code) != Gevolg::weigert_bestand || ernst_of(code) == Ernst::fout));
  }
}
