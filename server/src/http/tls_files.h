#pragma once

#include <boost/asio/ssl/context.hpp>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "http/asio.h"
#include "pki/trust.h"
#include "proto/result.h"

namespace vish::server {

/// What the files of [tls] hold, read once and fit to serve.
struct Tlsbestanden {
  std::shared_ptr<asio::ssl::context> asked_for;  ///< for clients that may come without a certificate
  std::shared_ptr<asio::ssl::context> required;   ///< for those that may not
  std::unique_ptr<Trust> trust;                   ///< its lists are read
  std::vector<std::string> notices;               ///< of Trust::refresh(): what does not stand in the way
};

/// Revocation lists that are missing or overdue.
enum class LateLists {
  refused,
  awaited  ///< lists are read again and again; until then nobody comes in under that CA
};

/// Reads them; or everything that forbids it at that moment, one Dutch sentence
/// each: a certificate that is not valid now, is not for servers or does not go
/// with its key, a CA that cannot be read, a CA without a revocation list that
/// holds, unless those are awaited.
Result<Tlsbestanden, std::vector<std::string>> read_tls(const Tlsinstellingen& settings, std::time_t now,
                                                        LateLists lists);

}  // namespace vish::server
