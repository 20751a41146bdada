#include "storage/database/tabelbestand.h"

#include <utility>

#include "base/core/try.h"

namespace vish::storage {

Tabelbestand::Tabelbestand(Database& database, Cf cf, std::filesystem::path path)
    : database_(database), cf_(cf), path_(std::move(path)), writer_(database.table_writer(cf)) {}

Stored<std::unique_ptr<Tabelbestand>> Tabelbestand::create(Database& database, Cf cf) {
  TRY(database.check_writable());
  database.pace().writing();
  std::unique_ptr<Tabelbestand> file(new Tabelbestand(database, cf, database.new_table_path()));
  const auto status = file->writer_->Open(file->path_.string());
  if (!status.ok()) return to_error(status);
  return file;
}

Tabelbestand::~Tabelbestand() {
  writer_.reset();
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

Stored<void> Tabelbestand::add(std::string_view key, std::string_view value) {
  constexpr std::size_t kCheckEvery = std::size_t{1} << 20U;
  unchecked_bytes_ += key.size() + value.size();
  if (unchecked_bytes_ > kCheckEvery) {
    if (auto writable = database_.check_writable(); !writable) return writable;
    database_.pace().writing();
    unchecked_bytes_ = 0;
  }
  const auto status = writer_->Put({key.data(), key.size()}, {value.data(), value.size()});
  if (!status.ok()) return to_error(status);
  return {};
}

Stored<void> Tabelbestand::finish() {
  const auto status = writer_->Finish();
  if (!status.ok()) return to_error(status);
  return {};
}

}  // namespace vish::storage
