#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "proto/registry/parties.h"
#include "proto/terms/domein.h"

namespace vish::test {

/// One line of a day file, before it is text.
struct Modelregel {
  int persoon;  ///< in the pool; -1: a number that nobody can read
  bool foutief = false;
  int start = 0;
  std::optional<int> eind;
  proto::Fase fase = proto::Fase::stabilisatie;
  std::string kenmerk;

  bool operator==(const Modelregel&) const = default;
};
using Modelbestand = std::vector<Modelregel>;

struct Modelregistratie {
  Modelregel regel;
  int peildag;                ///< of the last file that confirmed it
  bool van_geen_rij = false;  ///< its end date was put off

  bool same_contents(const Modelregel& other) const {
    return !van_geen_rij && regel.start == other.start && regel.eind == other.eind && regel.fase == other.fase &&
           regel.kenmerk == other.kenmerk;
  }
};

using Modelregistraties = std::map<int, Modelregistratie>;

inline bool ends_before(const Modelregistratie& each, int dag) { return each.regel.eind && *each.regel.eind < dag; }
inline std::uint64_t in_force(const Modelregistraties& registraties, int dag) {
  return static_cast<std::uint64_t>(std::count_if(registraties.begin(), registraties.end(),
                                                  [&](const auto& each) { return !ends_before(each.second, dag); }));
}
/// In force on that day under the first, and not under the second.
inline std::uint64_t lost(const Modelregistraties& before, const Modelregistraties& after, int dag) {
  return static_cast<std::uint64_t>(std::count_if(before.begin(), before.end(), [&](const auto& each) {
    const auto now = after.find(each.first);
    return !ends_before(each.second, dag) && (now == after.end() || ends_before(now->second, dag));
  }));
}

/// The guard of the product, written without a look at how storage does it.
class Modelbewaking {
 public:
  /// What there was before a file.
  struct Voor {
    const Modelregistraties& registraties;
    bool correctie;  ///< the file is of the peildatum in force
  };

  explicit Modelbewaking(const proto::Drempels& drempels) : drempels_(drempels) {}

  bool must_hold(const Voor& voor, const Modelregistraties& na, int vandaag) const {
    auto basis = judged_by(voor, vandaag);
    const bool first = in_force(basis, vandaag) == 0;
    if (first) {
      basis = na;  // of a first file those of today, as if they would stay
      std::erase_if(basis, [&](const auto& each) { return ends_before(each.second, vandaag); });
      for (auto& [_, each] : basis) each.regel.eind.reset();
    }
    for (int dag = vandaag; dag <= vandaag + kWeek; ++dag) {
      if (loses_much(basis, na, dag) && !(first && lost(basis, na, dag) < 3)) return true;
      if (voor.correctie && loses_much(voor.registraties, na, dag)) return true;
    }
    return loses_much_in_a_month(voor, na, vandaag) || grows_much(judged_by(voor, vandaag), na, vandaag) ||
           grows_much_in_a_month(voor, na, vandaag);
  }

  /// Before it is in force.
  void remember(const Voor& voor, const Modelregistraties& na, int vandaag) {
    auto peilen = levels(voor, vandaag);
    peilen.push_back(next_level(voor, na, vandaag));
    if (in_force(judged_by(voor, vandaag), vandaag) == 0) {
      basis_.reset();
    } else if (!voor.correctie || !basis_) {
      basis_ = voor.registraties;
    }
    peilen_ = std::move(peilen);
  }
  /// An operator decided that this is how it is.
  void start_anew(const Modelregistraties& registraties, int vandaag) {
    peilen_ = {begin(registraties, vandaag)};
    basis_.reset();
  }

 private:
  const Modelregistraties& judged_by(const Voor& voor, int vandaag) const {
    return voor.correctie && basis_ && in_force(*basis_, vandaag) > 0 ? *basis_ : voor.registraties;
  }

