#pragma once

#include <optional>

#include "proto/dayfile/dagbestand.h"
#include "server/message/message.h"

namespace vish::server {

/// The form of a file, as the headers of its delivery tell it.
struct Bestandsvorm {
  bool gzip = false;
  std::optional<proto::Tekenset> tekenset;  ///< absent: to be found out
};

/// Returns the form of the file. Refuses a part of a file (400), and a file that is no CSV, is in a charset that the
/// server does not read, or is packed otherwise than with gzip, or is said to have no header (415).
Bestandsvorm require_bestandsvorm(const Request& request);

}  // namespace vish::server
