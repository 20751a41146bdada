#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/dayfile/dagbestand.h"
#include "proto/json/rapport.h"
#include "storage/comparison/vergelijking.h"
#include "storage/crypto/crypto.h"
#include "storage/engine/compute_pool.h"
#include "storage/sets/registratie.h"

namespace vish::storage {

/// A person whose BSN had its zero put back, and who it is if it lost another
/// digit: of the first kMostTried of a file, of the others nobody can tell.
struct Hersteld {
  static constexpr std::size_t kMostTried = 100'000;

  Pseudoniem persoon;
  std::optional<std::vector<Pseudoniem>> anders;
  bool overgeslagen = false;  ///< the row is skipped: its person need not be registered
};

/// A day file as far as it must wait for its end: no BSN, 48 bytes a row and
/// its kenmerk; while registrations stand under another index key, 32 more for
/// each such key.
struct RowsRead {
  std::uint32_t sleutel = 1;       ///< index key that names the persons of `rijen` and `foutief`
  std::vector<Bestandsrij> rijen;  ///< `kenmerk` counts in `kenmerken`
  std::string kenmerken;
  std::vector<Pseudoniem> foutief;   ///< persons of refused rows
  std::vector<Hersteld> hersteld{};  ///< under every key
  bool beeindigt_niemand = false;    ///< rows that name nobody readable or may have swallowed others
  std::vector<Oudenamen> eerder;     ///< the same persons under other keys
  proto::Aantallen aantallen;
  std::vector<Pseudoniem> misschien{};  ///< who some rows may be of instead, under every key

  /// The answer views this object.
  Registratie registratie(const Bestandsrij& rij) const;
  /// Whether zeros were put back of strangers only (a source that loses zeros has
  /// done so before, so that these may have lost another digit), or of one, stranger
  /// or not, of whom that other digit makes somebody who is registered and not in the
  /// file: who was a stranger yesterday is registered today. Or whether somebody in `misschien` is registered and not
  /// in the file.
  bool may_have_lost_digits(const std::vector<Setregel>& registered) const;
  /// Whether a row that counts names the person; once all names are sorted.
  bool has(const Pseudoniem& persoon) const;
  /// How many of those registered no row names, good or refused.
  std::size_t count_missing(const std::vector<Setregel>& registered) const;
  /// Whether it tells who is who under that index key.
  bool names_under(std::uint32_t nummer) const;
};

/// Tells whether two rows of one person say the same.
std::uint64_t row_digest(const Indexsleutel& sleutel, const Pseudoniem& persoon, const Registratie& registratie);

/// Which persons are stored; others are checked and thrown away.
enum class Testnummers : std::uint8_t {
  alleen,  ///< phase test
  geen,    ///< productie
  ook,     ///< productie of a proof
};

/// As compare() needs them: ascending by person.
void sort_names(Oudenamen& namen);

/// Takes the rows of a day file in. Pseudonyms and digests are computed by the
/// pool, a batch of rows at a time, while the next ones are read.
class RowIntake : public proto::Dagbestandontvanger {
 public:
  struct Regels {
    Testnummers testnummers;  ///< phase test has names of its own
    std::uint64_t max_rijen;
    std::uint64_t verwachte_rijen = 0;  ///< for which room is set apart; more or fewer may come
    /// Index keys under which the file will be compared, besides the newest.
    std::vector<std::uint32_t> ook_onder{};
  };

  /// `pool` must outlive this object.
  RowIntake(std::shared_ptr<const Crypto> crypto, ComputePool& pool, Regels regels);
  ~RowIntake() override;
  RowIntake(const RowIntake&) = delete;
  RowIntake& operator=(const RowIntake&) = delete;

  void rij(const proto::Rij& rij) override;
  void foute_rij(const std::optional<proto::Bsn>& bsn) override;
  void overgeslagen_rij(std::uint64_t regel, const std::optional<proto::Bsn>& bsn, bool nul_hersteld) override;
  void misschien_van(const proto::Bsn& bsn) override;
  void mist_mogelijk_rijen() override { rows_read_.beeindigt_niemand = true; }
  void lege_regels(std::uint64_t regel, std::uint64_t aantal) override { leeg_ = {regel, aantal}; }
  void bevinding(proto::Bevinding bevinding) override;

  bool too_many_rows() const { return rows_read_.aantallen.rijen > regels_.max_rijen; }
  /// Leaves each person's one row that counts, ascending by person, and
  /// reports the others. Once, after the last row.
  void clean_up(Datum peildatum);

  /// Holds the file against who is registered, ascending by person, as far as
  /// that tells whether it may end anybody.
  void doubt(const std::vector<Setregel>& registered);
  /// Reports those who are in force and whom the file has in an early phase only.
  void report_sent_back(const std::vector<Setregel>& registered, Datum vandaag);

  /// `rijen` and `kenmerken` are complete after clean_up() only.
  const RowsRead& rows_read() const { return rows_read_; }
  const proto::Bevindingen& bevindingen() const { return bevindingen_; }

 private:
  struct Batch;
  /// Empty lines that files are laid out with, the first of them on that line.
  struct Leeg {
    std::uint64_t regel = 0;
    std::uint64_t aantal = 0;
  };
  struct Pending {
    std::shared_ptr<Batch> batch;
    std::shared_ptr<Computation> computation;
  };

  /// A person on a row in an early phase, under one of the keys.
  struct Vroeg {
    std::uint32_t regel;
    Pseudoniem persoon;
  };

  void doubt_empty_lines(const std::vector<Setregel>& registered);
  void note_early(std::uint64_t regel, const proto::Bsn& bsn);
  void note_restored(const proto::Bsn& bsn, bool overgeslagen);
  void note_restored(const proto::Bsn& bsn, const std::optional<std::vector<proto::Bsn>>& anders,
                     const Indexsleutel& sleutel, bool overgeslagen);
  void note_skipped(const proto::Bsn& bsn);
  void submit();
  void take_oldest();
  void skip_other(std::uint64_t regel);
  void skip(std::uint64_t regel, proto::Kolom kolom, proto::Bevindingcode code);
  bool stored(const proto::Bsn& bsn) const;

  std::shared_ptr<const Crypto> crypto_;
  const Indexsleutel& names_;  ///< of crypto_: names the persons of the file
  ComputePool& pool_;
  Regels regels_;
  std::shared_ptr<Batch> filling_;
  std::deque<Pending> pending_;
  RowsRead rows_read_;
  proto::Bevindingen bevindingen_;
  Leeg leeg_;
  bool kenmerk_met_nummer_ = false;       ///< of some row
  std::vector<Pseudoniem> overgeslagen_;  ///< persons of rows of which nothing is kept
  std::vector<Vroeg> vroeg_;              ///< of those, in early phases
};

}  // namespace vish::storage
