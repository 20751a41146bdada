#pragma once

#include <optional>

#include "proto/datum.h"

namespace vish::server {

/// The moment it is now.
proto::Tijdstip now();

/// The day that it is in Europe/Amsterdam at that moment.
proto::Datum amsterdam_day(proto::Tijdstip moment);

/// When the next day file of an aansluiting is due: nine o'clock in Amsterdam
/// on the first working day (Monday to Friday) after `laatste`, or after
/// today when nothing was delivered yet.
proto::Tijdstip next_due(std::optional<proto::Datum> laatste, proto::Tijdstip moment);

}  // namespace vish::server
