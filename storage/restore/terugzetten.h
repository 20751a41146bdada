#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/core/error.h"
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

/// Restores a backup into `options.folder`, which must not exist or must be empty; no server may use it. Every file is
/// decrypted and compared with the sealed manifest and with the checksums of RocksDB, and the database is opened with
/// the key ring beside the folder, before it takes its place: after an error there is no database.
/// || Lines that only `options.auditkopie` has are added to the audit log, and phases and ends since the backup are
/// carried out again. A key that only the ring has is newer than the backup. The database knows that it is restored,
/// and answers no question until Store::answer_again().
Stored<Teruggezet> restore(const Terugzetopdracht& opdracht, const StoreOptions& options);

}  // namespace vish::storage
