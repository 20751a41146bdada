#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "unit/proto/dagbestand_reading.h"

namespace vish::proto::test {

/// Random choices that one seed repeats.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& values) {
    std::shuffle(values.begin(), values.end(), engine_);
  }

 private:
  std::mt19937_64 engine_;
};

/// A value as it is meant, with the findings that it must lead to.
struct MadeValue {
  std::string text;
  std::vector<std::string> faults{};
  std::vector<std::string> warnings{};
  bool torn = false;  ///< a date or a fase that may be of two rows
};

/// A row as it is meant; nothing here is found by reading text.
struct MadeRow {
  MadeValue bsn;
  MadeValue startdatum;
  MadeValue fase;
  MadeValue kenmerk;
  MadeValue einddatum;
  std::string readable_bsn;  ///< nine digits, or empty
  std::string start_iso;
  std::string fase_name;
  std::string kept_kenmerk;
  std::string end_iso = "-";
};

MadeRow make_row(Dice& dice);

/// A file and what reading it must give.
struct MadeFile {
  std::string bytes;
  Events expected;
};

MadeFile make_file(Dice& dice);

}  // namespace vish::proto::test
