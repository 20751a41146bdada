#include "schade.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vish::test {
namespace {

std::size_t place(Worp& worp, const std::string& bytes) { return worp.below(bytes.size() + 1); }

/// The begin of some line, the first included.
std::size_t line_start(Worp& worp, const std::string& bytes) {
  const auto before = bytes.rfind('\n', place(worp, bytes));
  return before == std::string::npos ? 0 : before + 1;
}

/// Behind the text of some line, before its line end.
std::size_t line_end(Worp& worp, const std::string& bytes) {
  const auto end = bytes.find_first_of("\r\n", place(worp, bytes));
  return end == std::string::npos ? bytes.size() : end;
}

std::size_t field_edge(Worp& worp, const std::string& bytes) {
  const auto edge = bytes.find_first_of(";,\t", place(worp, bytes));
  return edge == std::string::npos ? bytes.size() : edge + worp.below(2);
}

/// Shorter than what stands of a row outside any one of its columns.
void drop_short_burst(Worp& worp, std::string& bytes) {
  bytes.erase(std::min(place(worp, bytes), bytes.size()), 1 + worp.below(12));
}

void drop_long_burst(Worp& worp, std::string& bytes) {
  bytes.erase(std::min(place(worp, bytes), bytes.size()), 13 + worp.below(400));
}

void add_quotes(Worp& worp, std::string& bytes) {
  for (std::size_t i = 1 + worp.below(3); i > 0; --i) {
    bytes.insert(worp.one_in(3) ? place(worp, bytes) : field_edge(worp, bytes), "\"");
  }
}

/// In two rows, some rows apart.
void add_pair_of_quotes(Worp& worp, std::string& bytes) {
  const std::size_t first = field_edge(worp, bytes);
  bytes.insert(first, "\"");
  const std::size_t second = std::min(bytes.size(), first + worp.below(1000));
  const auto edge = bytes.find_first_of(";,\t\r", second);
  bytes.insert(edge == std::string::npos ? bytes.size() : edge, "\"");
}

void drop_quote(Worp& worp, std::string& bytes) {
  const auto quote = bytes.find('"', place(worp, bytes));
  if (quote != std::string::npos) bytes.erase(quote, 1);
}

void change_line_end(Worp& worp, std::string& bytes) {
  const auto at = line_end(worp, bytes);
  const auto length = std::min(bytes.find_first_not_of("\r\n", at), bytes.size()) - at;
  bytes.replace(at, length,
                worp.pick<std::string>({"", "", "\r", "\n\r", "\n\n", "\r\n", "\n", ";", ",", " ", "\x1A", "\x0B",
                                        "\xC2\x85", "\xE2\x80\xA8"}));
}

void change_all_line_ends(Worp& worp, std::string& bytes) {
  const std::string to = worp.pick<std::string>({"\n", "\r\n", "\r", "\n\r", "\r\r\n", "\n\n"});
  std::string made;
  for (const char c : bytes) {
    if (c == '\n') made += to;
    if (c != '\n' && c != '\r') made.push_back(c);
  }
  bytes = made;
}

void add_line(Worp& worp, std::string& bytes) {
  const std::string line =
      worp.pick<std::string>({"-----;-----", "=====", "(39 rows affected)", "Totaal;300", "Pagina 2", "\\.", "x",
                              "\x1A", "sep=;", "999999;", ";;;;;", "\"", "Totaal;\"300\"", "#", "999990019"});
  bytes.insert(line_start(worp, bytes), line + worp.pick<std::string>({"\n", "\r\n", "", "\r"}));
}

void add_trailer(Worp& worp, std::string& bytes) {
  bytes += worp.pick<std::string>({"", "\r\n", "\n"});
  bytes += worp.pick<std::string>({"(39 rows affected)", "(39 rijen)", "Totaal;300", "Aantal: 300", "\\.", "EOF",
                                   "-- einde --", "\x1A\x1A", "---", "300", "\"Totaal\"", std::string(7, '\0')});
  bytes += worp.pick<std::string>({"", "\r\n", "\n", "\n\n"});
}

/// Every value of some rows that stand together, or of every so many, became empty or dashes.
void empty_lines(Worp& worp, std::string& bytes) {
  if (bytes.find('\0') != std::string::npos) return;  // UTF-16: a line there does not end in one byte
  const auto from = bytes.find('\n');
  if (from == std::string::npos) return;
  const auto way = worp.below(4);
  const std::size_t first = worp.below(20);
  const std::size_t last = first + 4 + worp.below(30);
  const std::size_t step = worp.one_in(3) ? 2 + worp.below(2) : 1;
  std::string made = bytes.substr(0, from + 1);
  std::size_t line = 0;
  std::size_t changed = 0;
  for (std::size_t at = from + 1; at < bytes.size(); ++line) {
    const auto end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
    const auto next = std::min(bytes.find('\n', end), bytes.size() - 1) + 1;
    const bool is_struck = line >= first && line < last && (line - first) % step == 0;
    for (auto i = at; i < end; ++i) {
      const bool edge = bytes[i] == ';' || bytes[i] == ',' || bytes[i] == '\t';
      if (!is_struck || (edge && way != 0)) made.push_back(bytes[i]);
      if (is_struck && !edge && way > 1) made.push_back(way == 2 ? '-' : '=');
    }
    changed += is_struck ? 1 : 0;
    made += bytes.substr(end, next - end);
    at = next;
  }
  if (changed > 3) bytes = made;
}

void glue_exports(Worp& worp, std::string& bytes) {
  const std::string whole = bytes;
  const auto from = worp.one_in(2) ? 0 : line_start(worp, bytes);
  bytes += worp.pick<std::string>({"", "\n", "\xEF\xBB\xBF", "\x1A", "\r\n"}) + whole.substr(from);
}

void rename_column(Worp& worp, std::string& bytes) {
  const std::string from =
      worp.pick<std::string>({"burgerservicenummer", "startdatum", "fase", "kenmerk", "einddatum", "opmerking"});
  const std::string to =
      worp.pick<std::string>({"bsn", "Einddatum ", "eind-datum", "start", "datum", "fase", "startdatum", "kenmerk",
                              "einddatum", "", "opmerking;x", "Fase\"", "\"kenmerk"});
  const auto at = bytes.find(from);
  if (at != std::string::npos) bytes.replace(at, from.size(), to);
}

void truncate(Worp& worp, std::string& bytes) {
  bytes.resize(worp.one_in(4) ? bytes.size() / 512 * 512 : place(worp, bytes));
}

void drop_lines(Worp& worp, std::string& bytes) {
  const auto from = line_start(worp, bytes);
  const auto to = bytes.find('\n', std::min(bytes.size(), from + worp.below(300)));
  bytes.erase(from, to == std::string::npos ? to : to + 1 - from);
}

void repeat_piece(Worp& worp, std::string& bytes) {
  const auto piece = bytes.substr(std::min(place(worp, bytes), bytes.size()), worp.below(200));
  bytes.insert(place(worp, bytes), piece);
}

void change_byte(Worp& worp, std::string& bytes) {
  if (bytes.empty()) return;
  auto& byte = bytes[worp.below(bytes.size())];
  byte = worp.one_in(2) ? static_cast<char>(byte ^ static_cast<char>(1U << worp.below(8)))
                        : worp.pick({'\0', '\r', '\n', '"', ';', ' ', '\x1A', '9'});
}

void insert_bytes(Worp& worp, std::string& bytes) {
  bytes.insert(place(worp, bytes), worp.pick<std::string>({"\r", "\n", "\r\n", "\x1A", ";", ";;", ",", "\t", "\"\"",
                                                           " ", "\xC3", "\xFF", "00"}));
}

struct Soort {
  std::string_view naam;
  void (*apply)(Worp&, std::string&);
  bool takes_rows = false;  ///< may take whole rows away, so that nothing else comes with it
};
constexpr std::array kSoorten{Soort{"bytes weg", drop_short_burst},
                              Soort{"bytes weg", drop_short_burst},
                              Soort{"bytes weg", drop_short_burst},
                              Soort{"veel bytes weg", drop_long_burst, true},
                              Soort{"aanhalingstekens erbij", add_quotes},
                              Soort{"paar aanhalingstekens", add_pair_of_quotes},
                              Soort{"aanhalingsteken weg", drop_quote},
                              Soort{"regeleinde anders", change_line_end},
                              Soort{"alle regeleinden anders", change_all_line_ends},
                              Soort{"regel erbij", add_line},
                              Soort{"staart", add_trailer},
                              Soort{"exports achter elkaar", glue_exports},
                              Soort{"waarden weg", empty_lines, true},
                              Soort{"kolom hernoemd", rename_column},
                              Soort{"afgekapt", truncate, true},
                              Soort{"regels weg", drop_lines, true},
                              Soort{"stuk dubbel", repeat_piece},
                              Soort{"byte anders", change_byte},
                              Soort{"bytes erbij", insert_bytes}};

}  // namespace

Schade damage(Worp& worp, std::string bytes) {
  const auto& soort = kSoorten.at(worp.below(kSoorten.size()));
  soort.apply(worp, bytes);
  const std::size_t times = soort.takes_rows || !worp.one_in(3) ? 1 : 2 + worp.below(2);
  for (std::size_t done = 1; done < times;) {
    const auto& next = kSoorten.at(worp.below(kSoorten.size()));
    if (next.takes_rows || next.naam == kSoorten.front().naam) continue;
    next.apply(worp, bytes);
    ++done;
  }
  return {std::move(bytes), std::string(soort.naam)};
}

}  // namespace vish::test
