#pragma once

#include <string>
#include <utility>

#include "proto/terms/domein.h"
#include "vishctl/client/view.h"

namespace vish::vishctl {

/// Writes lines of the audit log, as /v1/auditregels gives them, in the form in
/// which they leave the index.
class Auditexport {
 public:
  /// Only `logboek` uses `verwerkingsregister`.
  Auditexport(proto::Exportformaat formaat, std::string verwerkingsregister)
      : formaat_(formaat), verwerkingsregister_(std::move(verwerkingsregister)) {}

  /// Returns the text before the first line.
  std::string begin() const;
  /// Returns one line, with its end; empty where `logboek` has no place for the line: an act of vishd of its own accord
  /// stands in no trace.
  std::string line(const Json& regel) const;

 private:
  proto::Exportformaat formaat_;
  std::string verwerkingsregister_;
};

}  // namespace vish::vishctl
