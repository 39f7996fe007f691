# shellcheck shell=bash disable=SC2059  # formats come in two languages: see say
# What it takes to build, and how that is installed. Sourced by the launcher,
# whose words these are (say, die), and by the gate.

# What it takes on Debian and Ubuntu. python3 is for the tests.
packages=(g++ cmake ninja-build libfmt-dev nlohmann-json3-dev libcli11-dev
  libgtest-dev libgmock-dev libbenchmark-dev libssl-dev
  python3)
# Without it no source lines are told.
wished=(libdw-dev)
oldest_cmake=3.25

as_root() {
  if [[ $EUID == 0 ]]; then "$@"; else sudo "$@"; fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
    -o DPkg::Lock::Timeout=120 "$@" </dev/null 2>&1
}

# Anybody but root needs sudo, which may ask for a password only where somebody
# sits who can type it.
may_ask_for_root() {
  [[ $EUID == 0 ]] && return
  command -v sudo >/dev/null || return
  sudo -n true 2>/dev/null || [[ -z ${CI:-} && -t 0 && -t 2 ]]
}

# The lists of a fresh machine are empty or old, those of most others are good:
# so the update, which is slow, comes only after a first try has failed.
install_missing() {
  local package missing=() needed='' output
  local -A installed=()
  while read -r package; do
    installed[$package]=1
  done < <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' \
    "${packages[@]}" "${wished[@]}" 2>/dev/null | sed -n 's/^installed //p')
  for package in "${packages[@]}" "${wished[@]}"; do
    [[ -v installed[$package] ]] && continue
    missing+=("$package")
    [[ " ${wished[*]} " == *" $package "* ]] || needed=yes
  done
  ((${#missing[@]})) || return 0
  [[ -n $needed ]] || may_ask_for_root || return 0

  local install=(install --no-install-recommends "${missing[@]}")
  local by_hand="apt-get update && apt-get ${install[*]}"
  may_ask_for_root || die 'packages are missing; as root, run: %s' \
    '缺少软件包；请以 root 身份运行：%s' "$by_hand"
  say 'installing with apt-get: %s' '用 apt-get 安装：%s' "${missing[*]}"
  as_root true || die 'sudo refused; as root, run: %s' \
    'sudo 被拒绝；请以 root 身份运行：%s' "$by_hand"
  output=$(apt_get "${install[@]}") && return
  [[ -n $needed ]] || return 0
  output=$(apt_get update && apt_get "${install[@]}") && return
  printf '%s\n' "$output" >&2
  die 'apt-get failed, see above; when that is mended, as root, run: %s' \
    'apt-get 失败，原因见上；解决之后，请以 root 身份运行：%s' "$by_hand"
}

need_packages() {
  if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    install_missing
  fi
  local tool version
  for tool in "${CXX:-c++}" cmake ninja; do
    command -v "${tool%% *}" >/dev/null ||
      die "'%s' is missing; install what your system calls: %s" \
        '缺少“%s”；请安装（各系统上的名字可能不同）：%s' \
        "$tool" "${packages[*]}"
  done
  read -r _ _ version _ < <(cmake --version)
  printf '%s\n' "$oldest_cmake" "$version" | sort -CV ||
    die 'cmake %s is too old, %s is needed: Debian 12, Ubuntu 24.04 or newer have it' \
      'cmake %s 太旧，至少要 %s：Debian 12、Ubuntu 24.04 及更新的系统都有' \
      "$version" "$oldest_cmake"
}
