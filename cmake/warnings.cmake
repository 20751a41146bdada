add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)

# Asio sets off -Wtsan; g++ 12 sees dangling and uninitialised values in
# inlined library code that are not there.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-tsan -Wno-maybe-uninitialized -Wno-restrict)
endif()
