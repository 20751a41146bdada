#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vish::proto {

enum class Ernst { fout, waarschuwing };
std::string_view to_text(Ernst value);

/// One remark on a day file. `melding` says in Dutch what to do; neither it
/// nor any other member ever holds a BSN or another value from the file.
struct Bevinding {
  std::uint64_t regel = 0;  ///< line in the file, from 1; 0: the file as a whole
  std::string kolom;        ///< column name as in product rules; empty: the whole row
  Ernst ernst = Ernst::fout;
  std::string code;
  std::string melding;

  bool operator==(const Bevinding&) const = default;
};

/// The findings of one file within fixed memory: the first kKept by line
/// number, and for every code how often it was found, also past that.
class Bevindingen {
 public:
  static constexpr std::size_t kKept = 1000;

  /// Findings may come in any order of lines; of one line they keep the
  /// order in which they came.
  void add(Bevinding bevinding);

  /// Ascending by line.
  std::vector<Bevinding> first() const;
  const std::map<std::string, std::uint64_t>& per_code() const { return per_code_; }

 private:
  std::multimap<std::uint64_t, Bevinding> by_line_;
  std::map<std::string, std::uint64_t> per_code_;
};

}  // namespace vish::proto
