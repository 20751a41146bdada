// Reads an input as a day file, whole and in pieces, under settings that the
// input gives, and demands the same of both and the promises of the reader.
//
// The first four bytes are the settings: flags, the peildatum, the largest
// size, and how the file is cut.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/opname.h"
#include "proto/terms/bevindingcode.h"

namespace vish::fuzz {
namespace {

constexpr std::size_t kSettings = 4;
constexpr unsigned kEarlyAllowed = 1;
constexpr unsigned kSmallLimit = 2;
constexpr unsigned kWithRuns = 4;

struct Invoer {
  proto::Dagbestandregels regels;
  std::string bestand;
  unsigned cut;
};

/// Makes of a short input a file that meets the limits on length: after 0xF5
/// a byte stands for a thousand, after 0xF6 for the most that a row may hold.
std::string with_runs(std::string_view bytes) {
  std::string made;
  std::size_t runs = 4;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const bool run = runs > 0 && at + 1 < bytes.size() && (bytes[at] == '\xF5' || bytes[at] == '\xF6');
    if (!run) {
      made.push_back(bytes[at]);
      continue;
    }
    made.append(bytes[at] == '\xF5' ? 1000 : 65'536, bytes[at + 1]);
    ++at;
    --runs;
  }
  return made;
}

Invoer make_invoer(std::string_view input) {
  const auto setting = [&](std::size_t place) -> unsigned { return static_cast<unsigned char>(input[place]); };
  Invoer made{.regels = {.peildatum = *Datum::from_days(20'000 + static_cast<std::int32_t>(setting(1)) * 4),
                         .vroege_fasen = (setting(0) & kEarlyAllowed) != 0},
              .bestand = std::string(input.substr(kSettings)),
              .cut = setting(3)};
  if ((setting(0) & kSmallLimit) != 0) made.regels.max_bytes = setting(2);
  if ((setting(0) & kWithRuns) != 0) made.bestand = with_runs(input.substr(kSettings));
  return made;
}

/// Gives the lengths of the pieces: all 1 for 0, else up to the cut, from a
/// linear congruential generator.
class Cutter {
 public:
  explicit Cutter(unsigned cut) : cut_(cut), state_(cut) {}
  std::size_t next() {
    if (cut_ == 0) return 1;
    state_ = state_ * 1'103'515'245U + 12'345U;
    return state_ / 65'536U % (cut_ + 1);
  }

 private:
  unsigned cut_;
  std::uint32_t state_;
};

template <class NextLength>
Opname read(const Invoer& invoer, NextLength next_length) {
  Opname opname(invoer.regels);
  proto::Dagbestandlezer lezer(invoer.regels, opname);
  Result<void, proto::Bestandsfout> result;
  std::string_view rest = invoer.bestand;
  while (result && !rest.empty()) {
    const std::string piece(rest.substr(0, next_length()));
    result = lezer.feed(piece);
    rest.remove_prefix(piece.size());
  }
  if (result) result = lezer.finish();
  opname.end(result);
  demand(result || result.error().code == proto::Bevindingcode::te_groot || invoer.bestand.size() > 0 ||
             result.error().code == proto::Bevindingcode::leeg,
         "an empty file is empty");
  demand(invoer.bestand.size() <= invoer.regels.max_bytes || !result, "a file that is too large is refused");
  if (!result) {
    const std::size_t calls = opname.calls().size();
    demand(lezer.feed("\n").error().code == result.error().code, "an error stays");
    demand(lezer.finish().error().code == result.error().code, "an error stays to the end");
    demand(opname.calls().size() == calls, "nothing is handed over after an error");
  }
  return opname;
}

}  // namespace
}  // namespace vish::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vish::fuzz;
  if (size < kSettings) return 0;
  const Invoer invoer = make_invoer({reinterpret_cast<const char*>(data), size});
  const Opname whole = read(invoer, [&] { return std::max<std::size_t>(invoer.bestand.size(), 1); });
  Cutter cutter(invoer.cut);
  const Opname pieces = read(invoer, [&] { return cutter.next(); });
  demand(whole.calls() == pieces.calls(), "however a file is cut, it gives the same");
  return 0;
}
