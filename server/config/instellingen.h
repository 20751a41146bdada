#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "server/config/config.h"

namespace vish::server {

/// The configuration in force. Ask for it when a value is needed, and hold it
/// no longer than one piece of work: a reload puts another in its place, while
/// who has the old one keeps seeing one consistent whole. Any thread.
class Instellingen {
 public:
  explicit Instellingen(Config config) : current_(std::make_shared<const Config>(std::move(config))) {}

  std::shared_ptr<const Config> now() const { return current_.load(); }
  void replace(Config config) { current_.store(std::make_shared<const Config>(std::move(config))); }

 private:
  std::atomic<std::shared_ptr<const Config>> current_;
};

}  // namespace vish::server
