# Claims of launcher_test.sh: what the machine lacks, what may not be written.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154  # stand-ins; the frame is elsewhere

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

GoesOnWithoutWhatIsOnlyWishedFor() {
  stand_in sudo 'exit 1'
  stand_in dpkg-query 'for p; do [[ $p == libdw-dev ]] || echo "installed $p"; done'
  wrap=("${as_user[@]}")
  chmod -R a+rwX "$box"
  sticky list
  equal "$status" 0
  called_not apt-get
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
