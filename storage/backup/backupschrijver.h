#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "proto/messages/backupmanifest.h"
#include "storage/crypto/cms.h"
#include "storage/database/database.h"

namespace vish::storage {

/// Encrypts files into a folder, part by part, at a pace that leaves room for answers. One thread; the arguments of the
/// constructor must outlive the object.
class Backupschrijver {
 public:
  Backupschrijver(std::filesystem::path folder, const Ontvangers& ontvangers, WritePace& tempo,
                  const Database::GoOn& may_go_on)
      : folder_(std::move(folder)), ontvangers_(ontvangers), pace_(tempo), may_go_on_(may_go_on) {}

  /// Encrypts one file; its parts are on disk when this returns. Returns the error of `may_go_on`, which is called
  /// before each part.
  Stored<proto::Backupbestand> write(const std::filesystem::path& file, std::string naam);

  /// Returns the bytes of all parts so far.
  std::uint64_t bytes() const { return bytes_; }

 private:
  Stored<void> write_deel(std::string_view plain, proto::Backupbestand& bestand);

  std::filesystem::path folder_;
  const Ontvangers& ontvangers_;
  WritePace& pace_;
  const Database::GoOn& may_go_on_;
  std::uint64_t delen_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace vish::storage
