#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "proto/terms/identifiers.h"
#include "server/message/message.h"
#include "server/scheduling/asio.h"

namespace vish::server {

/// The reason for which an upload is cut off.
enum class Cut : std::uint8_t {
  rights,   ///< the party may no longer deliver
  besluit,  ///< an operator decides on the aansluiting
  stop,     ///< the server stops
};

/// Holds the deliveries whose body comes in, so that each can be cut off at once. Any thread may use it.
class Uploads {
  struct Running;

 public:
  Uploads() = default;
  Uploads(const Uploads&) = delete;
  Uploads& operator=(const Uploads&) = delete;

  /// Holds one of those deliveries as long as this object lives. It belongs to the thread of its connection.
  class Upload {
   public:
    /// `body` must outlive this object. A stop of the server cuts the upload off from the start.
    Upload(Uploads& all, std::string aansluitcode, proto::Oin oin, const Executor& executor, BodyReader& body);
    ~Upload();
    Upload(const Upload&) = delete;
    Upload& operator=(const Upload&) = delete;

    /// Returns the reason why the body was interrupted; nothing when it was not.
    std::optional<Cut> cut() const;

   private:
    Uploads& all_;
    std::list<std::shared_ptr<Running>>::iterator place_;
  };

  /// Says whether the party lost the right to deliver for the aansluiting.
  using Ends = std::function<bool(const std::string& aansluitcode, const proto::Oin& oin)>;
  /// Interrupts each delivery for which `ends` says that the party lost the right.
  void cut_if(const Ends& ends);
  /// Interrupts the deliveries of that aansluiting, for a decision of an operator.
  void cut_for_decision(const std::string& aansluitcode);
  /// Interrupts all deliveries, and those that still come.
  void stop();
  bool stopping() const;

 private:
  void cut(const std::shared_ptr<Running>& running, Cut why);

  mutable std::mutex mutex_;
  bool stopping_ = false;
  std::list<std::shared_ptr<Running>> running_;
};

}  // namespace vish::server
