#pragma once

#include <filesystem>
#include <string_view>

#include "base/core/new_file.h"

namespace vish::vishctl {

/// A file that gets its name when it is complete: until then it is called
/// NAME.deel, and is removed if it is not kept; what an ended program left under
/// that name goes. Readable by its owner only; never in the place of another.
/// Throws Failure.
class Uitvoerbestand {
 public:
  explicit Uitvoerbestand(const std::filesystem::path& file);
  ~Uitvoerbestand();
  Uitvoerbestand(const Uitvoerbestand&) = delete;
  Uitvoerbestand& operator=(const Uitvoerbestand&) = delete;

  void append(std::string_view text) { part_.append(text); }
  /// It is complete, also after a power cut.
  void keep();

 private:
  std::filesystem::path file_;
  std::filesystem::path part_name_;
  NewFile part_;
};

}  // namespace vish::vishctl
