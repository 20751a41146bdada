#include "storage/registry/convenant.h"

#include <algorithm>
#include <optional>

namespace vish::storage {
namespace {

template <class Condition>
bool any_number(const proto::Convenantpartner& partner, const Condition& condition) {
  return std::ranges::any_of(partner.kvk_nummers, condition) || std::ranges::any_of(partner.oins, condition);
}

bool share_a_number(const proto::Convenantpartner& left, const proto::Convenantpartner& right) {
  return any_number(left, [&](const auto& number) { return has_number(right, number); });
}

struct Days {
  Datum first;
  std::optional<Datum> last;
};

Days common_days(const proto::Convenantpartner& left, const proto::Convenantpartner& right) {
  const auto first = std::max(left.ingangsdatum, right.ingangsdatum);
  if (!left.einddatum) return {first, right.einddatum};
  return {first, right.einddatum ? std::min(*left.einddatum, *right.einddatum) : *left.einddatum};
}

bool has_any(const Days& days) { return !days.last || days.first <= *days.last; }

bool lie_within(const Days& inner, const Days& outer) {
  return outer.first <= inner.first && (!outer.last || (inner.last && *inner.last <= *outer.last));
}

const proto::Convenantpartner* registered(const Stand& stand, const proto::Convenantpartner& partner) {
  const auto found = stand.convenantpartners.find(partner.convenantpartner_id);
  return found == stand.convenantpartners.end() ? nullptr : &found->second;
}

}  // namespace

bool bind_one(const proto::Convenantpartner& left, const proto::Convenantpartner& right) {
  return has_any(common_days(left, right)) && share_a_number(left, right);
}

bool newly_bind_one(const Stand& stand, const proto::Convenantpartner& left, const proto::Convenantpartner& right) {
  if (!bind_one(left, right)) return false;
  const auto* left_before = registered(stand, left);
  const auto* right_before = registered(stand, right);
  if (left_before == nullptr || right_before == nullptr) return true;
  const auto is_added = [&](const auto& number) {
    return has_number(right, number) && !(has_number(*left_before, number) && has_number(*right_before, number));
  };
  return any_number(left, is_added) || !lie_within(common_days(left, right), common_days(*left_before, *right_before));
}

const proto::Convenantpartner* bound_by_another(const Stand& stand, const proto::Convenantpartner& partner) {
  const auto found = std::ranges::find_if(stand.convenantpartners, [&](const auto& entry) {
    return entry.first != partner.convenantpartner_id && newly_bind_one(stand, partner, entry.second);
  });
  return found == stand.convenantpartners.end() ? nullptr : &found->second;
}

std::string partner_text(const proto::Convenantpartner& partner) {
  const auto& id = partner.convenantpartner_id;
  const auto until = partner.einddatum ? " tot en met " + partner.einddatum->text() : std::string();
  return partner.naam + " (" + (id.empty() ? "" : id + ", ") + "vanaf " + partner.ingangsdatum.text() + until + ")";
}

}  // namespace vish::storage
