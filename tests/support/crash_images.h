#pragma once

#include <fstream>

#include "support/keys_on_disk.h"

namespace vish::test {

// The log of RocksDB holds every write in order. A power cut leaves a prefix of the log, and each prefix that ends
// between two writes can be opened as a database.

inline std::filesystem::path newest_log(const std::filesystem::path& data) {
  std::filesystem::path newest;
  for (const auto& entry : std::filesystem::directory_iterator(data)) {
    if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
  }
  return newest;
}

/// Returns where each write in the log ends. The format is blocks of 32 kB with fragments of a header (4 bytes
/// checksum, 2 length, 1 type) and a payload.
inline std::vector<std::uintmax_t> ends_of_writes(const std::filesystem::path& log) {
  constexpr std::size_t kBlock = 32768;
  constexpr std::size_t kHeader = 7;
  constexpr int kFull = 1;
  constexpr int kLast = 4;
  std::ifstream file(log, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::vector<std::uintmax_t> ends{0};
  std::size_t at = 0;
  while (at + kHeader <= bytes.size()) {
    if (kBlock - at % kBlock < kHeader) {
      at += kBlock - at % kBlock;
      continue;
    }
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(bytes[at + offset]); };
    const int type = byte(6);
    at += kHeader + static_cast<std::size_t>(byte(4)) + (static_cast<std::size_t>(byte(5)) << 8U);
    if (type == kFull || type == kLast) ends.push_back(at);
  }
  return ends;
}

/// The data folder as it was after each write since the last opening.
class CrashImages {
 public:
  explicit CrashImages(Opslag& opslag) : data_(opslag.folder / "data"), saved_(opslag.folder / "gered") {
    opslag.close();
    std::filesystem::copy(data_, saved_, std::filesystem::copy_options::recursive);
    ends_ = ends_of_writes(newest_log(saved_));
  }
  std::size_t size() const { return ends_.size(); }
  /// Puts the data folder as it was after the first `which` writes.
  void restore(std::size_t which) const {
    std::filesystem::remove_all(data_);
    std::filesystem::copy(saved_, data_, std::filesystem::copy_options::recursive);
    std::filesystem::resize_file(newest_log(data_), ends_.at(which));
  }

 private:
  std::filesystem::path data_;
  std::filesystem::path saved_;
  std::vector<std::uintmax_t> ends_;
};

}  // namespace vish::test
