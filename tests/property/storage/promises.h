#pragma once

#include <map>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "disk.h"
#include "support/opslag.h"

namespace vish::test {

/// Something that was acknowledged is not there, or something is there in part.
struct Loss : std::runtime_error {
  using runtime_error::runtime_error;
};

/// Questions that were put to the audit log, and which of them it took.
class Questions {
 public:
  /// Until the power is cut; any thread. An answer that came later counts for nothing.
  void ask(storage::Store& store, const Disk& disk, std::uint64_t seed);
  /// The part of the log that no earlier check saw. Throws Loss.
  void check(storage::Store& store);
  /// The whole log. Throws Loss.
  void check_all(storage::Store& store);

  std::size_t acknowledged() const { return acknowledged_; }

 private:
  using Lines = std::vector<proto::Auditregel>;
  struct Asked {
    Lines regels;
    bool acknowledged = false;
  };
  using Log = std::map<std::string, Lines>;  ///< by match id

  Log read(storage::Store& store, std::uint64_t after) const;

  std::mutex mutex_;
  std::map<std::string, Asked> asked_;  ///< since the last check, by match id
  std::map<std::string, Lines> seen_;
  std::uint64_t checked_ = 0;
  std::size_t acknowledged_ = 0;
};

/// One aansluiting that delivers, and what is known of its deliveries.
class Source {
 public:
  Source(std::string code, std::vector<proto::Bsn> people)
      : code_(std::move(code)), people_(std::move(people)), in_force_{{}, std::vector<std::string>(people_.size())} {}

  /// Until the power is cut; one thread.
  void deliver(Opslag& opslag, const Disk& disk, std::uint64_t seed);
  /// The reports, and one of every `stride` persons. Throws Loss.
  void check(Opslag& opslag, std::size_t stride);

  const std::string& code() const { return code_; }
  std::size_t acknowledged() const { return acknowledged_; }

 private:
  struct Delivery {
    std::string id;                      ///< empty: not known, or none yet
    std::vector<std::string> kenmerken;  ///< of each person; empty: not registered
  };

  Delivery next(std::mt19937_64& random);
  std::string file(const Delivery& delivery) const;
  void check_reports(Opslag& opslag);

  const std::string code_;
  const std::vector<proto::Bsn> people_;
  Delivery in_force_;
  std::optional<Delivery> in_flight_;
  std::vector<proto::Aanleverrapport> reports_;  ///< acknowledged since the last check
  std::size_t acknowledged_ = 0;
  int number_ = 0;
};

}  // namespace vish::test
