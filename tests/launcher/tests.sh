# Claims of launcher_test.sh: ./sticky test and ./sticky bench.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154  # stand-ins; the frame is elsewhere

TestsBuildEverything() {
  sticky test -j 1 --lang en
  equal "$status" 0
  grep -q '^ninja --quiet$' "$log" || fail 'not everything was built'
  grep -q '^ctest --preset release .* -j 1$' "$log" || fail 'other arguments'
}

TestsBuildWhatTheNamedOnesNeed() {
  mkdir -p "$checkout/build/release/tests/stage"
  printf '%s\n' '
TEST(LengthPrefix,
     IsWritten) {}
TEST_P(Codec, Holds) {}
INSTANTIATE_TEST_SUITE_P(Kit, Codec, all);' >"$box/kit test.cpp"
  echo 'add_test( [=[Starts.Another/by_exec]=] test_stage)' \
    >"$checkout/build/release/tests/stage/test_stage[1]_tests.cmake"
  printf '%s\t%s\t%s\n' test_kit source "$box/kit test.cpp" \
    'sticky lesson_programs' test Texts.Links '' test Launcher.Runs \
    all test Bench.Run >"$checkout/build/release/tests/needs"
  tests_need 'test_kit' -R 'LengthPrefix[.]IsWritten$'
  tests_need 'test_kit' --tests-regex '^Kit/Codec.Holds/'
  tests_need 'test_stage' -R by_exec
  tests_need 'lesson_programs sticky' -R Texts
  tests_need 'lesson_programs sticky test_kit' -R 'Texts|IsW' -E Codec
  tests_need 'none' -R Launcher
  tests_need '' -R 'Bench|Codec'
  tests_need '' -R NotThere
  tests_need '' -R 'wrong('
  tests_need '' -U -R Codec -I 1,2
  tests_need '' -L kit
}
tests_need() { # targets, arguments
  local built
  echo >"$log"
  rm -f "$checkout/build/release/"{sticky,all,test_*,lesson_programs}
  sticky test "${@:2}"
  equal "$status" 0
  built=$(sed -n 's/^ninja --quiet //p' "$log")
  grep -q '^ninja --quiet' "$log" || built=none
  equal "$built" "$1"
  called "--no-tests=error ${*:2}"
}

BenchmarksBuildEverythingAndRunTheRunner() {
  stand_in python3 'exit 1'
  sticky bench --quick framing
  equal "$status" 1
  grep -q '^ninja --quiet$' "$log" || fail 'not everything was built'
  called "python3 -- $checkout/bench/run"
  called "--programs $checkout/build/release/bench --quick framing"
}

BenchmarksHelpBuildsNothing() {
  stand_in python3 ''
  sticky bench --help
  equal "$status" 0
  called 'bench/run'
  called_not ninja
}

FailedTestsExitOne() {
  stand_in ctest 'exit 8'
  sticky test
  equal "$status" 1
}

TestsHideThePassedOnes() {
  stand_in ctest '
    echo "      Start  1: A.B"
    echo " 1/10 Test  #1: A.B ...............   Passed    0.01 sec"
    echo " 2/10 Test  #2: A.C ...............***Failed    0.01 sec"
    echo "50% tests passed, 1 tests failed out of 2"'
  sticky test
  says_not 'A.B'
  says 'A.C'
  says '50% tests passed'
}
