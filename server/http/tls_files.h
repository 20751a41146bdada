#pragma once

#include <boost/asio/ssl/context.hpp>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "server/config/config.h"
#include "server/http/asio.h"
#include "server/pki/trust.h"

namespace vish::server {

/// What the files of [tls] hold, read once and fit to serve.
struct Tlsbestanden {
  std::shared_ptr<asio::ssl::context> asked_for;  ///< for clients that may come without a certificate
  std::shared_ptr<asio::ssl::context> required;   ///< for those that may not
  std::unique_ptr<Trust> trust;                   ///< its lists are read
  std::vector<std::string> remarks;               ///< what does not stand in the way, one Dutch sentence each
  std::vector<std::string> not_now;               ///< at a start: why the certificate does not hold at this moment
};

/// At a start nothing is in force that would be better: lists are read again
/// and again, and a clock may be set right.
enum class Occasion { start, change };

/// Reads them; or everything that forbids it, one Dutch sentence each: a
/// certificate that is not for servers or does not go with its key, a CA that
/// cannot be read; on a change also a chain that no client can accept now, and
/// a CA that never had a revocation list it can use. `saved`: see SavedLists.
Result<Tlsbestanden, std::vector<std::string>> read_tls(const Tlsinstellingen& settings,
                                                        const std::filesystem::path& saved, std::time_t now,
                                                        Occasion occasion);

}  // namespace vish::server
