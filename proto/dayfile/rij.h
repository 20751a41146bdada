#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/dayfile/bijregels.h"
#include "proto/dayfile/csv_reader.h"
#include "proto/dayfile/kop.h"
#include "proto/dayfile/telling.h"
#include "proto/dayfile/velden.h"

namespace vish::proto::dagbestand {

/// Holds the rows of one file against the rules and hands over what they are.
class Rowchecker {
 public:
  /// `kop` is what was read of `header`. `ontvanger` must outlive this object.
  Rowchecker(const Record& header, const Kopregel& kop, char delimiter, const Dagbestandregels& regels,
             Dagbestandontvanger& ontvanger);

  /// A row of empty fields only is passed over, and what is plainly no row too,
  /// with a warning; below the last row empty ones are blank lines. False, and
  /// nothing handed over, for a last row without a line end that may have been
  /// cut short.
  bool take(const Record& record);
  /// No record follows: hands over what waited for that.
  void finish();

 private:
  struct Remark {
    std::optional<Kolom> kolom;
    Bevindingcode code;
    Signs signs{};
  };
  /// A line that is no row, unless a row follows it.
  struct Wachtend {
    std::uint64_t regel;
    Bijregel bijregel;
    std::vector<Remark> as_row;
  };
  /// What could be read of a row.
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
  bool take_bijregel(const Record& record);
  void take_empty(const Record& record);
  void hand_over_waiting(bool as_rows);
  void hand_over_as_row(const Wachtend& wachtend);
  void hand_over_as_no_row(const Wachtend& wachtend);
  void report_empty(std::uint64_t regel);
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
  void report(std::uint64_t regel, const std::vector<Remark>& remarks);

  Kopregel kop_;
  std::size_t header_fields_;  ///< nameless columns counted
  char delimiter_;
  Bijregels bijregels_;
  Dagbestandregels regels_;
  Dagbestandontvanger& ontvanger_;
  std::vector<Remark> remarks_;
  std::vector<Wachtend> wachtend_;
  std::size_t lege_wachtend_ = 0;  ///< of those, rows of empty fields only
  std::size_t lege_rijen_ = 0;     ///< with a row behind them
  Rijentelling telling_;
  std::size_t most_fields_ = 0;  ///< that a row may have; 0: no row was read
  std::string kenmerk_;          ///< of the row at hand, where it is not as the file has it
};

}  // namespace vish::proto::dagbestand
