# Claims of launcher_test.sh: what a run configures, builds and hands on.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154  # stand-ins; the frame is elsewhere

RunsTheCommandInTheCallersFolder() {
  mkdir "$box/else where"
  cd "$box/else where" || fail cd
  sticky trace -- 'my server' ::: client
  equal "$status" 0
  says "$box/else where:trace -- my server ::: client"
}

RunsThroughASymbolicLink() {
  ln -s "$checkout/sticky" "$box/bin/sticky"
  run sticky list
  equal "$status" 0
  says ":list"
}

ConfiguresOnlyOnce() {
  sticky list
  sticky list
  equal "$status" 0
  equal "$(count 'cmake --preset release')" 1
  equal "$(cat "$box/out")" "$PWD:list"
}

ConfiguresAgainWhenThePresetsAreNewer() {
  sticky list
  touch -d '+1 minute' "$checkout/CMakePresets.json"
  rm "$checkout/build/release/sticky"
  sticky list
  equal "$(count 'cmake --preset release')" 2
}

ConfiguresAfreshInACopiedCheckout() {
  sticky list
  cp -r "$checkout" "$box/copy"
  checkout=$box/copy
  sticky list
  equal "$status" 0
  called 'cmake --preset release --fresh'
}

BuildsOnlyWhatARunNeeds() {
  needs 'sticky' --lang zh list
  needs 'sticky' show 11 --help
  needs 'sticky 01_phone_call_programs' show 1
  needs 'sticky 11_sticky_packets_programs' --lang en step sticky_packets
  needs 'sticky 11_sticky_packets_programs' step 11 my_client.cpp
  needs 'sticky 11_sticky_packets_programs' \
    step -- 11/server 127.0.0.1 8085 ::: ./mine
  needs 'sticky 11_sticky_packets_programs' check 11
  needs 'sticky 02_loop_programs 11_sticky_packets_programs' \
    trace -- 11/server --help ::: build/release/lessons/02_loop/client
  needs 'sticky' trace -- ./mine ::: ./yours
  needs 'sticky 01_phone_call_programs' tour
  needs 'sticky 11_sticky_packets_programs' tour 11
  needs 'sticky 11_sticky_packets_programs' show packets
  needs 'sticky 11_sticky_packets_programs' trace -- ticky/server ::: ./mine
  needs 'sticky lesson_programs' show 12
  needs 'sticky' learn 11 --watch
}
needs() { # targets, arguments
  rm -rf "$checkout/build" "$log"
  touch "$log"
  sticky "${@:2}"
  equal "$(grep -m 1 '^ninja --quiet' "$log")" "ninja --quiet $1"
}

BuildsWhatTheFolderItRunsInHolds() {
  mkdir -p "$checkout/out/11_sticky_packets"
  cd "$checkout/out/11_sticky_packets" || fail cd
  needs 'sticky 11_sticky_packets_programs' trace -- ./server ::: ./client
}

BuildsNothingElseWhereOnlyThatIsAsked() {
  sticky build 11 phone_call
  equal "$status" 0
  equal "$(grep '^ninja --quiet' "$log" | cut -d ' ' -f 3- | xargs)" \
    '11_sticky_packets_programs 01_phone_call_programs'
  sticky build
  equal "$(tail -n 1 "$log")" 'ninja --quiet'
  sticky build 12
  equal "$status" 2
  says 'no lesson "12"'
}

ShowsWhyConfiguringFailed() {
  stand_in cmake '[[ $1 == --version ]] && { echo "cmake version 3.30"; exit; }
    echo "fmt not found"; exit 1'
  sticky list
  equal "$status" 2
  says 'fmt not found'
  says 'libfmt-dev'
}

ShowsWhyTheBuildFailed() {
  stand_in ninja 'echo "main.cpp:1: error: no"; exit 1'
  sticky list
  equal "$status" 2
  says 'main.cpp:1: error: no'
}

HandsTheExitStatusOn() {
  STATUS=1
  sticky show 11
  equal "$status" 1
}

