#pragma once

#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "base/core/result.h"

namespace vish {

enum class ErrorCode {
  missing,      ///< a database, key ring or key that must exist does not
  exists,       ///< something that would be made exists already
  foreign,      ///< not a database or key ring of this program and version
  wrong_key,    ///< a key is not the one that the database was made with
  corrupt,      ///< stored bytes are not what was written
  io,           ///< the disk or the operating system refused
  unavailable,  ///< refused after an earlier failure, for want of disk space, or while too much waits
  busy,         ///< another one works on the same thing
  conflict,     ///< the change does not fit what is there
  forbidden,    ///< who asks had the right when the work began, and lost it meanwhile
};

/// Why storage could not do something. `message` is Dutch, for operators, and
/// never holds personal data or key material.
struct Error {
  ErrorCode code;
  std::string message;
};

template <class T>
using Stored = Result<T, Error>;

/// The value; throws std::runtime_error with the message where there is none.
/// For what runs where nobody waits for an answer: the start, and tasks that recur.
template <class T>
T or_throw(Stored<T> stored) {
  if (!stored) throw std::runtime_error(stored.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*stored);
}

}  // namespace vish
