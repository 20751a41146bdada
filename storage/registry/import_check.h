#pragma once

#include <string>
#include <vector>

#include "proto/json/problem.h"
#include "proto/registry/registerbestand.h"
#include "storage/stand/stand.h"

namespace vish::storage {

// These functions compare the registry with a file of it. They are plain functions over plain values.

/// Returns the file of the registry: all parties and operators that have not ended, and all convenantpartners.
proto::Registerbestand registerbestand(const Stand& stand);

/// Returns 64 hex digits that differ when registerbestand() differs.
std::string registry_fingerprint(const Stand& stand);

/// Gives a convenantpartner without id the id of the convenantpartner with the same naam in the registry, if there is
/// exactly one.
void recognise_partners(const Stand& stand, proto::Registerbestand& bestand);

/// Returns all reasons why the file cannot be imported, named by place: a party or operator that has ended, an
/// aansluiting that would go to another organisatie, an OIN of no organisatie that takes part, a certificate of another
/// operator, a convenantpartner that is in the file twice or is not told apart, or a convenantpartner that newly binds
/// a creditor together with another one on the same days. Two convenantpartners with an id may do so where the registry
/// has no convenantpartner: they come from an export, and did so before. recognise_partners() must have run.
std::vector<proto::InvalidParam> import_findings(const Stand& stand, const proto::Registerbestand& bestand);

}  // namespace vish::storage
