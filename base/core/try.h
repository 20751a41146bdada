#pragma once

#include <utility>

/// TRY(expression) is the value of a Result. Where the Result holds an error, TRY returns that error from the enclosing
/// function, which must return a Result with the same type of error. A coroutine cannot use TRY.
#define TRY(expression)        \
  __extension__({              \
    auto tried = (expression); \
    if (!tried) [[unlikely]]   \
      return tried.error();    \
    *std::move(tried);         \
  })
