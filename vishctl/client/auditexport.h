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
  /// `verwerkingsregister`: for `logboek` only.
  Auditexport(proto::Exportformaat formaat, std::string verwerkingsregister)
      : formaat_(formaat), verwerkingsregister_(std::move(verwerkingsregister)) {}

  /// What goes before the first line.
  std::string begin() const;
  /// One line, with its end. Empty where `logboek` has no place for it: what
  /// vishd did of its own accord stands in no trace.
  std::string line(const Json& regel) const;

 private:
  proto::Exportformaat formaat_;
  std::string verwerkingsregister_;
};

}  // namespace vish::vishctl
