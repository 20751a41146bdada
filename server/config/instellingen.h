#pragma once

#include <memory>
#include <utility>

#include "base/core/published.h"
#include "server/config/config.h"

namespace vish::server {

/// The configuration in force. A caller asks for it when it needs a value, and holds it for one piece of work only: a
/// reload replaces it, and a holder of the old one keeps seeing one consistent whole. Any thread may use it.
class Instellingen {
 public:
  explicit Instellingen(Config config) : current_(std::make_shared<const Config>(std::move(config))) {}

  std::shared_ptr<const Config> now() const { return current_.load(); }
  void replace(Config config) { current_.store(std::make_shared<const Config>(std::move(config))); }

 private:
  Published<const Config> current_;
};

}  // namespace vish::server
