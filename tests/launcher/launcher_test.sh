#!/usr/bin/env bash
# launcher_test.sh LAUNCHER CLAIM: runs one claim about the launcher in a folder
# of its own; the claims are functions in the files beside it. The programs that
# it calls are stand-ins which write down how they were called. Exit status 77:
# this machine cannot run the claim.
# shellcheck disable=SC2016,SC2034,SC2317  # stand-ins; claims by name
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
  "${wrap[@]}" env -u CI -u STICKY_PRESET -u LC_ALL -u LC_CTYPE -u LC_MESSAGES \
    LANG="$locale" PATH="$box/bin:$PATH" "$@" </dev/null >"$box/out" 2>&1
  status=$?
}
wrap=()
locale=C

prepare() {
  mkdir -p "$box/bin" "$checkout/tests" "$checkout/demos/launcher"
  mkdir -p "$checkout/lessons/"{kit,01_phone_call,02_loop,11_sticky_packets}
  chmod 755 "$box"
  cp "$launcher" "$checkout/sticky"
  cp "${launcher%/*}/demos/launcher/packages.sh" "$checkout/demos/launcher"
  cp "${launcher%/*}/tests/needed_targets.py" "$checkout/tests"
  touch "$checkout/CMakePresets.json" "$log" "$box/out"
  chmod 666 "$log"
  prepare_stand_ins
  export STATUS=0
}
prepare_stand_ins() {
  stand_in cmake '
    [[ $1 == --version ]] && { echo "cmake version 3.25.1"; exit; }
    mkdir -p "build/$2"
    echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >"build/$2/CMakeCache.txt"
    touch "build/$2/build.ninja"'
  stand_in ninja '
    [[ $1 == -C ]] && { cd "$2" || exit; shift 2; }
    if [[ $1 == -n ]]; then
      for target in "${@:2}"; do [[ -e $target ]] || exit 0; done
      (($# > 1)) || [[ -e all ]] && echo "no work to do"
      exit
    fi
    [[ $1 != --quiet ]] || shift
    touch "${@:-all}"
    printf "#!/bin/bash\necho \"\$PWD:\$*\"; exit \$STATUS\n" >sticky
    chmod +x sticky'
  stand_in c++ ''
  stand_in ctest 'exit 0'
  stand_in apt-get ''
  stand_in sudo 'exit 1'
  stand_in dpkg-query 'for p; do echo "installed $p"; done'
}

for part in runs machine tests languages; do
  # shellcheck disable=SC1090
  . "${BASH_SOURCE[0]%/*}/$part.sh"
done
prepare
"$claim"
