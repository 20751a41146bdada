#pragma once

// zlib takes constant input with this.
#define ZLIB_CONST
#include <zlib.h>

#include <functional>
#include <string>
#include <string_view>

namespace vish::server {

/// Undoes gzip as bytes stream in, also of several members and with zeros after the last member; never holds more than
/// one piece of the result.
class Gunzip {
 public:
  /// Receives a piece of the result; returns false when it wants no more.
  using Sink = std::function<bool(std::string_view)>;

  Gunzip();
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  enum class Outcome {
    more,
    unwanted,
    damaged,
    no_gzip,  ///< the bytes do not even begin as gzip
  };
  Outcome feed(std::string_view bytes, const Sink& sink);
  /// Whether any bytes came.
  bool begun() const { return !begin_.empty(); }
  /// Whether the bytes so far end where a member ends.
  bool complete() const { return member_ended_; }

 private:
  Outcome failure() const;
  bool is_padding() const;
  bool next_member();
  Outcome pad(std::string_view rest);

  z_stream stream_{};
  std::string begin_;  ///< the first two bytes
  bool member_ended_ = false;
  bool padded_ = false;
};

}  // namespace vish::server
