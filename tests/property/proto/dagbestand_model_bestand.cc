#include <algorithm>
#include <map>
#include <optional>

#include "property/proto/dagbestand_model.h"

namespace vish::proto::test {
namespace {

enum class Encoding { utf8, windows1252, utf16le, utf16be };

/// How one file is written.
struct Style {
  char delimiter;
  std::string line_end;
  Encoding encoding;
  std::vector<std::string> columns;
  bool spaced;  ///< a blank line below every line
};

std::string random_case(Dice& dice, std::string name) {
  for (char& c : name) {
    if (dice.one_in(3)) c = static_cast<char>(c - 'a' + 'A');
  }
  return name;
}

Style make_style(Dice& dice) {
  Style style{dice.pick<char>({';', ',', '\t'}),
              dice.pick<std::string>({"\n", "\r\n", "\r\r\n"}),
              dice.pick<Encoding>({Encoding::utf8, Encoding::utf8, Encoding::windows1252, Encoding::windows1252,
                                   Encoding::utf16le, Encoding::utf16be}),
              {},
              dice.one_in(5)};
  style.columns = {"burgerservicenummer", "startdatum", "fase"};
  if (!dice.one_in(4)) style.columns.emplace_back("kenmerk");
  if (!dice.one_in(4)) style.columns.emplace_back("einddatum");
  for (std::size_t i = dice.below(3); i > 0; --i) style.columns.push_back("extra" + std::to_string(i));
  dice.shuffle(style.columns);
  return style;
}

std::string padding_of(Dice& dice, const Style& style) {
  std::string made;
  if (!dice.one_in(8)) return made;
  for (std::size_t i = dice.below(3); i > 0; --i) {
    made += dice.pick<std::string>({" ", " ", "\u00a0", style.delimiter == '\t' ? " " : "\t"});
  }
  return made;
}

std::string quoted(Dice& dice, const Style& style, const std::string& value) {
  const bool must = value.find_first_of("\n\r") != std::string::npos ||
                    value.find(style.delimiter) != std::string::npos || value.starts_with('"');
  const std::string padding = padding_of(dice, style);
  if (!must && !dice.one_in(4)) return padding + value + padding;
  std::string made = "\"" + padding;
  for (const char c : value) made += c == '"' ? "\"\"" : std::string(1, c);
  return made + padding + "\"";
}

std::string to_windows1252(const std::string& utf8) {
  const std::map<std::string, char> letters{
      {"\u00e9", '\xE9'}, {"\u20ac", '\x80'}, {"\u00fc", '\xFC'}, {"\u0161", '\x9A'}, {"\u00a0", '\xA0'}};
  std::string made;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto found = std::find_if(letters.begin(), letters.end(), [&](const auto& letter) {
      return utf8.compare(at, letter.first.size(), letter.first) == 0;
    });
    made += found == letters.end() ? utf8[at] : found->second;
    at += found == letters.end() ? 1 : found->first.size();
  }
  return made;
}

/// With a byte order mark; of characters below U+10000.
std::string to_utf16(const std::string& utf8, bool little_endian) {
  std::string made;
  const auto add = [&](unsigned unit) {
    const std::string high(1, static_cast<char>(unit >> 8U));
    const std::string low(1, static_cast<char>(unit & 0xFFU));
    made += little_endian ? low + high : high + low;
  };
  add(0xFEFF);
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(utf8[at + i]); };
    if (byte(0) < 0x80) {
      add(byte(0));
    } else if (byte(0) < 0xE0) {
      add((byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU));
      ++at;
    } else {
      add((byte(0) & 0xFU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU));
      at += 2;
    }
  }
  return made;
}

/// The row's value of a column in its file; a column of no meaning holds anything.
MadeValue value_of(Dice& dice, const MadeRow& row, const std::string& column) {
  if (column == "burgerservicenummer") return row.bsn;
  if (column == "startdatum") return row.startdatum;
  if (column == "fase") return row.fase;
  if (column == "kenmerk") return row.kenmerk;
  if (column == "einddatum") return row.einddatum;
  return {dice.pick<std::string>({"", "x", "1;2", "a\"b", "regel\nregel", "999990408"})};
}

class FileMaker {
 public:
  explicit FileMaker(Dice& dice) : dice_(dice), style_(make_style(dice)) {}

