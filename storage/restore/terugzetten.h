#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/core/error.h"
#include "base/core/progress.h"
#include "proto/messages/auditregel.h"
#include "storage/stand/stand.h"
#include "storage/store/store.h"

namespace vish::storage {

/// Which backup to restore, and the keys to read it.
struct Terugzetopdracht {
  std::filesystem::path doel;  ///< the folder with backups
  std::uint64_t nummer;
  std::filesystem::path sleutel;     ///< the private key of a recipient, in PEM
  std::filesystem::path sleutelbos;  ///< the folder of the key ring
};

/// The result of a restore. The lines are the original lines of the acts.
struct Teruggezet {
  Terugzetting terugzetting;
  std::vector<proto::Auditregel> opnieuw_gedaan;  ///< the acts that were carried out again
  /// The other changes by operators since the backup, according to the copy of the log. A person must judge each and do
  /// it again.
  std::vector<proto::Auditregel> nog_te_doen;
  /// The parties, keys and deliveries of requests to which no second operator had agreed. Such a request is gone, and
  /// may be made again.
  std::vector<std::string> ingetrokken;
};

/// Puts a backup into `options.folder`, which must not exist or be empty; no
/// server may use it. Everything is decrypted, compared with the sealed
/// manifest and RocksDB's own checksums and opened under the key ring beside
/// the folder, and only then takes its place: on an error there is nothing.
///
/// What is in `options.auditkopie` beyond the backup is added to the audit log,
/// and phases and ends since then are carried out again. Keys that the ring
/// has and the backup does not know are of later. The database knows that it is
/// older than the world: it answers no question until Store::answer_again().
/// `progress` hears of each step, and within the first how many bytes are decrypted.
Stored<Teruggezet> restore(const Terugzetopdracht& opdracht, const StoreOptions& options,
                           const Progress& progress = no_progress);

}  // namespace vish::storage
