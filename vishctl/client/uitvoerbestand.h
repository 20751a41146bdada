#pragma once

#include <filesystem>
#include <string_view>

#include "base/core/new_file.h"

namespace vish::vishctl {

/// A file that gets its name when it is complete. Until then it is called NAME.deel; without keep() it is removed, and
/// a NAME.deel that an ended program left goes too. Readable by its owner only; never in the place of another file.
/// Throws Failure.
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
