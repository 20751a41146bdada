#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/core/openssl_ptr.h"

namespace vish {

/// Returns the certificates in a text of PEM blocks, or none when one of them cannot be read. The result says nothing
/// of what pem_defect() tells.
std::vector<X509Ptr> pem_certificates(std::string_view text);

/// Says, as the end of a Dutch sentence about the file, where a file of PEM blocks has something that a reader of PEM
/// would skip in silence although it is no comment: a damaged first or last line of a block, base64 outside a block,
/// bytes that are no text, or a block of a kind that is not known here. Returns an empty text for a file without such a
/// thing, also for a file that has no block. The function says nothing about the contents of blocks.
std::string pem_defect(std::string_view text);

}  // namespace vish
