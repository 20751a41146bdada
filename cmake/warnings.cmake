add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)

# Asio sets off -Wtsan; g++ 12 sees dangling and uninitialised values in
# inlined library code that are not there.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-tsan -Wno-maybe-uninitialized -Wno-restrict)
  # Optimised, it takes one half of Asio's aligned allocation of coroutine
  # frames for the other's mismatch.
  add_compile_options($<$<CONFIG:RelWithDebInfo>:-Wno-mismatched-new-delete>)
endif()
