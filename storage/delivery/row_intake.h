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

/// A person whose BSN got a zero in front, and the persons whom the row names if the BSN lost another digit. Only the
/// first kMostTried of a file have `anders`.
struct Hersteld {
  static constexpr std::size_t kMostTried = 100'000;

  Pseudoniem persoon;
  std::optional<std::vector<Pseudoniem>> anders;
  bool overgeslagen = false;  ///< the row is skipped: its person need not be registered
};

/// The part of a day file that must wait for the end of the file. It holds no BSN. A row takes 48 bytes and its
/// kenmerk; while registrations stand under other index keys, a row takes 32 bytes more for each such key.
struct RowsRead {
  std::uint32_t sleutel = 1;       ///< the index key that names the persons of `rijen` and `foutief`
  std::vector<Bestandsrij> rijen;  ///< `kenmerk` is a place in `kenmerken`
  std::string kenmerken;
  std::vector<Pseudoniem> foutief;   ///< persons of refused rows
  std::vector<Hersteld> hersteld{};  ///< under every key
  bool beeindigt_niemand = false;    ///< some rows name nobody readable or may have swallowed others
  std::vector<Oudenamen> eerder;     ///< the same persons under other keys
  proto::Aantallen aantallen;
  std::vector<Pseudoniem> misschien{};  ///< the persons whom some rows may name instead, under every key

  /// Returns the registration in the row. Its kenmerk is a view of this object.
  Registratie registratie(const Bestandsrij& rij) const;
  /// Whether some BSN may have lost a digit. That is so when `hersteld` has rows that are not skipped and none of their
  /// persons is registered: a source that loses zeros lost them before. It is so too when a person in `anders` or
  /// `misschien` is registered and not in the file, and when a person without `anders` is not registered.
  bool may_have_lost_digits(const std::vector<Setregel>& registered) const;
  /// Whether a row that counts names the person. All names must be sorted.
  bool has(const Pseudoniem& persoon) const;
  /// Returns the number of registered persons whom no row, good or refused, names.
  std::size_t count_missing(const std::vector<Setregel>& registered) const;
  /// Whether the file names its persons under that index key.
  bool names_under(std::uint32_t nummer) const;
};

/// Returns a keyed hash of a row, by which two rows of one person are compared.
std::uint64_t row_digest(const Indexsleutel& sleutel, const Pseudoniem& persoon, const Registratie& registratie);

/// The value says which persons are stored. Rows of other persons are checked and then dropped.
enum class Testnummers : std::uint8_t {
  alleen,  ///< phase test
  geen,    ///< productie
  ook,     ///< productie of a proof
};

/// Sorts the names ascending by person, as compare() needs them.
void sort_names(Oudenamen& namen);

/// Takes the rows of a day file in. The pool computes pseudonyms and digests, a batch of rows at a time, while the
/// caller reads the next rows. One thread at a time.
class RowIntake : public proto::Dagbestandontvanger {
 public:
  /// The rules for one file.
  struct Regels {
    Testnummers testnummers;  ///< `alleen` gives persons the pseudonyms of phase test
    std::uint64_t max_rijen;
    std::uint64_t verwachte_rijen = 0;  ///< reserves room; more or fewer rows may come
    /// The index keys under which the file will be compared, besides the newest key.
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
  /// Leaves the one row of each person that counts, ascending by person, and reports the other rows. The caller calls
  /// it once, after the last row.
  void clean_up(Datum peildatum);

  /// Compares the file with the registered persons, ascending by person, and sets `beeindigt_niemand` when rows may
  /// have lost digits or values.
  void doubt(const std::vector<Setregel>& registered);
  /// Reports the rows in an early phase of persons who are in force and have no row that counts.
  void report_sent_back(const std::vector<Setregel>& registered, Datum vandaag);

  /// Returns the rows; `rijen` and `kenmerken` are complete only after clean_up().
  const RowsRead& rows_read() const { return rows_read_; }
  const proto::Bevindingen& bevindingen() const { return bevindingen_; }

 private:
  struct Batch;
  /// The number of empty lines that may be layout, and the line of the first.
  struct Leeg {
    std::uint64_t regel = 0;
    std::uint64_t aantal = 0;
  };
  /// A batch of rows that the pool computes.
  struct Pending {
    std::shared_ptr<Batch> batch;
    std::shared_ptr<Computation> computation;
  };

  /// A person of a row in an early phase, named by one of the keys.
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
  const Indexsleutel& names_;  ///< a key of crypto_ that names the persons of the file
  ComputePool& pool_;
  Regels regels_;
  std::shared_ptr<Batch> filling_;
  std::deque<Pending> pending_;
  RowsRead rows_read_;
  proto::Bevindingen bevindingen_;
  Leeg leeg_;
  bool kenmerk_met_nummer_ = false;       ///< Rij::kenmerk_met_nummer of some row
  std::vector<Pseudoniem> overgeslagen_;  ///< persons of rows of which nothing is kept
  std::vector<Vroeg> vroeg_;              ///< persons of rows in early phases
};

}  // namespace vish::storage
