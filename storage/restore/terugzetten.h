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

/// The backup to restore, and the keys to read it.
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

/// Puts a backup into `options.folder`, which must be absent or empty, and which no server may use. The restore works
/// beside that folder: it decrypts everything, compares everything with the sealed manifest and the checksums of
/// RocksDB, and opens the database under the key ring. Only then the database takes the place of the folder: after an
/// error there is no database.
///
/// The restore adds the lines of `options.auditkopie` that the backup lacks to the audit log, and carries out again the
/// phases and ends since the backup. It adds the keys that the ring has and the backup does not know, as keys of a
/// later time. The database knows that it may lack later changes: it answers no question until Store::answer_again().
/// `progress` is told of each step, and within the first step of the number of bytes that are decrypted.
Stored<Teruggezet> restore(const Terugzetopdracht& opdracht, const StoreOptions& options,
                           const Progress& progress = no_progress);

}  // namespace vish::storage
