#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "proto/messages/auditregel.h"
#include "storage/crypto/zegel.h"

namespace vish::storage {

/// The unsealed part of a line of the audit log. It refers to the record, and is valid during the call that shows it.
struct Auditkop {
  std::uint64_t volgnummer;
  Tijdstip tijdstip;
  proto::Recorded<proto::Handeling, std::string_view> handeling;
  std::string_view actor;
  proto::Recorded<proto::Uitkomst, std::string_view> uitkomst;
  std::string_view onderwerp;  ///< empty: nothing
  std::string_view match_id;   ///< of a question, empty for others; the lines of one question follow each other
};

/// Returns the stored form of a line of the audit log. Most of it may be read by anybody who holds the database; the
/// reference of the bailiff is sealed and bound to the number of the line.
std::string encode_audit(const proto::Auditregel& regel, const Zegel& zegel);

/// Reads a stored line. The call fails with `corrupt` when `bytes` are not the line with that number.
Stored<proto::Auditregel> decode_audit(std::uint64_t volgnummer, std::string_view bytes, const Zegel& zegel);

/// Reads the unsealed part of a stored line. It refers to `bytes`.
Stored<Auditkop> decode_audit_head(std::uint64_t volgnummer, std::string_view bytes);

/// Returns the pseudonym, in hex, of the person whom the line is about, or an empty text for nobody. The text refers to
/// `bytes`. The call opens no seal.
Stored<std::string_view> decode_audit_persoon(std::string_view bytes);

}  // namespace vish::storage
