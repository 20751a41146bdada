#pragma once

#include <utility>

/// TRY(expression) is the value of a Result. Where the Result holds an error instead, TRY leaves the function that
/// uses it with that error: the function returns a Result with the same type of error. A coroutine cannot use TRY.
#define TRY(expression)        \
  __extension__({              \
    auto tried = (expression); \
    if (!tried) [[unlikely]]   \
      return tried.error();    \
    *std::move(tried);         \
  })
