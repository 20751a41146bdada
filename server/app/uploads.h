#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "proto/terms/identifiers.h"
#include "server/http/asio.h"
#include "server/http/message.h"

namespace vish::server {

/// Why an upload is cut off.
enum class Cut : std::uint8_t {
  rights,   ///< who delivers may no longer do so
  besluit,  ///< an operator decides on the aansluiting
  stop,     ///< the server stops
};

/// The deliveries whose body comes in, so that one can be cut off at once. Any
/// thread.
class Uploads {
  struct Running;

 public:
  Uploads() = default;
  Uploads(const Uploads&) = delete;
  Uploads& operator=(const Uploads&) = delete;

  /// One of them, as long as this lives; on the thread of its connection.
  class Upload {
   public:
    /// `body` must outlive this. Cut off from the start when the server stops.
    Upload(Uploads& all, std::string aansluitcode, proto::Oin oin, const Executor& executor, BodyReader& body);
    ~Upload();
    Upload(const Upload&) = delete;
    Upload& operator=(const Upload&) = delete;

    /// Why its body was interrupted.
    std::optional<Cut> cut() const;

   private:
    Uploads& all_;
    std::list<std::shared_ptr<Running>>::iterator place_;
  };

  using Ends = std::function<bool(const std::string& aansluitcode, const proto::Oin& oin)>;
  /// Interrupts the bodies of those for which `ends` says so: they lost the right.
  void cut_if(const Ends& ends);
  /// Interrupts those of that aansluiting, for a decision.
  void cut_for_decision(const std::string& aansluitcode);
  /// Interrupts all, and those that still come.
  void stop();
  bool stopping() const;

 private:
  void cut(const std::shared_ptr<Running>& running, Cut why);

  mutable std::mutex mutex_;
  bool stopping_ = false;
  std::list<std::shared_ptr<Running>> running_;
};

}  // namespace vish::server
