#pragma once

namespace vish::storage {

/// Frees an object of OpenSSL with the function that belongs to its type.
template <auto Free>
struct OpensslDeleter {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

}  // namespace vish::storage
