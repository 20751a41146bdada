#include <string>

#include "unit/proto/dagbestand_reading.h"

using namespace std::string_literals;
using vish::proto::test::Events;
using vish::proto::test::kHeader;
using vish::proto::test::read;

namespace {

std::string file_with_kenmerk(const std::string& kenmerk) {
  return kHeader + "999990408;2026-01-15;stabilisatie;" + kenmerk + ";\n";
}

Events one_row_with_kenmerk(const std::string& kenmerk) {
  return {"rij 2 999990408 2026-01-15 stabilisatie [" + kenmerk + "] -"};
}

enum class Order { little, big };

std::string to_bytes(const std::u16string& text, Order order) {
  std::string bytes;
  for (const char16_t unit : text) {
    const std::string low(1, static_cast<char>(unit & 0xFFU));
    const std::string high(1, static_cast<char>(unit >> 8U));
    bytes += order == Order::little ? low + high : high + low;
  }
  return bytes;
}

}  // namespace

TEST_CASE("UTF-8 is read with and without a byte order mark") {
  const std::string kenmerk = "Andr\u00e9 \u20ac \U0001F600";
  CHECK(read(file_with_kenmerk(kenmerk)).events == one_row_with_kenmerk(kenmerk));
  CHECK(read("\xEF\xBB\xBF" + file_with_kenmerk(kenmerk)).events == one_row_with_kenmerk(kenmerk));
  CHECK(read("\xEF\xBB\xBF" + file_with_kenmerk("plain")).events == one_row_with_kenmerk("plain"));
}

TEST_CASE("A file that is not UTF-8 is read as Windows-1252, all of which it defines") {
  CHECK(read(file_with_kenmerk("Andr\xE9")).events == one_row_with_kenmerk("Andr\u00e9"));
  CHECK(read(file_with_kenmerk("\x80 \x8A \x9F \xA0 \xFF.")).events ==
        one_row_with_kenmerk("\u20ac \u0160 \u0178 \u00a0 \u00ff."));
  CHECK(read(file_with_kenmerk("\x93gezin\x94")).events == one_row_with_kenmerk("\u201cgezin\u201d"));
}

TEST_CASE("The first character outside ASCII decides the encoding for the rest of the file") {
  const std::string utf8_then_1252 = file_with_kenmerk("\u00e9") + "999990421;2026-01-15;nazorg;\xE9;\n";
  CHECK(read(utf8_then_1252).events ==
        Events{"rij 2 999990408 2026-01-15 stabilisatie [\u00e9] -", "geweigerd 3 tekenset"});

  const std::string windows1252_then_utf8 = file_with_kenmerk("\xE9.") + "999990421;2026-01-15;nazorg;\u00e9;\n";
  CHECK(read(windows1252_then_utf8).events == Events{"rij 2 999990408 2026-01-15 stabilisatie [\u00e9.] -",
                                                     "rij 3 999990421 2026-01-15 nazorg [\u00c3\u00a9] -"});

  const std::string marked = "\xEF\xBB\xBF" + file_with_kenmerk("\xE9.");
  CHECK(read(marked).events == Events{"geweigerd 2 tekenset"});
}

TEST_CASE("Bytes that stand for no character refuse the file") {
  const std::string undefined = GENERATE("\x81"s, "\x8D"s, "\x8F"s, "\x90"s, "\x9D"s, "\0"s, "\xE9.\0"s);
  CHECK(read(file_with_kenmerk(undefined)).events == Events{"geweigerd 2 tekenset"});
}

TEST_CASE("Ill-formed UTF-8 refuses a file that was UTF-8 so far") {
  const std::string ill = GENERATE("\xC0\xAF"s, "\xE0\x80\xAF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s, "\xF8"s,
                                   "\xE2\x82."s, "\xC3\n"s, "\0"s, "\x80"s);
  CHECK(read(file_with_kenmerk("\u00e9" + ill)).events == Events{"geweigerd 2 tekenset"});
}

