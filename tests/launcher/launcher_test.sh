#!/usr/bin/env bash
# launcher_test.sh LAUNCHER CLAIM: runs one claim about the launcher in a folder
# of its own. The programs that it calls are stand-ins which write down how they
# were called. Exit status 77: this machine cannot run the claim.
# shellcheck disable=SC2016,SC2317  # bodies of stand-ins; claims by name
set -u

launcher=$1
claim=$2
box=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$box"; rm -rf "$box"' EXIT
checkout="$box/a checkout"
log=$box/log
status=0

fail() {
  echo "$claim: $*"
  echo "---- exit status $status, output:"
  cat "$box/out"
  echo "---- called:"
  cat "$log"
  exit 1
}
equal() { [[ $1 == "$2" ]] || fail "expected '$2', got '$1'"; }
says() { grep -qF -- "$1" "$box/out" || fail "does not say '$1'"; }
says_not() { ! grep -qF -- "$1" "$box/out" || fail "says '$1'"; }
called() { grep -qF -- "$1" "$log" || fail "did not call '$1'"; }
called_not() { ! grep -qF -- "$1" "$log" || fail "called '$1'"; }
count() { grep -c -- "^$1" "$log"; }

stand_in() { # name, body
  printf '#!/bin/bash\necho "%s $*" >>"%s"\n%s\n' "$1" "$log" "$2" \
    >"$box/bin/$1"
  chmod +x "$box/bin/$1"
}

# As an ordinary user, also where the tests run as root.
as_user=()
if [[ $EUID == 0 ]]; then
  as_user=(setpriv --reuid 65534 --regid 65534 --clear-groups)
fi

sticky() { run env "$checkout/sticky" "$@"; }
run() {
  "${wrap[@]}" env -u CI -u STICKY_PRESET PATH="$box/bin:$PATH" "$@" \
    </dev/null >"$box/out" 2>&1
  status=$?
}
wrap=()

prepare() {
  mkdir "$box/bin" "$checkout"
  chmod 755 "$box"
  cp "$launcher" "$checkout/sticky"
  touch "$checkout/CMakePresets.json" "$log" "$box/out"
  chmod 666 "$log"
  stand_in cmake '
    [[ $1 == --version ]] && { echo "cmake version 3.25.1"; exit; }
    mkdir -p "build/$2"
    echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >"build/$2/CMakeCache.txt"
    touch "build/$2/build.ninja"'
  stand_in ninja '
    [[ $1 == -C ]] && { cd "$2" || exit; shift 2; }
    [[ $1 == -n ]] && { [[ -e sticky ]] && echo "no work to do"; exit; }
    printf "#!/bin/bash\necho \"\$PWD:\$*\"; exit \$STATUS\n" >sticky
    chmod +x sticky'
  stand_in c++ ''
  stand_in ctest 'exit 0'
  stand_in apt-get ''
  stand_in sudo 'exit 1'
  stand_in dpkg-query 'for p; do echo "installed $p"; done'
  export STATUS=0
}

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
  sticky list
  called 'ninja --quiet sticky lesson_programs'
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

InstallsOnlyWhatIsMissing() {
  stand_in sudo '[[ $1 == -n ]] && shift; exec "$@"'
  stand_in dpkg-query 'for p; do
    [[ $p == cmake || $p == python3 ]] || echo "installed $p"; done'
  sticky list
  equal "$status" 0
  says 'installing with apt-get: cmake python3'
  grep -q '^apt-get .*install .* cmake python3$' "$log" || fail 'other packages'
  called_not ' update'
}

UpdatesTheListsOnlyAfterAFailedInstall() {
  stand_in sudo '[[ $1 == -n ]] && shift; exec "$@"'
  stand_in dpkg-query ''
  stand_in apt-get "[[ \$* == *update ]] && touch '$box/lists'
    [[ -e '$box/lists' ]] || { echo 'Unable to locate'; exit 100; }"
  sticky list
  equal "$status" 0
  equal "$(count 'apt-get -qq')" 3
  says_not 'Unable to locate'
}

ShowsWhatAptGetSaidWhenItFails() {
  stand_in sudo '[[ $1 == -n ]] && shift; exec "$@"'
  stand_in dpkg-query ''
  stand_in apt-get 'echo "No space left"; exit 100'
  sticky list
  equal "$status" 2
  says 'No space left'
}

SaysWhatToRunAsRootWhereThereIsNoSudo() {
  chmod 777 "$checkout"
  wrap=("${as_user[@]}")
  stand_in dpkg-query ''
  sticky list
  equal "$status" 2
  says 'as root, run: apt-get update && apt-get install'
  called_not 'apt-get -qq'
  equal "$(wc -l <"$box/out")" 1
}

SaysThatACheckoutCannotBeWritten() {
  chmod 555 "$checkout"
  wrap=("${as_user[@]}")
  sticky list
  equal "$status" 2
  says "cannot make $checkout/build"
  equal "$(wc -l <"$box/out")" 1
}

RunsABuildOfSomebodyElse() {
  sticky list
  chmod -R a-w "$checkout"
  wrap=("${as_user[@]}")
  sticky list
  equal "$status" 0
  equal "$(cat "$box/out")" "$PWD:list"
}

SaysWhoseBuildMustBeTakenOver() {
  sticky list
  rm "$checkout/build/release/sticky"
  chmod -R a-w "$checkout/build"
  wrap=("${as_user[@]}")
  sticky list
  equal "$status" 2
  says "belongs to $(id -un)"
  equal "$(wc -l <"$box/out")" 1
}

TestsBuildEverything() {
  sticky test -R One
  equal "$status" 0
  grep -q '^ninja --quiet$' "$log" || fail 'not everything was built'
  grep -q '^ctest --preset release .* -R One$' "$log" || fail 'other arguments'
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

prepare
"$claim"
