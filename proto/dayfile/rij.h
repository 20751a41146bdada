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

/// Checks the rows of one file against the rules and hands each to the receiver.
class Rowchecker {
 public:
  /// `kop` is the result of read_kopregel(header). `ontvanger` must outlive this object.
  Rowchecker(const Record& header, const Kopregel& kop, char delimiter, const Dagbestandregels& regels,
             Dagbestandontvanger& ontvanger);

  /// Takes the next record. An empty row is passed over, and so, with a warning, is a record that is plainly no row;
  /// empty rows below the last row are blank lines. Returns false, and hands nothing over, for a last row without a
  /// line end that may have been cut short.
  bool take(const Record& record);
  /// Tells that the file has no more records, and hands over the lines that waited for this.
  void finish();

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
  };
  /// The values of a row that could be read.
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
  std::size_t header_fields_;  ///< nameless columns included
  char delimiter_;
  Bijregels bijregels_;
  Dagbestandregels regels_;
  Dagbestandontvanger& ontvanger_;
  std::vector<Remark> remarks_;
  std::vector<Wachtend> wachtend_;
  std::size_t lege_wachtend_ = 0;  ///< the number of empty rows in `wachtend_`
  std::size_t lege_rijen_ = 0;     ///< the number of empty rows that a row follows
  Rijentelling telling_;
  std::size_t most_fields_ = 0;  ///< the most fields that a row may have; 0 before the first row
  std::string kenmerk_;          ///< the kenmerk of the present row, where it differs from the file
};

}  // namespace vish::proto::dagbestand
