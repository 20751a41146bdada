#pragma once

#include <algorithm>
#include <random>

#include "model.h"

namespace vish::test {

constexpr int kPool = 65;  ///< how many persons there are

/// Random numbers, and random day files, from one seed.
class Toeval {
 public:
  explicit Toeval(std::uint64_t seed) : random_(seed) {}

  int number(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }
  bool one_in(int n) { return number(1, n) == 1; }

  Modelregel random_row(int person, int peildag) {
    Modelregel row{.persoon = person, .start = -number(5, 60), .eind = {}, .kenmerk = ""};
    if (one_in(3)) row.kenmerk = "K" + std::to_string(number(1, 3));
    if (one_in(5)) row.eind = std::max(row.start, peildag + number(-3, 8));
    row.fase = one_in(12) ? proto::Fase::intake : static_cast<proto::Fase>(number(2, 5));
    return row;
  }

  /// Mostly what is registered, with the changes of a day, and with mistakes.
  Modelbestand make_file(const Modelaansluiting& model, int peildag) {
    Modelbestand file;
    const int stay = one_in(5) ? number(0, 100) : 97;
    for (const auto& [person, registered] : model.registraties) {
      if (number(0, 99) >= stay) continue;
      file.push_back(one_in(20) ? random_row(person, peildag) : registered.regel);
    }
    const int arriving = model.registraties.empty() ? number(0, 50) : number(0, 4);
    for (int i = 0; i < arriving; ++i) file.push_back(random_row(number(0, kPool - 1), peildag));
    if (one_in(4)) file.push_back(random_row(number(0, kPool - 1), peildag));
    for (int i = one_in(3) ? number(1, 3) : 0; i > 0; --i) {
      Modelregel faulty{.persoon = number(0, kPool - 1), .foutief = true, .eind = {}, .kenmerk = ""};
      std::erase_if(file, [&](const Modelregel& row) { return row.persoon == faulty.persoon && one_in(2); });
      file.push_back(faulty);
    }
    if (one_in(10)) file.push_back({.persoon = -1, .foutief = true, .eind = {}, .kenmerk = ""});
    std::shuffle(file.begin(), file.end(), random_);
    return file;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace vish::test