WaitsForABuildThatIsGoingOn() {
  mkdir "$checkout/build"
  stand_in flock '[[ $1 != -n ]]'
  sticky list
  equal "$status" 0
  says 'another build is going on'
  equal "$(grep -E '^(flock|ninja --quiet)' "$log" | cut -c 1-8 | xargs)" \
    'flock -n flock 9 ninja --'
}

ARunningBuildDoesNotStopWhatIsUpToDate() {
  sticky show 11
  exec 7>>"$checkout/build/.lock"
  flock 7 || exit 77
  sticky show 11
  equal "$status" 0
  says ':show 11'
  says_not 'another build'
}

tours() { # what ninja does besides, what the tour does
  stand_in ninja '
    [[ $1 == -C ]] && { cd "$2" || exit; shift 2; }
    if [[ $1 == -n ]]; then
      for target in "${@:2}"; do [[ -e $target ]] || exit 0; done
      echo "no work to do"
      exit
    fi
    '"${1:-}"'
    touch "${@:2}"
    [[ $2 != sticky ]] || install -m 755 "$TOUR" sticky'
  printf '#!/bin/bash\n%s\n' "$2" >"$box/tour"
  chmod +x "$box/tour"
  export TOUR=$box/tour
}

TheTourBeginsWithItsFirstLesson() {
  tours '' '
    "$STICKY_BUILDER" build 11_sticky_packets || exit
    cd "${0%/*}" && ls | grep _programs'
  sticky tour
  equal "$status" 0
  equal "$(grep -m 1 '^ninja --quiet' "$log")" \
    'ninja --quiet sticky 01_phone_call_programs'
  says '01_phone_call_programs'
  says '11_sticky_packets_programs'
}

TheOtherLessonsAreBuiltWhileItPlays() {
  mkfifo "$box/built"
  tours '[[ $2 != 11_* ]] || echo "$2" >"$BUILT"' 'cat "$BUILT"'
  export BUILT=$box/built
  sticky tour
  equal "$status" 0
  says 11_sticky_packets_programs
}

# The reader of `alive` waits until nobody is left who could write to it.
ALearnersLessonIsBuiltWhenItIsPlayed() {
  tours '' '
    "$STICKY_BUILDER" build 11_sticky_packets || exit
    cd "${0%/*}" && ls | grep _programs'
  sticky learn
  equal "$status" 0
  equal "$(grep -m 1 '^ninja --quiet' "$log")" 'ninja --quiet sticky'
  says '11_sticky_packets_programs'
}

TheBuildEndsWithTheTourHoweverItEnds() {
  local how
  mkfifo "$box/began" "$box/alive"
  export BEGAN=$box/began ALIVE=$box/alive
  for how in 'exit 0' 'kill -INT $$' 'kill -KILL $$'; do
    rm -rf "$checkout/build"
    tours '[[ $2 != 02_* ]] || {
        exec >"$ALIVE"
        echo >"$BEGAN"
        sleep 1000 & trap "kill $!" EXIT; trap exit TERM
        wait
      }' 'exec 3<"$ALIVE"; read -r <"$BEGAN"; cat <&3 8>&- >/dev/null &
      echo $! >"$0.reader"; '"$how"
    sticky tour
    tail --pid="$(cat "$checkout/build/release/sticky.reader")" -f /dev/null
    [[ ! -e $checkout/build/release/02_loop_programs ]] || fail "$how: finished"
  done
}

FuzzingBuildsByClangAndRunsTheRunner() {
  stand_in python3 'exit 1'
  stand_in sudo '[[ $1 == -n ]] && shift; exec "$@"'
  stand_in dpkg-query 'for p; do
    [[ $p == *clang* ]] || echo "installed $p"; done'
  sticky fuzz decoders --seconds 5
  equal "$status" 1
  says 'installing with apt-get: clang libclang-rt-dev'
  called 'cmake --preset fuzz'
  called 'ninja --quiet fuzz_programs'
  called "python3 -- $checkout/tests/fuzz/run"
  called "--programs $checkout/build/fuzz/tests/fuzz decoders --seconds 5"
}

FuzzingsHelpBuildsNothing() {
  stand_in python3 ''
  sticky fuzz --help
  equal "$status" 0
  called 'tests/fuzz/run'
  called_not ninja
}
