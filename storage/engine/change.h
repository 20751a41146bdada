#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "proto/messages/auditregel.h"
#include "storage/database/database.h"
#include "storage/stand/stand.h"

namespace vish::storage {

/// The next stand, and everything that must become durable with it.
struct Change {
  Stand next;
  Ops ops;
  std::vector<proto::Auditregel> audit;
};

/// Makes a change that only writes its line of the audit log; the caller adds the effect of the act.
inline Change record(const Stand& stand, proto::Auditregel regel, std::string_view onderwerp,
                     proto::Uitkomst uitkomst = proto::Uitkomst::uitgevoerd) {
  regel.onderwerp = onderwerp;
  regel.uitkomst = uitkomst;
  return {stand, {}, {std::move(regel)}};
}

/// Makes an error: something does not exist, or a change does not fit the present state.
inline Error missing(std::string_view what) { return {ErrorCode::missing, std::string(what) + " bestaat niet"}; }
inline Error conflict(std::string message) { return {ErrorCode::conflict, std::move(message)}; }

}  // namespace vish::storage
