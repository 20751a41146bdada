#include "storage/registry/register.h"
#include "storage/registry/register_change.h"

namespace vish::storage {
namespace {

constexpr auto kTaken = "dit certificaat is of was van een andere beheerder";

}  // namespace

void put_operator(Change& change, const proto::Operator& person) {
  put_told(change, kOperator, person.naam, proto::to_record(person));
  change.next.operators.insert_or_assign(person.naam, person);
  change.ops.push_back(put(kVingerafdruk, person.vingerafdruk, person.naam));
  change.next.vingerafdrukken.insert_or_assign(person.vingerafdruk, person.naam);
}

bool is_taken(const Stand& stand, const proto::Operator& person) {
  const auto holder = stand.vingerafdrukken.find(person.vingerafdruk);
  return holder != stand.vingerafdrukken.end() && holder->second != person.naam;
}

Stored<proto::Operator> Register::add(proto::Operator person, const proto::Auditregel& regel) {
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    if (stand.operators.contains(person.naam)) {
      return conflict("er is of was al een beheerder met deze naam; een naam gaat nooit naar een ander");
    }
    if (is_taken(stand, person)) return conflict(kTaken);
    Change change = record(stand, regel, person.naam);
    put_operator(change, person);
    return change;
  });
  if (!done) return done.error();
  return person;
}

Stored<proto::Operator> Register::edit_operator(std::string_view naam, const proto::Auditregel& regel,
                                                const std::function<void(proto::Operator&)>& edit) {
  std::optional<proto::Operator> edited;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto found = stand.operators.find(naam);
    if (found == stand.operators.end()) return missing("deze beheerder");
    if (found->second.beeindigd_op) return conflict("deze beheerder is beëindigd");
    edited = found->second;
    edit(*edited);
    if (is_taken(stand, *edited)) return conflict(kTaken);
    Change change = record(stand, regel, naam);
    put_operator(change, *edited);
    return change;
  });
  if (!done) return done.error();
  return *std::move(edited);
}

Stored<proto::Operator> Register::change_operator(std::string_view naam, const proto::Operatorwijziging& wijziging,
                                                  const proto::Auditregel& regel) {
  return edit_operator(naam, regel, [&](proto::Operator& person) { proto::apply(wijziging, person); });
}

Stored<proto::Operator> Register::end_operator(std::string_view naam, const proto::Auditregel& regel) {
  return edit_operator(naam, regel, [&](proto::Operator& person) { person.beeindigd_op = regel.tijdstip; });
}

}  // namespace vish::storage
