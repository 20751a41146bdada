#pragma once

#include <filesystem>
#include <string_view>

#include "base/core/new_file.h"

namespace vish::vishctl {

/// A file that gets its name when it is complete. Until then it is called NAME.deel; without keep() it is removed, and
/// a NAME.deel that an ended program left goes too. Only its owner may read the file, and the file never takes the
/// place of another. The constructor and keep() throw Failure; each member throws std::runtime_error when NewFile
/// refuses.
class Uitvoerbestand {
 public:
  explicit Uitvoerbestand(const std::filesystem::path& file);
  ~Uitvoerbestand();
  Uitvoerbestand(const Uitvoerbestand&) = delete;
  Uitvoerbestand& operator=(const Uitvoerbestand&) = delete;

  void append(std::string_view text) { part_.append(text); }
  /// Gives the complete file its name; the file survives a power cut.
  void keep();

 private:
  std::filesystem::path file_;
  std::filesystem::path part_name_;
  NewFile part_;
};

}  // namespace vish::vishctl