  MadeFile make() {
    blank_lines();
    if (dice_.one_in(4)) line(dice_.pick<std::string>({"sep=", "SEP=", "Sep="}) + style_.delimiter);
    blank_lines();
    header();
    const std::size_t rows = dice_.below(12);
    for (std::size_t i = 0; i < rows; ++i) {
      no_rows();
      row(i + 1 == rows && dice_.one_in(2));
    }
    if (text_.ends_with('\n')) {
      no_rows();
      if (dice_.one_in(6)) trailer();
      if (dice_.one_in(6)) end_marks();
    }
    if (expected_.empty() || !expected_.back().starts_with("geweigerd")) end();
    return {encoded(), std::move(expected_)};
  }

 private:
  std::string encoded() {
    if (style_.encoding == Encoding::windows1252) return to_windows1252(text_);
    if (style_.encoding != Encoding::utf8) return to_utf16(text_, style_.encoding == Encoding::utf16le);
    return (dice_.one_in(2) ? "\xEF\xBB\xBF" : "") + text_;
  }

  bool has(const std::string& column) const {
    return std::find(style_.columns.begin(), style_.columns.end(), column) != style_.columns.end();
  }

  void line(const std::string& content, bool with_end = true) {
    regel_ += 1 + static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n'));
    text_ += content + (with_end ? style_.line_end : "");
  }

  void blank_lines() {
    while (dice_.one_in(10)) line(std::string(dice_.below(3), ' '));
  }

  void end_marks() {
    const auto marks = dice_.pick<std::string>({"\x1a", "\x1a\r\n", "\x1a\x1a"});
    if (marks.ends_with('\n')) gap_.push_back({regel_++, Kind::blank});
    text_ += marks;
  }

  /// Lines between rows.
  void no_rows() {
    if (style_.spaced) no_row("", Kind::blank);
    while (dice_.one_in(10)) no_row(std::string(dice_.below(3), ' '), Kind::blank);
    while (dice_.one_in(10)) empty_row(std::string(1 + dice_.below(9), style_.delimiter) + padding_of(dice_, style_));
    while (dice_.one_in(12)) {
      const bool as_row = dice_.one_in(3);
      std::string dashes;
      for (std::size_t i = 0; as_row && i < style_.columns.size(); ++i) {
        const auto length = style_.columns[i] == "burgerservicenummer" ? 4 + dice_.below(2) * 5 : 4;
        wide_ = style_.columns[i] == "burgerservicenummer" ? length == 9 : wide_;
        dashes += (i == 0 ? "" : std::string(1, style_.delimiter)) + std::string(length, '-');
      }
      no_row(as_row ? dashes : "=====", !as_row ? Kind::ruler : wide_ ? Kind::wide_ruler : Kind::ruler_like_row);
    }
  }

  void trailer() {
    const std::size_t told = rows_ + dice_.below(4);
    const auto number = std::to_string(told);
    const auto text = dice_.pick<std::string>({"Totaal: " + number, "Einde " + number, "0 van de " + number + " rijen",
                                               "Totaal op 07:00: " + number, "Totaal: " + number + ".00"});
    const bool split = style_.delimiter == ',' && text.find(',') != std::string::npos;
    no_row(split ? "Totaal: " + number : text, told > rows_ + 1 ? Kind::count_of_more : Kind::count);
  }

  enum class Kind { header, row, blank, empty, ruler, ruler_like_row, wide_ruler, count, count_of_more };
  struct Line {
    std::size_t regel;
    Kind kind;
  };

  void no_row(const std::string& content, Kind kind) {
    gap_.push_back({regel_, kind});
    line(content);
  }

  void empty_row(const std::string& content) {
    no_row(content, content.find(style_.delimiter) != std::string::npos ? Kind::empty : Kind::blank);
  }

  void warn(std::size_t regel, const std::string& code, bool ends_nobody) {
    expected_.push_back("waarschuwing " + std::to_string(regel) + " - " + code);
    if (ends_nobody) expected_.emplace_back("mist_mogelijk_rijen");
  }

  /// What stands directly above a line of the gap.
  Kind above(std::size_t at) const { return at > 0 ? gap_[at - 1].kind : rows_ > 0 ? Kind::row : Kind::header; }

  /// Blank lines below the header and below what is no row are quiet.
  bool is_quiet(std::size_t at) const {
    return gap_[at].kind == Kind::blank && above(at) != Kind::row && above(at) != Kind::empty &&
           above(at) != Kind::blank;
  }

  bool is_of_header(std::size_t at) const {
    return rows_ == 0 &&
           std::none_of(gap_.begin(), gap_.begin() + static_cast<std::ptrdiff_t>(at),
                        [](const Line& each) { return each.kind != Kind::blank && each.kind != Kind::empty; });
  }

