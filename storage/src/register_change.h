#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "engine.h"
#include "register_keys.h"
#include "storage/error.h"

// What all changes of the registry are made of.
namespace vish::storage {

inline Error missing(std::string_view what) { return {ErrorCode::missing, std::string(what) + " bestaat niet"}; }
inline Error conflict(std::string message) { return {ErrorCode::conflict, std::move(message)}; }

inline Op put(std::string_view kind, std::string_view id, std::string json) {
  return {Cf::registers, register_key(kind, id), std::move(json)};
}

inline Change record(const Stand& stand, proto::Auditregel regel, std::string_view onderwerp,
                     std::string_view uitkomst = "uitgevoerd") {
  regel.onderwerp = onderwerp;
  regel.uitkomst = uitkomst;
  return {stand, {}, {std::move(regel)}};
}

}  // namespace vish::storage
