#include "storage/registry/convenant.h"

#include <algorithm>

namespace vish::storage {
namespace {

bool share_a_number(const proto::Convenantpartner& left, const proto::Convenantpartner& right) {
  const auto in_right = [&](const auto& number) { return has_number(right, number); };
  return std::ranges::any_of(left.kvk_nummers, in_right) || std::ranges::any_of(left.oins, in_right);
}

bool begins_in(const proto::Convenantpartner& later, const proto::Convenantpartner& earlier) {
  return later.ingangsdatum >= earlier.ingangsdatum && (!earlier.einddatum || later.ingangsdatum <= *earlier.einddatum);
}

const proto::Convenantpartner* registered(const Stand& stand, const proto::Convenantpartner& partner) {
  const auto found = stand.convenantpartners.find(partner.convenantpartner_id);
  return found == stand.convenantpartners.end() ? nullptr : &found->second;
}

}  // namespace

bool bind_one(const proto::Convenantpartner& left, const proto::Convenantpartner& right) {
  return (begins_in(left, right) || begins_in(right, left)) && share_a_number(left, right);
}

bool newly_bind_one(const Stand& stand, const proto::Convenantpartner& left, const proto::Convenantpartner& right) {
  if (!bind_one(left, right)) return false;
  const auto* left_before = registered(stand, left);
  const auto* right_before = registered(stand, right);
  return left_before == nullptr || right_before == nullptr || !bind_one(*left_before, *right_before);
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
