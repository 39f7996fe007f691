# Libraries beside ours in the benchmarks: each where it is installed. A bench
# says which ones are left out.

# add_peer(TARGET NAME PACKAGE HEADER [LIBRARY])
function(add_peer target name package header)
  find_path(${name}_HEADERS ${header})
  set(found ${${name}_HEADERS})
  if(ARGC GREATER 4)
    find_library(${name}_LIBRARY ${ARGV4})
    if(NOT ${name}_LIBRARY)
      set(found FALSE)
    endif()
  endif()
  if(NOT found)
    set_property(TARGET ${target} APPEND PROPERTY LEFT_OUT
      "${name} (apt-get install ${package})")
    return()
  endif()
  target_sources(${target} PRIVATE peers/${name}.cpp)
  target_include_directories(${target} SYSTEM PRIVATE ${${name}_HEADERS})
  if(ARGC GREATER 4)
    target_link_libraries(${target} PRIVATE ${${name}_LIBRARY})
  endif()
endfunction()

# After the last peer: its program learns what is left out.
function(define_left_out target)
  get_target_property(left_out ${target} LEFT_OUT)
  if(NOT left_out)
    set(left_out "")
  endif()
  list(JOIN left_out ", " left_out)
  target_compile_definitions(${target} PRIVATE "LEFT_OUT=\"${left_out}\"")
endfunction()
