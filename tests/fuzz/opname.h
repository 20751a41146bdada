#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/demand.h"
#include "proto/dayfile/dagbestand.h"

namespace vish::fuzz {

/// Writes down what a reader hands over, and demands of each call what the
/// header of the reader promises.
class Opname : public proto::Dagbestandontvanger {
 public:
  explicit Opname(const proto::Dagbestandregels& regels) : regels_(regels) {}

  void rij(const proto::Rij& rij) override;
  void foute_rij(const std::optional<proto::Bsn>& bsn) override;
  void overgeslagen_rij(std::uint64_t regel, const std::optional<proto::Bsn>& bsn, bool nul_hersteld) override;
  void misschien_van(const proto::Bsn&) override {}
  void mist_mogelijk_rijen() override;
  void lege_regels(std::uint64_t regel, std::uint64_t aantal) override;
  void bevinding(proto::Bevinding bevinding) override;
  /// The reading ended with this outcome.
  void end(const Result<void, proto::Bestandsfout>& result);

  const std::vector<std::string>& calls() const { return calls_; }

 private:
  void end_row();

  proto::Dagbestandregels regels_;
  std::vector<std::string> calls_;
  std::uint64_t regel_ = 0;      ///< of the row or finding that came last
  std::uint64_t ended_row_ = 0;  ///< line of the last row of which that is known
  std::size_t faults_ = 0;       ///< of the row whose findings are coming in
  std::size_t warnings_ = 0;
  bool may_lack_rows_ = false;  ///< of that row: others may have disappeared in it
  bool of_no_row_ = false;      ///< the finding that came last is on a line that is no row
  bool any_row_ = false;
};

}  // namespace vish::fuzz
