#pragma once

#include <algorithm>
#include <random>

#include "model.h"
#include "support/dagbestand.h"

namespace vish::test {

constexpr int kPool = 65;  ///< how many persons there are

/// The day file as it is delivered; persons as they stand in the pool.
inline std::string text_of(const Modelbestand& file, const std::vector<proto::Bsn>& pool) {
  std::vector<Regel> lines;
  for (const auto& row : file) {
    if (row.persoon < 0) {
      lines.push_back(onleesbare_regel());
    } else if (row.foutief) {
      lines.push_back(foute_regel(pool[static_cast<std::size_t>(row.persoon)]));
    } else {
      lines.push_back({std::string(pool[static_cast<std::size_t>(row.persoon)].digits()), dag(row.start).text(),
                       std::string(to_text(row.fase)), row.kenmerk, row.eind ? dag(*row.eind).text() : ""});
    }
  }
  return dagbestand(lines);
}

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

  /// What an aansluiting may send next: the next day, an earlier one, or one that it sent before.
  Modelaansluiting::Gezien next_file(const Modelaansluiting& model, int today) {
    if (model.verwerkt && one_in(8)) return *model.verwerkt;
    if (model.vastgehouden && one_in(4)) return *model.vastgehouden;
    const int peildag = today + (one_in(15) ? 1 : one_in(4) ? -number(1, 3) : 0);
    if (model.verwerkt && one_in(10)) return {"", peildag, model.verwerkt->bestand};
    return {"", peildag, make_file(model, peildag)};
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace vish::test
