#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dagbestand_csv.h"
#include "dagbestand_kop.h"
#include "dagbestand_velden.h"

namespace vish::proto::dagbestand {

/// Holds the rows of one file against the rules and hands over what they are.
class Rowchecker {
 public:
  /// `ontvanger` must outlive this object.
  Rowchecker(const Kopregel& kop, const Dagbestandregels& regels, Dagbestandontvanger& ontvanger);

  /// A row of empty fields only is passed over. False, and nothing handed over,
  /// for a last row without a line end that may have been cut short.
  bool take(const Record& record);

 private:
  struct Remark {
    std::optional<Kolom> kolom;
    Rowcode code;
    Signs signs{};
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
  bool is_faulty() const;
  void remark(std::optional<Kolom> kolom, Rowcode code, const Signs& signs = {}) {
    remarks_.push_back({kolom, code, signs});
  }
  void remark_dressing(Kolom kolom, const Dressing& dressing);
  void remark_blank(Kolom kolom, const Dressing& dressing);
  std::string_view plain_kenmerk(std::string_view text);
  void hand_over(const Record& record, const Values& values);

  Kopregel kop_;
  Dagbestandregels regels_;
  Dagbestandontvanger& ontvanger_;
  std::vector<Remark> remarks_;
  std::string kenmerk_;  ///< of the row at hand, where it is not as the file has it
};

}  // namespace vish::proto::dagbestand
