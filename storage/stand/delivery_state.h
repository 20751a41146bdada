#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/stand/stand.h"

namespace vish::storage {

/// Returns the stored form, which column family `standen` holds.
std::string encode(const DeliveryState& state);
/// Reads the stored form, and returns nothing when it is damaged.
std::optional<DeliveryState> decode_delivery_state(std::string_view bytes);

/// Returns the processed delivery in force as a herstelpunt; there must be one.
Herstelpunt as_herstelpunt(const DeliveryState& state);

/// Returns the registrations in force as the uitgangspunt of later corrections.
Uitgangspunt as_uitgangspunt(const DeliveryState& state);

/// Counts the registrations that end on each day, for van_kracht().
Eindtellingen count_ends(const std::vector<Setregel>& set, std::int32_t vandaag);

/// Whether at most as many registrations end as there are.
bool ends_fit(const DeliveryState& state);

/// Whether every generation that the state needs was given out: none is above the highest.
bool generations_fit(const DeliveryState& state);

/// Returns the index keys under which the registrations, herstelpunten, uitgangspunt and held delivery of the state
/// stand, ascending.
std::vector<std::uint32_t> index_keys_of(const DeliveryState& state);

/// Counts registrations by their index key, ascending by key.
Sleuteltellingen count_keys(const std::vector<Setregel>& set);

/// Adds to the report of the delivery in force the findings on everything that is odd that day.
void tell(const DeliveryState& state, const proto::Drempels& drempels, Datum vandaag, proto::Aanleverrapport& rapport);

/// Whether the delivery is the held one.
bool holds(const DeliveryState& state, std::string_view aanlevering_id);

}  // namespace vish::storage
