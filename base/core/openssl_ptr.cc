#include "base/core/openssl_ptr.h"

#include <openssl/err.h>

#include <stdexcept>

namespace vish {

std::string bio_bytes(BIO& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(&bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

void require_openssl(bool succeeded, std::string_view what) {
  if (succeeded) return;
  const auto* reason = ERR_reason_error_string(ERR_get_error());
  throw std::runtime_error(std::string(what) + ": " + (reason == nullptr ? "OpenSSL weigert" : reason));
}

}  // namespace vish