  /// A row follows.
  void name_gap() {
    if (gap_.empty() && rows_ > 0 && !dense_) {
      dense_ = true;
      between_ += spaced_.size();
      if (!spaced_.empty()) warn(spaced_.front(), "lege_rij", between_ > 3);
      spaced_.clear();
    }
    for (std::size_t at = 0; at < gap_.size(); ++at) {
      const auto [regel, kind] = gap_[at];
      if (is_quiet(at)) {
        layout_.push_back(regel);
        continue;
      }
      if (kind == Kind::blank && above(at) != Kind::blank && !dense_) {
        spaced_.push_back(regel);
      } else if (kind == Kind::blank || kind == Kind::empty) {
        warn(regel, "lege_rij", ++between_ > 3);
      } else {
        if (is_of_header(at)) header_ruler_ = kind;
        const bool is_many = !is_of_header(at) && ++between_ > 3;
        warn(regel, "scheidingslijn", is_many || (!is_of_header(at) && kind != Kind::ruler));
      }
    }
    gap_.clear();
    ++rows_;
  }

  /// No row follows.
  void end() {
    std::vector<std::size_t> empty;
    layout_.insert(layout_.end(), spaced_.begin(), spaced_.end());
    std::size_t rulers = 0;
    for (std::size_t at = 0; at < gap_.size(); ++at) {
      const auto [regel, kind] = gap_[at];
      const bool is_empty = kind == Kind::blank || kind == Kind::empty;
      if (is_empty) layout_.push_back(regel);
      if (kind == Kind::empty) empty.push_back(regel);
      if (is_empty) continue;
      if (kind == Kind::count || kind == Kind::count_of_more) {
        warn(regel, "slotregel", kind == Kind::count_of_more);
      } else {
        const bool of_header = is_of_header(at);
        const bool is_many = !of_header && ++rulers > 3;
        if (of_header) header_ruler_ = kind;
        warn(regel, "scheidingslijn", is_many || (!of_header && kind == Kind::wide_ruler && header_ruler_ != kind));
      }
    }
    if (empty.size() > 3) warn(empty.front(), "lege_rij", false);
    if (with_zeros_ > 0 && (without_zeros_.size() <= 3 || without_zeros_.size() * 8 <= with_zeros_)) {
      for (std::size_t at = 0; at < std::min<std::size_t>(without_zeros_.size(), 16); ++at) {
        expected_.push_back("waarschuwing " + without_zeros_[at] + " datum");
        expected_.emplace_back("mist_mogelijk_rijen");
      }
    }
    if (layout_.empty() || layout_.size() + between_ <= 3) return;
    const std::size_t first = *std::min_element(layout_.begin(), layout_.end());
    expected_.push_back("lege_regels " + std::to_string(first) + " " + std::to_string(layout_.size() + between_));
  }

  void header() {
    std::string content;
    for (const std::string& column : style_.columns) {
      if (!content.empty()) content += style_.delimiter;
      const bool alias = column == "burgerservicenummer" && dice_.one_in(2);
      const bool known = !column.starts_with("extra");
      content += quoted(dice_, style_, known ? random_case(dice_, alias ? "bsn" : column) : column);
      if (!known) expected_.push_back("waarschuwing " + std::to_string(regel_) + " " + column + " onbekende_kolom");
    }
    line(content);
  }

  void row(bool without_end) {
    const MadeRow row = make_row(dice_);
    std::vector<std::string> fields;
    std::size_t filled = style_.columns.size();  // fields before the first that holds something
    for (const std::string& column : style_.columns) {
      const std::string text = value_of(dice_, row, column).text;
      if (!text.empty()) filled = std::min(filled, fields.size());
      fields.push_back(quoted(dice_, style_, text));
    }
    std::size_t shown = fields.size();
    if (dice_.one_in(12)) shown = 1 + dice_.below(shown);
    const bool fewer = shown < fields.size();
    const bool more = !fewer && dice_.one_in(15);
    const std::size_t empty = fewer || more || dice_.one_in(8) ? 0 : dice_.below(3);
    fields.resize(shown);
    if (more) fields.emplace_back("x");
    fields.insert(fields.end(), empty, "");

    std::string content;
    for (const std::string& field : fields)
      content += (&field == fields.data() ? "" : std::string(1, style_.delimiter)) + field;
    if (filled >= shown && !more) return without_end ? void() : empty_row(content);
    if (without_end && (fewer || (!more && empty == 0 && last_value_may_be_cut(row)))) {
      expected_.push_back("geweigerd " + std::to_string(regel_) + " afgekapt");
    } else {
      expect(row, fewer || more, shown, fields, without_end);
    }
    line(content, !without_end);
  }