TEST_CASE("A character that the end of the file cuts refuses UTF-8 and is a letter in Windows-1252") {
  const std::string header = "bsn;startdatum;fase;kenmerk\n";
  CHECK(read(header + "999990408;2026-01-15;nazorg;\u00e9\xE2\x82").events == Events{"geweigerd 2 tekenset"});
  CHECK(read(header + "999990408;2026-01-15;nazorg;caf\xC3").events ==
        Events{"waarschuwing 2 kenmerk laatste_regel", "mist_mogelijk_rijen",
               "rij 2 999990408 2026-01-15 nazorg [caf\u00c3] -"});
}

TEST_CASE("UTF-16 whose bytes are out of step past some place is refused") {
  std::string file = "\xFF\xFE";
  for (const char c : "bsn;startdatum;fase;kenmerk\n999990408;2026-01-15;nazorg;K\n"s) file += {c, '\0'};
  CHECK(read(file).events == Events{"rij 2 999990408 2026-01-15 nazorg [K] -"});
  auto shifted = file;
  shifted.insert(file.size() - 4, "\"").append(1, '\0');
  CHECK(read(shifted).events == Events{"geweigerd 2 tekenset"});
  auto with_cr = file;
  with_cr.insert(file.size() - 2, "\r").append(1, '\0');
  CHECK(read(with_cr).events == Events{"geweigerd 2 tekenset"});
}

TEST_CASE("UTF-16 with a byte order mark is read in either byte order, all planes") {
  const std::u16string text =
      u"\uFEFFbsn;startdatum;fase;kenmerk\r\n999990408;2026-01-15;nazorg;Andr\u00e9 \u20ac \U0001F600\r\n";
  const Events events{"rij 2 999990408 2026-01-15 nazorg [Andr\u00e9 \u20ac \U0001F600] -"};
  CHECK(read(to_bytes(text, Order::little)).events == events);
  CHECK(read(to_bytes(text, Order::big)).events == events);
}

TEST_CASE("UTF-16 that is not well formed refuses the file") {
  const Order order = GENERATE(Order::little, Order::big);
  const std::u16string header = u"\uFEFFbsn;startdatum;fase;kenmerk\n999990408;2026-01-15;nazorg;";
  const std::u16string ill =
      GENERATE(std::u16string{0xD83D, u'\n'}, std::u16string{0xDE00, u'\n'}, std::u16string{0xD83D, 0xD83D, u'\n'},
               std::u16string{u'\0', u'\n'}, std::u16string{0xD83D});
  CHECK(read(to_bytes(header + ill, order)).events == Events{"geweigerd 2 tekenset"});
  CHECK(read(to_bytes(header + u"K", order) + "\n").events == Events{"geweigerd 2 tekenset"});
}

TEST_CASE("UTF-16 without a byte order mark, UTF-32 and a workbook are refused as unreadable") {
  const std::u16string text = u"bsn;startdatum;fase\n";
  CHECK(read(to_bytes(text, Order::little)).events == Events{"geweigerd 1 tekenset"});
  CHECK(read(to_bytes(text, Order::big)).events == Events{"geweigerd 1 tekenset"});
  CHECK(read("\xFF\xFE\0\0b\0\0\0"s).events == Events{"geweigerd 1 tekenset"});
  CHECK(read("PK\x03\x04\x14\0\0\0"s).events == Events{"geweigerd 1 tekenset"});
}

TEST_CASE("Half a byte order mark is Windows-1252") {
  CHECK(read("\xFF").events == Events{"geweigerd 1 kolom_ontbreekt"});
  CHECK(read("\xFE").events == Events{"geweigerd 1 kolom_ontbreekt"});
  CHECK(read("\xFF\xFE").events == Events{"geweigerd 0 leeg"});
  CHECK(read("\xFF;bsn;startdatum;fase\n;999990408;2026-01-15;nazorg\n").events ==
        Events{"waarschuwing 1 ? onbekende_kolom", "rij 2 999990408 2026-01-15 nazorg [] -"});
}
