# Writes tests/needs of the build folder, which tests/needed_targets.py reads:
# lines of targets, kind and what: "source" and a file with tests of the test
# program that is named, or "test" and the name of a test that is no GoogleTest.

# tests_need(PREFIX target ...): what the tests whose names begin so need to be
# built; nothing: they need no target. Of whom this is not said, all.
function(tests_need prefix)
  set_property(GLOBAL APPEND PROPERTY STICKY_PREFIXES ${prefix})
  set_property(GLOBAL PROPERTY STICKY_NEEDS_${prefix} "${ARGN}")
endfunction()

function(collect_needs folder)
  get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  get_property(tests DIRECTORY ${folder} PROPERTY TESTS)
  get_property(prefixes GLOBAL PROPERTY STICKY_PREFIXES)
  foreach(target IN LISTS targets)
    if(target MATCHES "^test_")
      get_target_property(sources ${target} SOURCES)
      foreach(source IN LISTS sources)
        get_filename_component(source ${source} ABSOLUTE BASE_DIR ${folder})
        set_property(GLOBAL APPEND_STRING PROPERTY STICKY_TEST_NEEDS
          "${target}\tsource\t${source}\n")
      endforeach()
    endif()
  endforeach()
  foreach(test IN LISTS tests)
    set(needs all)
    foreach(prefix IN LISTS prefixes)
      string(FIND ${test} ${prefix} at)
      if(at EQUAL 0)
        get_property(needs GLOBAL PROPERTY STICKY_NEEDS_${prefix})
      endif()
    endforeach()
    string(REPLACE ";" " " needs "${needs}")
    set_property(GLOBAL APPEND_STRING PROPERTY STICKY_TEST_NEEDS
      "${needs}\ttest\t${test}\n")
  endforeach()
  foreach(subfolder IN LISTS folders)
    collect_needs(${subfolder})
  endforeach()
endfunction()

function(write_needs)
  collect_needs(${CMAKE_CURRENT_SOURCE_DIR})
  get_property(lines GLOBAL PROPERTY STICKY_TEST_NEEDS)
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/needs "${lines}")
endfunction()
