#pragma once

#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "base/core/result.h"

namespace vish {

/// The kind of a failure: a caller may act on it.
enum class ErrorCode {
  missing,      ///< a database, key ring or key that must exist does not
  exists,       ///< a thing that the caller wants to make exists already
  foreign,      ///< not a database or key ring of this program and version
  wrong_key,    ///< a key is not the one that the database was made with
  corrupt,      ///< stored bytes are not what was written
  io,           ///< the disk or the operating system refused
  unavailable,  ///< refused after an earlier failure, for want of disk space, or while too much waits
  busy,         ///< another caller works on the same thing
  conflict,     ///< the change does not fit the present state
  forbidden,    ///< the operator lost the right to do this while the work ran
};

/// Why an operation failed. `message` is Dutch, is meant for operators, and never holds personal data or key material.
struct Error {
  ErrorCode code;
  std::string message;
};

/// A value, or the Error that says why there is none.
template <class T>
using Stored = Result<T, Error>;

/// Returns the value, or throws std::runtime_error with the message of the error. It serves work on which no request
/// waits: the start of a program, and background tasks.
template <class T>
T or_throw(Stored<T> stored) {
  if (!stored) throw std::runtime_error(stored.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*stored);
}

}  // namespace vish
