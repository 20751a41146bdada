#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/data/gunzip.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {

/// Hands the body of a delivery on, and undoes its compression. A piece of the body is worked on in slices, so that few
/// bytes that unpack to many hold no thread for long. One thread at a time may use it.
class Intake {
 public:
  /// One slice holds about this number of bytes of the file, unpacked.
  static constexpr std::size_t kSliceBytes = std::size_t{256} << 10U;

  Intake(std::unique_ptr<storage::Aanlevering> aanlevering, bool gzip);

  /// The progress of the delivery after a slice.
  enum class Progress : std::uint8_t {
    unfinished,  ///< the piece has another slice
    wanted,      ///< the piece is done
    unwanted,    ///< the delivery wants no more, whatever follows
  };
  /// Takes the next piece of the body, once the last one is done, and works on its first slice. A piece that is not
  /// packed is one slice, however long the piece is.
  Progress feed(std::string bytes);
  /// Works on the next slice.
  Progress next_slice();

  /// Ends the delivery. `complete` is false when the delivery wanted no more before the end of the body.
  Stored<storage::Leverresultaat> finish(bool complete);

 private:
  std::string unfinished() const;
  void refuse_packing(Gunzip::Outcome outcome);

  std::unique_ptr<storage::Aanlevering> aanlevering_;
  std::optional<Gunzip> gunzip_;
  std::string piece_;
  std::string_view rest_;  ///< of piece_
};

}  // namespace vish::server
