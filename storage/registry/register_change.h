#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/core/error.h"
#include "storage/database/register_keys.h"
#include "storage/engine/engine.h"
#include "storage/engine/verzoeken.h"

// What all changes of the registry are made of.
namespace vish::storage {

inline Op put(std::string_view kind, std::string_view id, std::string value) {
  return {Cf::registers, register_key(kind, id), std::move(value)};
}

/// Puts a record in place; its line, the newest of the change, tells how the record is now. A file of the registry that
/// waits for a second person was compared with another one then.
inline void put_told(Change& change, std::string_view kind, std::string_view id, std::string json) {
  void_verzoeken(change,
                 [](const proto::Verzoek& verzoek) { return verzoek.handeling == proto::Handeling::register_import; });
  change.audit.back().gegevens = json;
  change.ops.push_back(put(kind, id, std::move(json)));
}

/// Takes the next numbers for aansluitingen: the first of so many. One call
/// for each change, whose `ops` get what follows them.
Stored<std::uint32_t> take_nummers(const Database& database, Ops& ops, std::uint32_t aantal = 1);

// Each tells it in the newest line of the change, which comes first.
void put_organisatie(Change& change, const proto::Organisatie& organisatie);
void put_aansluiting(Change& change, AansluitingState state);
void put_bevrager(Change& change, const proto::Bevrager& bevrager);
void put_partner(Change& change, const proto::Convenantpartner& partner);
void put_operator(Change& change, const proto::Operator& person);

/// Requests to change that aansluiting were compared with what it was.
void void_other_changes(Change& change, std::string_view code);

/// Registered, and not ended.
bool takes_part(const Stand& stand, std::string_view oin);
/// `conflict` that names those who do not take part.
Stored<void> check_aanleveraars(const Stand& stand, const std::vector<proto::Oin>& oins);
/// `conflict` that names those who do not deliver for it.
Stored<void> check_geen_aanleveraars(const proto::Aansluiting& aansluiting, const std::vector<proto::Oin>& oins);
/// Somebody else has, or ever had, this certificate.
bool is_taken(const Stand& stand, const proto::Operator& person);

}  // namespace vish::storage
