add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)

# GCC 12 takes the frames of Asio's coroutines, which come from aligned_alloc,
# for a mismatch once it inlines them.
add_compile_options(-Wno-mismatched-new-delete)

if(CMAKE_UNITY_BUILD)
  # Every source is an included file then, for which GCC warns of types of an
  # anonymous namespace.
  add_compile_options(-Wno-subobject-linkage)
endif()

if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  # With the sanitizers GCC 12 sees paths that are not there, and warns that
  # ThreadSanitizer does not know fences, which Asio uses.
  add_compile_options(-Wno-tsan -Wno-maybe-uninitialized -Wno-restrict)
endif()
