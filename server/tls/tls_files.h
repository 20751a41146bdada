#pragma once

#include <boost/asio/ssl/context.hpp>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "server/config/config.h"
#include "server/pki/trust.h"
#include "server/scheduling/asio.h"

namespace vish::server {

/// The contents of the files of [tls], read once and fit to serve.
struct Tlsbestanden {
  std::shared_ptr<asio::ssl::context> asked_for;  ///< for listeners where a client may come without a certificate
  std::shared_ptr<asio::ssl::context> required;   ///< for listeners where a client may not
  std::unique_ptr<Trust> trust;                   ///< with its lists read
  /// what an operator should know although it is no obstacle, one Dutch sentence each
  std::vector<std::string> remarks;
  std::vector<std::string> not_now;  ///< at a start: why the certificate does not hold at this moment
};

/// The occasion on which files are read. A start accepts more than a change, because nothing better is in force, lists
/// are read again and again, and a clock may be set right.
enum class Occasion { start, change };

/// Reads the files of [tls]. An error holds every obstacle, one Dutch sentence each: a certificate that is not for
/// servers, does not fit its key or allows no connection, or a CA that cannot be read; on a change also a chain that no
/// client can accept now, or a CA that never had a usable revocation list. `saved` is the folder of SavedLists.
Result<Tlsbestanden, std::vector<std::string>> read_tls(const Tlsinstellingen& settings,
                                                        const std::filesystem::path& saved, std::time_t now,
                                                        Occasion occasion);

}  // namespace vish::server
