#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "cms.h"
#include "proto/backupmanifest.h"
#include "storage/error.h"
#include "tempo.h"

namespace vish::storage {

/// Encrypts files into a folder, part by part, at a pace that leaves room for
/// answers. What it is made with must outlive it. One thread.
class Backupschrijver {
 public:
  Backupschrijver(std::filesystem::path folder, const Ontvangers& ontvangers, Tempo& tempo,
                  const std::atomic<bool>& stopping)
      : folder_(std::move(folder)), ontvangers_(ontvangers), tempo_(tempo), stopping_(stopping) {}

  /// Each part is on disk when this returns. `unavailable` once `stopping` is true.
  Stored<proto::Backupbestand> write(const std::filesystem::path& file, std::string naam);

  /// Of all parts so far.
  std::uint64_t bytes() const { return bytes_; }

 private:
  Stored<void> write_deel(std::string_view plain, proto::Backupbestand& bestand);

  std::filesystem::path folder_;
  const Ontvangers& ontvangers_;
  Tempo& tempo_;
  const std::atomic<bool>& stopping_;
  std::uint64_t delen_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace vish::storage