  bool last_value_may_be_cut(const MadeRow& row) {
    const std::string& column = style_.columns.back();
    const MadeValue last = value_of(dice_, row, column);
    return !last.faults.empty() || std::find(last.warnings.begin(), last.warnings.end(),
                                             "burgerservicenummer voorloopnul") != last.warnings.end();
  }

  /// What tells that other rows may be missing, apart from empty fields at the end.
  Events swallowed(const MadeRow& row, const std::vector<std::string>& fields, bool without_end) {
    Events events;
    for (const std::string& column : style_.columns) {
      if (value_of_row(row, column, fields).find_first_of("\n\r") == std::string::npos) continue;
      events.push_back((column == "kenmerk" ? column : "-") + std::string(" regeleinde_in_waarde"));
    }
    if (without_end && fields.size() < std::max(first_fields_, style_.columns.size())) {
      events.emplace_back("- laatste_regel");
      return events;
    }
    const std::string& last = style_.columns.back();
    const bool text = last == "kenmerk" || last.starts_with("extra");
    const bool quoted = fields.back().starts_with('"');
    const bool open = fields.size() == style_.columns.size() &&
                      (quoted ? fields.back().find("\"\"", 1) < fields.back().size() - 2
                              : fields.back().find_first_not_of(" \t\u00a0") != std::string::npos);
    if (without_end && fields.size() == style_.columns.size() && !quoted && is_blank(fields.back()) &&
        last_filled_.value_or(false)) {
      events.push_back((last.starts_with("extra") ? "-" : last) + std::string(" laatste_regel"));
    }
    if (without_end && text && open) events.push_back((last == "kenmerk" ? last : "-") + std::string(" laatste_regel"));
    return events;
  }

  /// As it was written: a column of no meaning holds anything.
  std::string value_of_row(const MadeRow& row, const std::string& column, const std::vector<std::string>& fields) {
    const auto place = std::find(style_.columns.begin(), style_.columns.end(), column) - style_.columns.begin();
    return column.starts_with("extra") ? fields[static_cast<std::size_t>(place)] : value_of(dice_, row, column).text;
  }

  /// Notes how the days of a row are written.
  void note_days(const MadeRow& row) {
    for (const auto& [column, value] :
         {std::pair("startdatum", row.startdatum), std::pair("einddatum", row.einddatum)}) {
      std::string text = value.text;
      std::erase_if(text, [](char c) { return std::string_view("=\"'\x1f").find(c) != std::string_view::npos; });
      if (!has(column) || value.torn || text.size() < 8 || text.size() > 10 || text[text.size() - 5] != '-') continue;
      const bool is_day =
          std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
      const bool wrong = std::any_of(value.faults.begin(), value.faults.end(),
                                     [](const std::string& fault) { return fault.ends_with(" datum"); });
      if (!is_day || wrong) continue;
      if (text.size() < 10) without_zeros_.push_back(std::to_string(regel_) + " " + column);
      if (text.size() == 10 && (text[0] == '0' || text[3] == '0')) ++with_zeros_;
    }
  }

  static bool is_blank(const std::string& field) { return field.find_first_not_of("\" \t\u00a0") == std::string::npos; }

  /// The first row sets how many there may be.
  bool has_other_empty_fields(std::size_t fields) {
    const std::size_t of_header = style_.columns.size();
    if (first_fields_ == 0) first_fields_ = fields;
    return fields > first_fields_ || (fields < first_fields_ && first_fields_ > of_header);
  }

  void expect(const MadeRow& row, bool wrong_number, std::size_t shown, const std::vector<std::string>& fields,
              bool without_end) {
    name_gap();
    expect_row(row, wrong_number, shown, fields, without_end);
    last_filled_ = last_filled_.value_or(true) && !is_blank(fields.back());
  }

