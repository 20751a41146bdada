#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/core/error.h"
#include "storage/database/register_keys.h"
#include "storage/engine/engine.h"
#include "storage/engine/verzoeken.h"

// All changes of the registry are made of these functions.
namespace vish::storage {

/// Returns the write of a record.
inline Op put(std::string_view kind, std::string_view id, std::string value) {
  return {Cf::registers, register_key(kind, id), std::move(value)};
}

/// Puts a record in place, and its new contents into the newest audit line of the change. A file of the registry that
/// waits for a second person becomes void, because that file was compared with another registry.
inline void put_told(Change& change, std::string_view kind, std::string_view id, std::string json) {
  void_verzoeken(change,
                 [](const proto::Verzoek& verzoek) { return verzoek.handeling == proto::Handeling::register_import; });
  change.audit.back().gegevens = json;
  change.ops.push_back(put(kind, id, std::move(json)));
}

/// Takes `aantal` numbers for aansluitingen and returns the first. `ops` gets the next free number, so a change makes
/// one call.
Stored<std::uint32_t> take_nummers(const Database& database, Ops& ops, std::uint32_t aantal = 1);

// These functions put a party in place as put_told() does. The change must have its audit line before.
void put_organisatie(Change& change, const proto::Organisatie& organisatie);
void put_aansluiting(Change& change, AansluitingState state);
void put_bevrager(Change& change, const proto::Bevrager& bevrager);
void put_partner(Change& change, const proto::Convenantpartner& partner);
void put_operator(Change& change, const proto::Operator& person);

/// Voids the requests to change that aansluiting, because they were compared with the aansluiting before the change.
void void_other_changes(Change& change, std::string_view code);

/// Whether that organisatie is registered and has not ended.
bool takes_part(const Stand& stand, std::string_view oin);
/// Returns `conflict` when some OINs do not take part; the error names them.
Stored<void> check_aanleveraars(const Stand& stand, const std::vector<proto::Oin>& oins);
/// Returns `conflict` when some OINs are no aanleveraar of the aansluiting; the error names them.
Stored<void> check_geen_aanleveraars(const proto::Aansluiting& aansluiting, const std::vector<proto::Oin>& oins);
/// Whether another operator has, or ever had, the certificate of this operator.
bool is_taken(const Stand& stand, const proto::Operator& person);

}  // namespace vish::storage
