#pragma once

#include <boost/endian/conversion.hpp>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace vish {

// The binary form of stored values: an integer has a fixed width and is big endian, so that keys sort as numbers; a
// text follows its length in bytes (four bytes). A signed integer sorts as a number only among those that are not
// negative.

template <class Unsigned>
void put_big_endian(std::string& out, Unsigned value) {
  boost::endian::native_to_big_inplace(value);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
inline void put_u8(std::string& out, std::uint8_t value) { out.push_back(static_cast<char>(value)); }
inline void put_u32(std::string& out, std::uint32_t value) { put_big_endian(out, value); }
inline void put_u64(std::string& out, std::uint64_t value) { put_big_endian(out, value); }
inline void put_i32(std::string& out, std::int32_t value) { put_u32(out, static_cast<std::uint32_t>(value)); }
inline void put_i64(std::string& out, std::int64_t value) { put_u64(out, static_cast<std::uint64_t>(value)); }
inline void put_text(std::string& out, std::string_view text) {
  put_u32(out, static_cast<std::uint32_t>(text.size()));
  out.append(text);
}

/// Takes values off the front of `bytes`, which must outlive the texts that it returns. After the first value that is
/// not whole, ok() is false and every further value is zero or empty.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8() { return number<std::uint8_t>(); }
  std::uint32_t u32() { return number<std::uint32_t>(); }
  std::uint64_t u64() { return number<std::uint64_t>(); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  std::string_view text() { return raw(u32()); }
  /// Takes the next `size` bytes.
  std::string_view raw(std::size_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const auto result = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return result;
  }

  std::string_view rest() const { return rest_; }
  bool ok() const { return ok_; }
  /// Whether every value was whole and no bytes are left.
  bool complete() const { return ok_ && rest_.empty(); }

 private:
  template <class Unsigned>
  Unsigned number() {
    Unsigned value = 0;
    const auto bytes = raw(sizeof value);
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
    return boost::endian::big_to_native(value);
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace vish
