#include "storage/ledger/kopielezing.h"

#include <optional>
#include <vector>

#include "base/core/codec.h"
#include "base/core/files.h"
#include "base/core/try.h"
#include "storage/ledger/kopiebestand.h"
#include "storage/ledger/kopiemap.h"
#include "storage/ledger/ledger_ends.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

using Visit = std::function<bool(std::uint64_t volgnummer, std::string_view record)>;

Error gap(const fs::path& file) {
  return {ErrorCode::corrupt, "in de kopie van de verantwoording ontbreken regels: " + file.string()};
}

Error damaged(const fs::path& file, std::uint64_t first, std::uint64_t last) {
  return {ErrorCode::corrupt, "in de kopie van de verantwoording zijn regels " + std::to_string(first) +
                                  " tot en met " + std::to_string(last) + " beschadigd: " + file.string()};
}

/// The progress of reading.
struct Voortgang {
  std::uint64_t last;                ///< the number of the last line of the database
  std::optional<std::string> known;  ///< the record of that last line
  std::uint64_t expected;            ///< the next line to show
};

/// Shows the lines of one file. Damage is an error only where an expected line may lie in it.
Stored<bool> read_file_beyond(const fs::path& file, const std::string& database_id, const Crypto& crypto, Voortgang& at,
                              const Visit& visit) {
  const auto bytes = TRY(read_file(file));
  auto lezer = Kopielezer::open(bytes, database_id, crypto.kopie());
  if (!lezer) return Error{lezer.error().code, lezer.error().message + ": " + file.string()};
  while (true) {
    const auto regel = lezer->next();
    if (!regel) {
      const auto later = lezer->skip_damage();
      if (!later) return true;
      if (*later > at.expected) return damaged(file, at.expected, *later - 1);
      continue;
    }
    if (regel->volgnummer == at.last && at.known != regel->record) {
      return Error{ErrorCode::conflict, "de kopie van de verantwoording is niet van deze database: " + file.string()};
    }
    if (regel->volgnummer <= at.last) continue;
    if (regel->volgnummer != at.expected) return gap(file);
    if (!visit(regel->volgnummer, regel->record)) return false;
    ++at.expected;
  }
}

/// Returns the number of the last line in these files, or 0 for none.
Stored<std::uint64_t> last_copied(const std::vector<fs::path>& files, const std::string& database_id,
                                  const Crypto& crypto) {
  if (files.empty()) return std::uint64_t{0};
  const auto bytes = TRY(read_file(files.back()));
  auto lezer = Kopielezer::open(bytes, database_id, crypto.kopie());
  if (!lezer) return Error{lezer.error().code, lezer.error().message + ": " + files.back().string()};
  auto last = first_line_of(files.back()) - 1;
  do {
    while (const auto regel = lezer->next()) last = regel->volgnummer;
  } while (lezer->skip_damage());
  return last;
}

}  // namespace

Stored<void> read_beyond(const fs::path& folder, const std::string& database_id, const Database& database,
                         const Crypto& crypto, const Visit& visit) {
  if (auto there = find_copy(folder); !there) return there;
  const auto files = TRY(kopiebestanden(folder));
  const auto last = TRY(last_volgnummer(database));
  const auto copied = TRY(last_copied(files, database_id, crypto));
  if (copied < last) {
    return Error{ErrorCode::corrupt, "de kopie van de verantwoording eindigt bij regel " + std::to_string(copied) +
                                         " en de database al bij " + std::to_string(last) + ": " + folder.string()};
  }
  auto known = TRY(database.get(Cf::audit, audit_key(last)));
  Voortgang at{last, std::move(known), last + 1};
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& file = (files)[i];
    if (i + 1 < files.size() && first_line_of((files)[i + 1]) <= last) continue;
    if (first_line_of(file) > at.expected) return gap(file);
    const auto more = TRY(read_file_beyond(file, database_id, crypto, at, visit));
    if (!more) return {};
  }
  return {};
}

}  // namespace vish::storage
