#pragma once

#include <optional>

#include "proto/dayfile/dagbestand.h"
#include "server/http/message.h"

namespace vish::server {

/// What the headers of a delivery say of its file.
struct Bestandsvorm {
  bool gzip = false;
  std::optional<proto::Tekenset> tekenset;  ///< absent: to be found out
};

/// Refuses a part of a file (400), and what is no CSV, in a charset that is
/// not read, or packed otherwise than with gzip (415).
Bestandsvorm require_bestandsvorm(const Request& request);

}  // namespace vish::server
