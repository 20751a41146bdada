#include "storage/delivery/kenmerkpersonen.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "proto/terms/bevindingcode.h"
#include "proto/terms/bsn_in_text.h"

namespace vish::storage {
namespace {

using proto::Bevindingcode;

/// The persons of the file, under the index key that names them there.
class Personen {
 public:
  Personen(const RowsRead& rows_read, std::vector<Pseudoniem> overgeslagen, const Indexsleutel& sleutel)
      : rows_read_(rows_read), overgeslagen_(std::move(overgeslagen)), sleutel_(sleutel) {
    std::sort(overgeslagen_.begin(), overgeslagen_.end());
  }

  bool has(const proto::Bsn& bsn) const {
    const auto persoon = sleutel_.pseudoniem(bsn);
    const auto& rijen = rows_read_.rijen;
    const auto found = std::lower_bound(rijen.begin(), rijen.end(), persoon,
                                        [](const Bestandsrij& rij, const Pseudoniem& p) { return rij.persoon < p; });
    return (found != rijen.end() && found->persoon == persoon) || among(rows_read_.foutief, persoon) ||
           among(overgeslagen_, persoon);
  }

 private:
  static bool among(const std::vector<Pseudoniem>& personen, const Pseudoniem& persoon) {
    return std::binary_search(personen.begin(), personen.end(), persoon);
  }

  const RowsRead& rows_read_;
  std::vector<Pseudoniem> overgeslagen_;
  const Indexsleutel& sleutel_;
};

/// Leaves nothing of the kenmerk, also in memory.
void drop_kenmerk(RowsRead& rows_read, Bestandsrij& rij, const Indexsleutel& sleutel) {
  OPENSSL_cleanse(rows_read.kenmerken.data() + rij.kenmerk, rij.kenmerk_bytes);
  rij.kenmerk_bytes = 0;
  rij.digest = row_digest(sleutel, rij.persoon, rows_read.registratie(rij));
}

/// Computes the digests of changed rows under the older keys; `changed` is ascending.
void digest_anew(RowsRead& rows_read, const std::vector<std::uint32_t>& changed, const Crypto& crypto) {
  if (changed.empty()) return;
  for (auto& namen : rows_read.eerder) {
    const auto& sleutel = *crypto.index(namen.sleutel);
    for (auto& naam : namen.rijen) {
      if (!std::binary_search(changed.begin(), changed.end(), naam.rij)) continue;
      naam.digest = row_digest(sleutel, naam.persoon, rows_read.registratie(rows_read.rijen[naam.rij]));
    }
  }
}

}  // namespace

void drop_named_persons(RowsRead& rows_read, std::vector<Pseudoniem> overgeslagen, const Crypto& crypto,
                        proto::Bevindingen& bevindingen) {
  const auto& sleutel = *crypto.index(rows_read.sleutel);
  const Personen personen(rows_read, std::move(overgeslagen), sleutel);
  std::vector<std::uint32_t> changed;
  for (std::uint32_t at = 0; at < rows_read.rijen.size(); ++at) {
    auto& rij = rows_read.rijen[at];
    if (!rij.kenmerk_met_nummer) continue;
    auto numbers = proto::possible_bsns(rows_read.registratie(rij).kenmerk);
    if (std::any_of(numbers.all.begin(), numbers.all.end(), [&](const auto& bsn) { return personen.has(bsn); })) {
      drop_kenmerk(rows_read, rij, sleutel);
      changed.push_back(at);
      bevindingen.add(bevinding_of(rij.regel, proto::Kolom::kenmerk, Bevindingcode::kenmerk_bevat_ander_bsn));
    } else if (numbers.alone) {
      bevindingen.add(bevinding_of(rij.regel, proto::Kolom::kenmerk, Bevindingcode::kenmerk_nummer));
    }
    OPENSSL_cleanse(numbers.all.data(), numbers.all.size() * sizeof(proto::Bsn));
  }
  digest_anew(rows_read, changed, crypto);
}

}  // namespace vish::storage