  void expect_row(const MadeRow& row, bool wrong_number, std::size_t shown, const std::vector<std::string>& fields,
                  bool without_end) {
    const std::string regel = " " + std::to_string(regel_) + " ";
    if (wrong_number) {
      const auto place = std::find(style_.columns.begin(), style_.columns.end(), "burgerservicenummer");
      const bool readable =
          static_cast<std::size_t>(place - style_.columns.begin()) < shown && !row.readable_bsn.empty();
      expected_.push_back("fout" + regel + "- aantal_velden");
      expected_.emplace_back("mist_mogelijk_rijen");
      expected_.push_back("foute_rij " + (readable ? row.readable_bsn : "-"));
      return;
    }
    note_days(row);
    Events missing = swallowed(row, fields, without_end);
    const bool other_fields = !row.readable_bsn.empty() && has_other_empty_fields(fields.size());
    const bool early = row.fase_name == "intake" || row.fase_name == "aanmelding";
    for (const std::string& each : missing) expected_.push_back("waarschuwing" + regel + each);
    const bool doubtful = early && expect_doubtful_bsn(row, regel);
    const bool torn = expect_torn(row, early ? regel : "");
    const bool faulty = doubtful || (!early && expect_values(row, regel));
    if (other_fields) expected_.push_back("waarschuwing" + regel + "- lege_velden");
    const bool mended = !row.bsn.warnings.empty();
    if (!missing.empty() || other_fields || torn || (faulty && mended)) expected_.emplace_back("mist_mogelijk_rijen");
    if (early) return expected_.push_back("overgeslagen_rij");
    if (faulty) return expected_.push_back("foute_rij " + (row.readable_bsn.empty() ? "-" : row.readable_bsn));
    expected_.push_back("rij" + regel + row.readable_bsn + " " + row.start_iso + " " + row.fase_name + " [" +
                        (has("kenmerk") ? row.kept_kenmerk : "") + "] " + (has("einddatum") ? row.end_iso : "-"));
  }

  bool has_fault(const MadeRow& row) {
    const std::vector<std::string> columns{"burgerservicenummer", "startdatum", "fase", "kenmerk", "einddatum"};
    return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
      return has(column) && !value_of(dice_, row, column).faults.empty();
    });
  }

  /// Whether a row that is skipped has a fault: of its BSN all is told then.
  bool expect_doubtful_bsn(const MadeRow& row, const std::string& regel) {
    if (!has_fault(row)) return false;
    for (const std::string& fault : row.bsn.faults) expected_.push_back("fout" + regel + fault);
    for (const std::string& warning : row.bsn.warnings) expected_.push_back("waarschuwing" + regel + warning);
    return true;
  }

  /// Whether a date may be of two rows; of a row that is skipped with `regel` only that is told.
  bool expect_torn(const MadeRow& row, const std::string& regel) {
    bool torn = false;
    for (const auto& [column, value] : {std::pair("startdatum", row.startdatum), std::pair("einddatum", row.einddatum),
                                        std::pair("fase", row.fase)}) {
      if (!has(column) || !value.torn) continue;
      torn = true;
      if (!regel.empty()) expected_.push_back("fout" + regel + column + " datum");
    }
    return torn;
  }

  /// Whether there is a fault.
  bool expect_values(const MadeRow& row, const std::string& regel) {
    bool faulty = false;
    for (const std::string column : {"burgerservicenummer", "startdatum", "fase", "kenmerk", "einddatum"}) {
      if (!has(column)) continue;
      const MadeValue value = value_of(dice_, row, column);
      faulty = faulty || !value.faults.empty();
      for (const std::string& fault : value.faults) expected_.push_back("fout" + regel + fault);
      for (const std::string& warning : value.warnings) expected_.push_back("waarschuwing" + regel + warning);
    }
    return faulty;
  }

  Dice& dice_;
  Style style_;
  std::size_t regel_ = 1;
  std::size_t first_fields_ = 0;
  std::optional<bool> last_filled_;  ///< every row so far fills its last field
  std::vector<Line> gap_;            ///< since the last row
  Kind header_ruler_ = Kind::header;
  std::vector<std::size_t> layout_;         ///< empty lines where files are laid out so
  std::vector<std::size_t> spaced_;         ///< blank lines, one below each row
  bool dense_ = false;                      ///< a row stands directly below another
  std::vector<std::string> without_zeros_;  ///< line and column of days that lack a zero
  std::size_t with_zeros_ = 0;
  bool wide_ = false;  ///< the last ruler like a row is as long as a BSN there
  std::size_t rows_ = 0;
  std::size_t between_ = 0;  ///< lines between rows that are empty or rulers
  std::string text_;
  Events expected_;
};

}  // namespace

MadeFile make_file(Dice& dice) { return FileMaker(dice).make(); }

}  // namespace vish::proto::test
