#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "proto/messages/auditregel.h"
#include "storage/crypto/zegel.h"

namespace vish::storage {

/// A line of the log as far as it is not sealed. Valid during the call that shows it.
struct Auditkop {
  std::uint64_t volgnummer;
  Tijdstip tijdstip;
  proto::Recorded<proto::Handeling, std::string_view> handeling;
  std::string_view actor;
  proto::Recorded<proto::Uitkomst, std::string_view> uitkomst;
  std::string_view onderwerp;  ///< empty: nothing
  std::string_view match_id;   ///< of a question, empty for others; the lines of one question follow each other
};

/// The stored form of a line of the audit log: what may be read by whoever
/// holds the database, and the bailiff's reference sealed, bound to the
/// line's number.
std::string encode_audit(const proto::Auditregel& regel, const Zegel& zegel);

/// `corrupt` when `bytes` are not the line with that number.
Stored<proto::Auditregel> decode_audit(std::uint64_t volgnummer, std::string_view bytes, const Zegel& zegel);

/// The unsealed beginning of it; refers to `bytes`.
Stored<Auditkop> decode_audit_head(std::uint64_t volgnummer, std::string_view bytes);

/// The pseudonym of the person that the line is about, as hex; empty: nobody.
/// Views `bytes`; opens no seal.
Stored<std::string_view> decode_audit_persoon(std::string_view bytes);

}  // namespace vish::storage
