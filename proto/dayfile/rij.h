#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/dayfile/bijregels.h"
#include "proto/dayfile/csv_reader.h"
#include "proto/dayfile/day_zeros.h"
#include "proto/dayfile/kop.h"
#include "proto/dayfile/padding.h"
#include "proto/dayfile/telling.h"
#include "proto/dayfile/velden.h"

namespace vish::proto::dagbestand {

/// Checks the rows of one file against the rules and hands each to the receiver.
class Rowchecker {
 public:
  /// `kop` is the result of read_kopregel(header). `ontvanger` must outlive this object.
  Rowchecker(const Record& header, const Kopregel& kop, char delimiter, const Dagbestandregels& regels,
             Dagbestandontvanger& ontvanger);

  /// Takes one record. A row of empty fields only is passed over, and so is a line that is plainly no row, with a
  /// warning unless files are laid out so. Returns false, and hands nothing over, for a last row without a line end
  /// that may have been cut short.
  bool take(const Record& record);
  /// Tells that the file has no more records, and hands over the lines that waited for this. `half_line_end` is the
  /// line that ends in a CR without its LF; 0 for none.
  void finish(std::uint64_t half_line_end);

 private:
  struct Remark {
    std::optional<Kolom> kolom;
    Bevindingcode code;
    Signs signs{};
  };
  /// A line that is no row, provided that no row follows it.
  struct Wachtend {
    std::uint64_t regel;
    Bijregel bijregel;
    std::vector<Remark> as_row;
    bool below_row = false;     ///< a blank line directly below a row
    bool below_header = false;  ///< the first ruler there
    bool may_be_cut = false;    ///< the file may have been cut short in it
  };
  /// The kind of the line before.
  enum class Vorige : std::uint8_t { kop, bijregel, rij, lege_rij, wit };
  /// The values that could be read of a row.
  struct Values {
    std::optional<Bsn> bsn;
    std::optional<Datum> startdatum;
    std::optional<Fase> fase;
    std::string_view kenmerk;
    bool kenmerk_met_nummer = false;
    std::optional<Datum> einddatum;
  };

  void read(const Record& record, Values& values);
  void check_wrong_number_of_fields(const Record& record, Values& values);
  void check_quotes(const Record& record);
  void check_line_breaks(const Record& record);
  void check_swallowed(const Record& record);
  bool is_last_of_row(std::size_t place) const;
  bool has_swallowed_columns(const Field& field, std::size_t place) const;
  void check_last_line(const Record& record);
  void check_empty_fields(const Record& record);
  void check_bsn(const Record& record, Values& values);
  bool check_datum(const Record& record, Kolom kolom, std::optional<Datum>& datum);
  void check_startdatum(const Record& record, Values& values);
  void check_fase(const Record& record, Values& values);
  void check_kenmerk(const Record& record, Values& values);
  void check_einddatum(const Record& record, Values& values);

  std::string_view value(const Record& record, Kolom kolom);
  bool has_split_number(const Record& record) const;
  bool has_right_number_of_fields(const Record& record) const;
  bool may_be_cut_short(const Record& record) const;
  bool is_row_after_all(const Record& record, const Bijregel& bijregel) const;
  bool take_bijregel(const Record& record);
  void take_empty(const Record& record);
  void note_row(const Record& record);
  void end_export();
  void report_last_empty();
  void report_overwritten();
  void report_lost_zeros();
  void hand_over_waiting(bool as_rows);
  void hand_over_as_row(const Wachtend& wachtend);
  void hand_over_as_no_row(const Wachtend& wachtend);
  void report_empty(std::uint64_t regel, std::size_t count = 1);
  void report_ruler(const Wachtend& wachtend, bool between_rows);
  void report_no_row(std::uint64_t regel, Bevindingcode code, bool ends_nobody);
  bool has_remark(Bevindingcode code) const;
  bool is_faulty() const;
  void remark(std::optional<Kolom> kolom, Bevindingcode code, const Signs& signs = {}) {
    remarks_.push_back({kolom, code, signs});
  }
  void remark_dressing(Kolom kolom, const Dressing& dressing);
  void remark_blank(Kolom kolom, const Dressing& dressing);
  std::string_view plain_kenmerk(std::string_view text, bool is_plain);
  void skip(const Record& record, const Values& values);
  void hand_over(const Record& record, const Values& values);
  void report(std::uint64_t regel, const std::vector<Remark>& remarks, bool faulty);

  Kopregel kop_;
  std::size_t header_fields_;  ///< nameless columns included
  char delimiter_;
  Bijregels bijregels_;
  Padding padding_;
  DayZeros day_zeros_;
  Dagbestandregels regels_;
  Dagbestandontvanger& ontvanger_;
  std::vector<Remark> remarks_;
  std::vector<Wachtend> wachtend_;
  std::size_t lege_genoemd_ = 0;  ///< the empty lines in `wachtend_`
  Vorige vorige_ = Vorige::kop;
  bool ruler_expected_ = true;             ///< a ruler may stand below the header
  std::vector<std::size_t> header_ruler_;  ///< the widths of that ruler
  bool is_dense_ = false;                  ///< in this export a row stands directly below another
  /// The number of lines between rows that are empty or rulers, of all kinds together.
  std::size_t between_ = 0;
  std::size_t last_rulers_ = 0;  ///< the rulers below the last row of this export
  /// Empty lines, and the line on which the first of them stands.
  struct Leeg {
    std::uint64_t regel = 0;
    std::size_t aantal = 0;
    void add(std::uint64_t on, std::size_t more = 1) {
      regel = aantal == 0 ? on : std::min(regel, on);
      aantal += more;
    }
    void add(const Leeg& other) {
      if (other.aantal > 0) add(other.regel, other.aantal);
    }
  };
  Leeg lege_velden_;  ///< since the last row, those of more than one field
  Leeg witregels_;    ///< since the last row, the others
  Leeg spacing_;      ///< one below each row so far, in this export
  Leeg last_empty_;   ///< below the last row of an export, of more than one field
  Leeg layout_;       ///< all those that files are laid out with
  Rijentelling telling_;
  std::size_t first_fields_ = 0;  ///< fields of the first row; 0 before it
  /// Whether every row so far holds something in its last field; nothing before the first row.
  std::optional<bool> last_filled_;
  /// The words with which the first row and the newest row begin, where a text of somebody stands first.
  std::string first_word_;
  std::string newest_word_;
  std::uint64_t end_mark_on_ = 0;  ///< the line of a row that ends in Ctrl-Z and that no row follows yet; 0 for none
  std::string kenmerk_;            ///< the kenmerk of the present row, where it differs from the file
};

}  // namespace vish::proto::dagbestand
