# A room is a folder of sources that belong together, and one library. Its links say which rooms and libraries it may
# use; scripts/rooms.py, which ./dev check runs, holds each include against them.

# vish_room(NAME LINKS ... [PRIVATE ...] [SOURCES ...])
#   NAME     the folder, from the root of the project: storage/engine
#   LINKS    what its headers use, so that whoever links this room sees that as well
#   PRIVATE  what only its sources use
#   SOURCES  those that do not stand in the folder
# A main.cc is left to the program.
function(vish_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "LINKS;PRIVATE;SOURCES")
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  string(REPLACE "/" "_" target "vish_${name}")
  add_library(${target} STATIC ${sources} ${room_SOURCES})

  # The include path is the wall: it leads to the headers of this room, by their path from the root, and to no other.
  set(door ${PROJECT_BINARY_DIR}/rooms/${target})
  get_filename_component(building ${door}/${name} DIRECTORY)
  file(MAKE_DIRECTORY ${building})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${name} ${door}/${name} SYMBOLIC)
  target_include_directories(${target} PUBLIC ${door})

  vish_link(${target} PUBLIC ${room_LINKS})
  vish_link(${target} PRIVATE ${room_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY VISH_ROOMS ${name})
endfunction()

# vish_link(TARGET PUBLIC|PRIVATE NAME...) links rooms, named by their folder, and libraries.
function(vish_link target scope)
  foreach(name ${ARGN})
    if(name MATCHES "^[a-z]+/[a-z]+$")
      string(REPLACE "/" "_" name "vish_${name}")
    endif()
    target_link_libraries(${target} ${scope} ${name})
  endforeach()
endfunction()
