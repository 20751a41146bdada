#pragma once

#include <openssl/ssl.h>

namespace vish::server {

/// Allows `context` TLS 1.2 and 1.3 with the algorithms that Digikoppeling and NCSC call good, and no others.
void use_good_algorithms(SSL_CTX& context);

}  // namespace vish::server
