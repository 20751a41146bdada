#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <string>

#include "proto/terms/foutcode.h"
#include "server/usage/allowance.h"
#include "server/usage/dagteller.h"

namespace vish::server {

/// Counts questions since the start, each once however many persons it is about: answered questions, and refused
/// questions by reason. Any thread may use it; it waits for nobody.
class Vragentelling {
 public:
  void answered(Datum dag) { beantwoord_.add(dag, 1, 0); }
  void refused(Datum dag, proto::Foutcode code) { geweigerd(code).add(dag); }
  /// Counts a question that was refused for going beyond fair use.
  void refused(Datum dag, Weigersoort soort) { boven_gebruik_.at(static_cast<std::size_t>(soort)).add(dag); }

  std::uint64_t answered_on(Datum dag) const { return beantwoord_.count(dag); }
  /// Returns the refused questions of that day by the reason in the audit log; only reasons that occurred.
  std::map<std::string, std::uint64_t> refused_on(Datum dag) const;
  /// Returns the refused questions since the start, for every reason that there is.
  std::map<std::string, std::uint64_t> refused_ever() const;

 private:
  struct Telling {
    void add(Datum day) {
      dag.add(day, 1, 0);
      ooit.fetch_add(1, std::memory_order_relaxed);
    }
    Dagteller dag;
    std::atomic<std::uint64_t> ooit{0};
  };
  static constexpr auto kFoutcodes = static_cast<std::size_t>(proto::Foutcode::nietBeschikbaar) + 1;

  Telling& geweigerd(proto::Foutcode code) { return geweigerd_.at(static_cast<std::size_t>(code)); }
  template <class Count>
  std::map<std::string, std::uint64_t> by_reason(const Count& count) const;

  Dagteller beantwoord_;
  std::array<Telling, kFoutcodes> geweigerd_;
  std::array<Telling, kWeigersoorten.size()> boven_gebruik_;
};

}  // namespace vish::server
