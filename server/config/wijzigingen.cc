#include "server/config/wijzigingen.h"

#include <algorithm>

#include "server/config/setting_table.h"

namespace vish::server {
namespace {

const Operator* find(const std::vector<Operator>& operators, const std::string& naam) {
  const auto found = std::ranges::find(operators, naam, &Operator::naam);
  return found == operators.end() ? nullptr : &*found;
}

std::string rol(const Operator& person) { return std::string(proto::to_text(person.rol)); }

void compare(const Operator& before, const Operator& after, std::vector<std::string>& changed) {
  const auto who = "operator " + after.naam;
  if (before.rol != after.rol) changed.push_back(who + " van " + rol(before) + " naar " + rol(after));
  if (before.vingerafdruk != after.vingerafdruk) changed.push_back(who + " met ander certificaat");
}

void compare_operators(const Config& from, const Config& to, std::vector<std::string>& changed) {
  for (const auto& person : to.operators) {
    if (const auto* before = find(from.operators, person.naam)) {
      compare(*before, person, changed);
    } else {
      changed.push_back("operator " + person.naam + " erbij met rol " + rol(person));
    }
  }
  for (const auto& person : from.operators) {
    if (find(to.operators, person.naam) == nullptr) changed.push_back("operator " + person.naam + " eraf");
  }
}

/// Returns the values of the term of the audit log, which must not change unseen; empty for another key.
std::string told_value(const Key& key, const Config& from, const Config& to) {
  if (key.name != "bewaartermijn_jaren") return "";
  return " van " + std::to_string(from.verantwoording.bewaartermijn_jaren) + " naar " +
         std::to_string(to.verantwoording.bewaartermijn_jaren);
}

}  // namespace

std::vector<std::string> wijzigingen(const Config& from, const Config& to) {
  auto before = from;
  auto after = to;
  std::vector<std::string> changed;
  for (const Key& key : config_keys()) {
    const bool same = std::visit([&](const auto& value) { return value.of(before) == value.of(after); }, key.value);
    if (!same) changed.push_back(full_name(key) + told_value(key, from, to));
  }
  compare_operators(from, to, changed);
  return changed;
}

}  // namespace vish::server
