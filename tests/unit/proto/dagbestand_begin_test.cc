#include <string>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::Events;
using vish::proto::test::kGoodRow;
using vish::proto::test::kHeader;
using vish::proto::test::read;

TEST_CASE("A first line sep= names the delimiter and counts as a line") {
  const std::string rest = "bsn;startdatum;fase\n999990408;2026-01-15;nazorg\n";
  const Events events{"rij 3 999990408 2026-01-15 nazorg [] -"};
  const std::string line = GENERATE("sep=;\n", "SEP=;\r\n", "\"Sep=;\"\r\r\n", " sep=; \n", "sep=;;;\n",
                                    "\"sep=;\";;\n", "\xEF\xBB\xBFsep=;\n", "\xEF\xBB\xBF\"sep=;\"\r\n");
  CHECK(read(line + rest).events == events);
}

TEST_CASE("A line sep= names any delimiter, also one that the header would not show") {
  CHECK(read("sep=,\nbsn,startdatum,fase\n999990408,2026-01-15,nazorg\n").events ==
        Events{"rij 3 999990408 2026-01-15 nazorg [] -"});
  CHECK(read("sep=\t\nbsn\tstartdatum\tfase\n999990408\t2026-01-15\tnazorg\n").events ==
        Events{"rij 3 999990408 2026-01-15 nazorg [] -"});
  CHECK(read("sep=,\nbsn;startdatum;fase\n").events == Events{"geweigerd 2 kolom_ontbreekt"});
}

TEST_CASE("Blank lines may stand before and after a line sep=") {
  CHECK(read("\r\n\nsep=;\n\n  \r\nbsn;startdatum;fase\n999990408;2026-01-15;nazorg\n").events ==
        Events{"rij 7 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("Lines of spaces, quotes and delimiters only may stand above the header") {
  const std::string line = GENERATE("\t", "\"\"", " \t ", "\u00a0", ";;;;", "\"\";\"\";\"\"", ",,", "\f");
  CHECK(read(line + "\r\n" + kHeader + kGoodRow).events.back().starts_with("rij 3 "));
  CHECK(read("sep=;\n" + line + "\n" + kHeader + kGoodRow).events.back().starts_with("rij 4 "));
}

TEST_CASE("A form feed begins a page and is no row") {
  CHECK(read(kHeader + kGoodRow + "\f").events == read(kHeader + kGoodRow).events);
  CHECK(read(kHeader + kGoodRow + "\f\n").events == read(kHeader + kGoodRow).events);
  CHECK(read(kHeader + kGoodRow + "\f" + kHeader + "999990421;2026-01-15;nazorg;;\n").events ==
        Events{read(kHeader + kGoodRow).events.front(), "waarschuwing 3 - herhaalde_kopregel",
               "rij 4 999990421 2026-01-15 nazorg [] -"});
}

TEST_CASE("Only one line sep= that names a delimiter is passed over") {
  const std::string line = GENERATE("sep=", "sep=|", "sep=;,", "sep", "sep=;x", "set=;");
  CHECK(read(line + "\n" + kHeader + kGoodRow).events == Events{"geweigerd 1 kolom_ontbreekt"});
  CHECK(read("sep=;\nsep=;\n" + kHeader).events == Events{"geweigerd 2 kolom_ontbreekt"});
}

TEST_CASE("A file that ends with its line sep= has no header") {
  CHECK(read("sep=;").events == Events{"geweigerd 0 leeg"});
  CHECK(read("sep=;\r\n\r\n").events == Events{"geweigerd 0 leeg"});
  CHECK(read("sep=;\nbsn;startdatum;fase").events.empty());
  CHECK(read("sep=|").events == Events{"geweigerd 1 kolom_ontbreekt"});
}

TEST_CASE("A file whose lines end with a lone CR is refused and told so") {
  const std::string file = GENERATE("bsn;startdatum;fase\r999990408;2026-01-15;nazorg\r",
                                    "bsn;startdatum;fase;kenmerk\r\r999990408;2026-01-15;nazorg;K\r",
                                    "\"bsn\";\"startdatum\";\"fase\"\r\"999990408\";2026-01-15;nazorg\n",
                                    "sep=;\rbsn;startdatum;fase\r", "\r\rbsn;startdatum;fase\rx");
  const auto reading = read(file);
  CHECK(reading.events == Events{"geweigerd 1 regeleinde"});
  CHECK(reading.fout->melding.find("CR") != std::string::npos);
  CHECK(read("sep=;\nbsn;startdatum;fase;kenmerk\r999990408;2026-01-15;nazorg;K\r").events ==
        Events{"geweigerd 2 regeleinde"});
}

TEST_CASE("A CR at the very end of a file is no lone CR") {
  CHECK(read("bsn;startdatum;fase\r").events.empty());
  CHECK(read("bsn;startdatum;fase\r\r").events.empty());
  CHECK(read("sep=;\r").events == Events{"geweigerd 0 leeg"});
}

TEST_CASE("A header without a line end is refused at 64 KiB, whatever follows") {
  const std::string named = "sep=;\n" + std::string(65'535, 'x');
  CHECK(read(named + "xy").events == Events{"geweigerd 2 veld_te_lang"});
  CHECK(read(std::string(65'536, 'x') + "\rx").events == Events{"geweigerd 1 veld_te_lang"});
  CHECK(read(std::string(65'535, 'x') + "\rx").events == Events{"geweigerd 1 veld_te_lang"});
  CHECK(read(std::string(65'534, 'x') + "\rx").events == Events{"geweigerd 1 regeleinde"});
  CHECK(read("bsn" + std::string(70'000, '\r') + "x").events == Events{"geweigerd 1 veld_te_lang"});
}
