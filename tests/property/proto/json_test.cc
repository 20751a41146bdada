#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "proto/json/rapport.h"
#include "proto/messages/bevraging.h"
#include "proto/registry/parties.h"
#include "proto/terms/bsn.h"

using vish::Datum;
using vish::Tijdstip;
using namespace vish::proto;

namespace {

constexpr int kRecords = 2'000;
constexpr int kMutations = 5'000;

/// Random values of the domain from a fixed seed, which a failure can be
/// repeated from.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t limit) {
    return std::uniform_int_distribution<std::uint64_t>(0, limit - 1)(random_);
  }
  bool coin() { return below(2) == 1; }

  /// 1 to `max` characters of every length in UTF-8, without control characters.
  std::string text(std::size_t max) {
    static const std::vector<std::string> kCharacters{"a", "Z", "0", "\"", "\\", "/", "<", "é", "€", "😀", "\u00a0"};
    std::string result = "x";
    for (auto length = below(max); length > 0; --length) result += kCharacters[below(kCharacters.size())];
    return result;
  }
  /// Anything that a program can put in a string of UTF-8.
  std::string any_text() {
    auto result = text(30);
    if (coin()) result += static_cast<char>(below(0x20));
    return coin() ? result : "";
  }
  template <class Id>
  Id id(std::size_t length) {
    std::string digits;
    do {
      digits.clear();
      while (digits.size() < length) digits += static_cast<char>('0' + below(10));
    } while (holds_some_bsn(digits));  // no record of an aansluiting may
    return *Id::parse(digits);
  }
  Oin oin() { return id<Oin>(Oin::kLength); }
  Datum datum() { return *Datum::from_days(static_cast<std::int32_t>(below(2'900'000)) - 700'000); }
  Tijdstip tijdstip() { return Tijdstip(std::chrono::milliseconds(below(100'000'000'000'000))); }
  std::uint64_t number() { return coin() ? below(100) : random_(); }
  Aansluitfase fase() { return static_cast<Aansluitfase>(below(5)); }
  template <class Make>
  auto maybe(Make make) -> std::optional<decltype(make())> {
    if (coin()) return std::nullopt;
    return make();
  }
  template <class Make>
  auto list(Make make) {
    std::vector<decltype(make())> result;
    for (auto length = below(5); length > 0; --length) result.push_back(make());
    return result;
  }

  Organisatie organisatie() { return {oin(), text(200), static_cast<Organisatiesoort>(below(7)), tijdstip()}; }

  Aansluiting aansluiting() {
    return {.code = id<Aansluitcode>(3 + below(30)),
            .nummer = static_cast<std::uint32_t>(random_()),
            .organisatie = oin(),
            .contact = {text(40), "a@b"},
            .aanleveraars = list([this] { return oin(); }),
            .fase = fase(),
            .overeenkomstdatum = maybe([this] { return datum(); }),
            .drempels = {static_cast<unsigned>(below(101)), static_cast<unsigned>(below(101)),
                         static_cast<unsigned>(below(1'000'001)), static_cast<unsigned>(below(101)),
                         static_cast<unsigned>(below(10'001)), static_cast<unsigned>(below(10'000'001)),
                         static_cast<unsigned>(below(10'000'001))},
            .vroege_fasen = coin(),
            .toon_fase = coin(),
            .aangemaakt_op = tijdstip()};
  }

  Bevrager bevrager() {
    return {.oin = oin(),
            .bevrager_id = any_text(),
            .fase = fase(),
            .overeenkomstdatum = maybe([this] { return datum(); }),
            .aangemaakt_op = tijdstip()};
  }

  Convenantpartner convenantpartner() {
    const auto ingangsdatum = datum();
    auto oins = list([this] { return oin(); });
    oins.push_back(oin());
    return {.convenantpartner_id = any_text(),
            .naam = text(200),
            .kvk_nummers = list([this] { return id<KvkNummer>(KvkNummer::kLength); }),
            .oins = std::move(oins),
            .ingangsdatum = ingangsdatum,
            .einddatum = maybe([&] { return ingangsdatum; })};
  }

  Recorded<Bevindingcode> bevindingcode() { return Recorded<Bevindingcode>::read(any_text()); }

  Bevinding bevinding() {
    return {number(), any_text(), coin() ? Ernst::fout : Ernst::waarschuwing, bevindingcode(), any_text()};
  }

  Aanleverrapport rapport() {
    return {.aanlevering_id = any_text(),
            .aansluitcode = any_text(),
            .peildatum = datum(),
            .status = static_cast<Aanleverstatus>(below(7)),
            .fase = fase(),
            .aangeleverd_door = any_text(),
            .ontvangen_op = tijdstip(),
            .aantallen = {number(), number(), number(), number(), number(), number(), number(), number()},
            .bevindingen = list([this] { return bevinding(); }),
            .bevindingen_per_code = {{bevindingcode(), number()}, {bevindingcode(), number()}},
            .reden = maybe([this] { return any_text(); }),
            .besluit = maybe([this] {
              return Besluit{any_text(), tijdstip(), any_text()};
            }),
            .herstel_van = maybe([this] { return any_text(); })};
  }

  /// The text with a few bytes changed, dropped, doubled or put in.
  std::string mutated(std::string text) {
    static const std::string kBytes = "{}[]\",:\\0919e-.nulltrue \n\x01\x7f\x80\xc3\xff";
    for (auto changes = 1 + below(4); changes > 0 && !text.empty(); --changes) {
      const auto place = below(text.size());
      const auto length = 1 + below(8);
      switch (below(4)) {
        case 0:
          text[place] = kBytes[below(kBytes.size())];
          break;
        case 1:
          text.erase(place, length);
          break;
        case 2:
          text.insert(place, text.substr(below(text.size()), length));
          break;
        default:
          text.insert(place, 1, kBytes[below(kBytes.size())]);
      }
    }
    return text;
  }

 private:
  std::mt19937_64 random_;
};

/// Gives the text to every reader of the interface; what a reader makes of it
/// must be well-formed, and a refusal must say why.
void read_with_all(const std::string& text) {
  const auto explained = [](const auto& result) {
    if (result.has_error()) REQUIRE_FALSE(result.error().empty());
  };
  explained(bevraging_from_json(text));
  explained(organisatie_from_request(text, Tijdstip()));
  explained(aansluiting_from_request(text, Tijdstip()));
  explained(bevrager_from_request(text, Tijdstip()));
  explained(convenantpartner_from_request(text));
  explained(fasewisseling_from_request(text));
  explained(reden_from_request(text));
  const auto stable = [](const auto& record, auto read) {
    if (record) REQUIRE(read(to_record(*record)) == record);
  };
  stable(organisatie_from_record(text), organisatie_from_record);
  stable(aansluiting_from_record(text), aansluiting_from_record);
  stable(bevrager_from_record(text), bevrager_from_record);
  stable(convenantpartner_from_record(text), convenantpartner_from_record);
  stable(rapport_from_record(text), rapport_from_record);
}

}  // namespace

TEST_CASE("Any record survives being written and read") {
  Maker make(1);
  for (int i = 0; i < kRecords; ++i) {
    const auto organisatie = make.organisatie();
    REQUIRE(organisatie_from_record(to_record(organisatie)) == organisatie);
    const auto aansluiting = make.aansluiting();
    REQUIRE(aansluiting_from_record(to_record(aansluiting)) == aansluiting);
    const auto bevrager = make.bevrager();
    REQUIRE(bevrager_from_record(to_record(bevrager)) == bevrager);
    const auto partner = make.convenantpartner();
    REQUIRE(convenantpartner_from_record(to_record(partner)) == partner);
    const auto rapport = make.rapport();
    REQUIRE(rapport_from_record(to_record(rapport)) == rapport);
  }
}

TEST_CASE("Damaged JSON is read or refused, and never more than that") {
  Maker make(2);
  const std::vector<std::string> seeds{
      R"({"burgerservicenummers":["999990019","999993653"],"kenmerk":"2026-004711","doel":"dagvaarding"})",
      R"({"aansluitcode":"GM0344","organisatie":"00000099000000001000","contact":{"telefoon":"1","email":"a@b"}})",
      R"({"fase":"test","reden":"Akkoord","overeenkomstdatum":"2026-01-31"})",
      to_record(make.organisatie()),
      to_record(make.aansluiting()),
      to_record(make.bevrager()),
      to_record(make.convenantpartner()),
      to_record(make.rapport())};
  for (int i = 0; i < kMutations; ++i) {
    const auto text = make.mutated(seeds[make.below(seeds.size())]);
    INFO(text);
    read_with_all(text);
  }
}

TEST_CASE("Random bytes are read or refused, and never more than that") {
  Maker make(3);
  for (int i = 0; i < kMutations; ++i) {
    std::string text;
    for (auto length = make.below(40); length > 0; --length) text += static_cast<char>(make.below(256));
    read_with_all(text);
  }
}

TEST_CASE("Any text in an answer is the same text after reading it") {
  Maker make(4);
  for (int i = 0; i < kRecords; ++i) {
    const auto kenmerk = "k" + make.any_text();
    const Matchantwoord antwoord{.match_id = "m",
                                 .tijdstip = make.tijdstip(),
                                 .handelwijze = Handelwijze::opschorten,
                                 .resultaten = {{*Bsn::parse("999990019"),
                                                 {{.aansluitcode = "A",
                                                   .organisatie = make.any_text(),
                                                   .telefoon = make.any_text(),
                                                   .email = make.any_text(),
                                                   .kenmerk = kenmerk,
                                                   .peildatum = make.datum(),
                                                   .fase = std::nullopt,
                                                   .startdatum = std::nullopt}}}}};
    const auto shown = nlohmann::json::parse(to_json(antwoord));
    REQUIRE(shown["resultaten"][0]["registraties"][0]["kenmerk"] == kenmerk);
  }
}
