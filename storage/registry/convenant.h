#pragma once

#include <string>

#include "storage/stand/stand.h"

namespace vish::storage {

/// Whether two convenantpartners bind one creditor on some day: they share a number, in whichever form, and a day.
/// Ending one then leaves the creditor bound.
bool bind_one(const proto::Convenantpartner& left, const proto::Convenantpartner& right);

/// Whether the two bind a creditor together on a day on which the registry does not have them bind that creditor. What
/// an older version let in may stay, become less and get another name; it never becomes more.
bool newly_bind_one(const Stand& stand, const proto::Convenantpartner& left, const proto::Convenantpartner& right);

/// Returns another convenantpartner of the registry with which this one newly binds one creditor; null when there is
/// none.
const proto::Convenantpartner* bound_by_another(const Stand& stand, const proto::Convenantpartner& partner);

/// Returns how an operator knows a convenantpartner: its name, its id if it has one, and its days, in Dutch.
std::string partner_text(const proto::Convenantpartner& partner);

}  // namespace vish::storage
