#include "vishctl/uitvoerbestand.h"

#include <system_error>

#include "vishctl/failure.h"

namespace vish::server {

namespace {

namespace fs = std::filesystem;

fs::path part_name(const fs::path& file) { return file.string() + ".deel"; }

const fs::path& require_absent(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(file, ignored))) return file;
  throw Failure(ExitCode::local, file.string() + " bestaat al");
}

}  // namespace

Uitvoerbestand::Uitvoerbestand(const fs::path& file)
    : file_(require_absent(file)), part_name_(part_name(file)), part_(require_absent(part_name_), kSecretFile) {}

Uitvoerbestand::~Uitvoerbestand() {
  std::error_code ignored;
  fs::remove(part_name_, ignored);
}

void Uitvoerbestand::keep() {
  part_.sync();
  std::error_code failure;
  // Unlike a rename, it takes the place of no file that came meanwhile.
  fs::create_hard_link(part_name_, file_, failure);
  if (failure) throw Failure(ExitCode::local, file_.string() + ": " + failure.message());
}

}  // namespace vish::server
