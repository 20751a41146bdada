#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "property/storage/toeval.h"
#include "support/opslag.h"

namespace vish::test {

/// Aansluitingen, bevragers and covenant partners in storage, and the same as
/// plain values: what changes, changes in both. The persons of the pool whose
/// place is below kTestnummers have test numbers.
class World {
 public:
  /// `today` is the first day, as in dag(); -2 or later, since persons start
  /// until -5 and files are of three days before at most.
  World(std::uint64_t seed, int today);

  /// Changes something; what it was. New kinds of change go into its table.
  std::string step();

  struct Bron {
    std::string naam;  ///< of its organisatie
    proto::Contact contact;
    bool toon_fase;
    int place;  ///< in the order of connection; the step to productie connects anew
    Modelaansluiting model;
  };
  struct Partner {
    std::vector<std::string> numbers;  ///< KvK numbers and OINs
    int from;
    std::optional<int> until;
  };

  const std::map<std::string, Bron>& bronnen() const { return bronnen_; }
  const std::map<std::string, proto::Aansluitfase>& bevragers() const { return bevragers_; }  ///< by OIN
  const std::map<std::string, Partner>& partners() const { return partners_; }                ///< by id
  const std::vector<proto::Bsn>& pool() const { return pool_; }
  int today() const { return today_; }
  Toeval& toeval() { return toeval_; }
  storage::Store& store() { return *opslag_.store; }

 private:
  static constexpr int kTestnummers = 50;

  void connect(proto::Aansluitfase fase);
  void add_bevrager(proto::Aansluitfase fase);
  void deliver();
  void decide();
  void roll_back();
  void move();
  void end();
  void toggle_toon_fase();
  void move_bevrager();
  void change_keys();
  void change_partners();

  /// What is done about a delivery, by a second person too where the first has to wait for one.
  template <class Act>
  proto::Aanleverrapport by_two(const std::string& id, const std::string& name, const Act& act) {
    auto line = handeling(name);
    line.tijdstip = moment(30);
    auto done = need(act(line));
    if (!opslag_.waits(name, id)) return done;
    line.actor = kTweede;
    return need(act(line));
  }

  using Place = std::map<std::string, Bron>::iterator;
  Place pick();
  void move_to(const std::string& oin, proto::Aansluitfase fase);

  Toeval toeval_;
  Opslag opslag_;
  int today_;
  int places_ = 0;
  int parties_ = 100;  ///< OINs that were given out
  std::vector<proto::Bsn> pool_;
  std::map<std::string, Bron> bronnen_;
  std::map<std::string, proto::Aansluitfase> bevragers_;
  std::map<std::string, Partner> partners_;
};

/// A KvK number of a creditor, 0 to 9.
proto::KvkNummer kvk(int number);
/// The OIN that is built on that KvK number: it names the same creditor.
proto::Oin oin_on_kvk(int number);

}  // namespace vish::test
