#pragma once

#include <string>
#include <vector>

#include "proto/json/problem.h"
#include "proto/registry/registerbestand.h"
#include "storage/stand/stand.h"

namespace vish::storage {

// The registry beside a file of it: plain functions over plain values.

/// Everybody who has not ended.
proto::Registerbestand registerbestand(const Stand& stand);

/// Tells one state of the registry from another, 64 hex digits: differs when
/// registerbestand() does.
std::string registry_fingerprint(const Stand& stand);

/// Gives a convenantpartner without id that of the one with its naam, if there
/// is exactly one.
void recognise_partners(const Stand& stand, proto::Registerbestand& bestand);

/// Why the file cannot be imported, everything at once, named by place:
/// somebody in it has ended or would go to another organisatie, an OIN that
/// takes no part in anything, a certificate of another operator, a
/// convenantpartner that is in it twice or is not told apart, or that binds a
/// creditor whom another one newly binds on the same days. Two that both have
/// an id may do so where the registry has no convenantpartner: they come from
/// an export, and were so before. After recognise_partners().
std::vector<proto::InvalidParam> import_findings(const Stand& stand, const proto::Registerbestand& bestand);

}  // namespace vish::storage