  /// A week from now the last of the days that count has ended.
  static constexpr int kWeek = 8;
  struct Peil {
    int dag;
    long aantal;         ///< a week on
    long saldo;          ///< of all that files added and took away a week on
    std::uint64_t toen;  ///< in force on the day itself
    long gold;           ///< of those who were not decided on with an end date of that week
  };
  static Peil begin(const Modelregistraties& model, int vandaag) {
    const long later = a_week_on(model, vandaag);
    return {vandaag, later, 0, in_force(model, vandaag), later};
  }
  static long a_week_on(const Modelregistraties& model, int vandaag) {
    return static_cast<long>(in_force(model, vandaag + kWeek));
  }

  /// The levels that count for this file: of what was in force at any time in the last thirty days.
  std::vector<Peil> levels(const Voor& voor, int vandaag) const {
    auto result = peilen_;
    if (voor.correctie && !result.empty()) result.pop_back();
    while (result.size() > 1 && result[1].dag < vandaag - 30) result.erase(result.begin());
    const auto& basis = judged_by(voor, vandaag);
    if (result.empty() && in_force(basis, vandaag) > 0) {
      result.push_back(begin(basis, vandaag));
    }
    return result;
  }
  Peil next_level(const Voor& voor, const Modelregistraties& na, int vandaag) const {
    const auto before = levels(voor, vandaag);
    const long saldo = before.empty() ? 0 : before.back().saldo;
    const long change = a_week_on(na, vandaag) - a_week_on(judged_by(voor, vandaag), vandaag);
    const auto now = in_force(na, vandaag);
    return {vandaag, a_week_on(na, vandaag), saldo + change, now, static_cast<long>(now)};
  }

  bool loses_much(const Modelregistraties& voor, const Modelregistraties& na, int dag) const {
    const auto before = in_force(voor, dag);
    const auto gone = lost(voor, na, dag);
    if (before == 0) return false;
    if (in_force(na, dag) == 0 || gone == before) return true;
    const bool share = gone > drempels_.afname_aantal && gone * 100 > before * drempels_.afname_percentage;
    return share || (gone >= 3 && gone * 100 > before * std::max(50U, drempels_.afname_percentage));
  }
  bool loses_much_in_a_month(const Voor& voor, const Modelregistraties& na, int vandaag) const {
    const auto before = levels(voor, vandaag);
    const auto saldo = next_level(voor, na, vandaag).saldo;
    const auto now = static_cast<long>(in_force(na, vandaag));
    long most = 0;
    long gone = 0;
    long most_on_a_day = 0;
    for (const auto& each : before) {
      most = std::max(most, each.aantal);
      gone = std::max(gone, each.saldo - saldo);
      most_on_a_day = std::max(most_on_a_day, each.gold);
    }
    const auto is_too_much = [&](long lost, long of) {
      return lost >= 3 && lost * 100 > of * static_cast<long>(drempels_.netto_afname_percentage);
    };
    return is_too_much(std::max(gone, most - now), most) || is_too_much(most_on_a_day - now, most_on_a_day);
  }
  bool grows_much(const Modelregistraties& voor, const Modelregistraties& na, int vandaag) const {
    const auto before = in_force(voor, vandaag);
    const auto after = in_force(na, vandaag);
    if (before == 0) return after > drempels_.eerste_hoogstens;
    return is_much_more(before, after);
  }
  bool grows_much_in_a_month(const Voor& voor, const Modelregistraties& na, int vandaag) const {
    const auto before = levels(voor, vandaag);
    return std::ranges::any_of(
        before, [&](const Peil& each) { return each.toen > 0 && is_much_more(each.toen, in_force(na, vandaag)); });
  }
  bool is_much_more(std::uint64_t before, std::uint64_t after) const {
    return after > before + drempels_.groei_aantal && (after - before) * 100 > before * drempels_.groei_percentage;
  }

  /// By which corrections are judged; nothing: by what is registered.
  std::optional<Modelregistraties> basis_;
  std::vector<Peil> peilen_;
  proto::Drempels drempels_;
};

}  // namespace vish::test
