# Claims of launcher_test.sh: English and Chinese.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154  # stand-ins; the frame is elsewhere

# Each way to fail, in Chinese: commands, names and what others said are left
# out, and of the rest no three words are English.
ChineseIsSpokenThroughout() {
  local how
  for how in "run env LC_ALL=zh_CN.UTF-8 $(printf %q "$checkout/sticky")" \
    'sticky --lang zh' 'sticky --lang=zh'; do
    rm -rf "$checkout/build"
    stand_in cmake '[[ $1 == --version ]] && { echo "cmake version 3.30"; exit; }
      exit 1'
    speaks_chinese "$how" list
    stand_in cmake 'echo "cmake version 3.5"'
    speaks_chinese "$how" list
    stand_in dpkg-query ''
    speaks_chinese "$how" list
    stand_in sudo '[[ $* == "-n true" ]]'
    speaks_chinese "$how" list
    stand_in sudo '[[ $1 == -n ]] && shift; exec "$@"'
    stand_in apt-get 'exit 100'
    speaks_chinese "$how" list
    prepare_stand_ins
    stand_in ninja 'exit 1'
    speaks_chinese "$how" list
    prepare_stand_ins
  done
  for how in 'test --help' 'build --help' 'build 12'; do
    locale=zh_CN.utf8 speaks_chinese "sticky $how"
    speaks_chinese "sticky $how --lang zh"
  done
  stand_in flock '[[ $1 != -n ]]'
  speaks_chinese 'sticky --lang zh' show 11
  rm -rf "$checkout/build"
  wrap=("${as_user[@]}")
  speaks_chinese 'sticky --lang zh' list
}
speaks_chinese() { # command, arguments
  eval "$1 ${*:2}"
  grep -q '[^ -~]' "$box/out" || fail "$*: no Chinese"
  sed -E "s/(apt-get|git clone|cmake -B) .*//; s/：g[+][+].*//; s/:--lang .*//; /setlocale/d" \
    "$box/out" | grep -E '[A-Za-z]{2,}( [A-Za-z]{2,}){2}' || return 0
  fail "$*: English"
}

EnglishIsSpokenElsewhere() {
  local how
  stand_in cmake '[[ $1 == --version ]] && { echo "cmake version 3.30"; exit; }
    exit 1'
  for locale in C zh_CN.GB2312 en_US.UTF-8; do
    sticky list
    says 'cmake failed, see above'
  done
  locale=zh_CN.UTF-8
  sticky --lang en list
  says 'cmake failed, see above'
  sticky trace -- --lang zh
  says '原因见上'
}
