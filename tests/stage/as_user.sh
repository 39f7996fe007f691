#!/usr/bin/env bash
# as_user.sh PROGRAM ARGS: runs it as an ordinary user, from whom the kernel
# keeps what it shows to root. Exit status 77: we are an ordinary user already,
# or that one may not run it.
set -u
as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
if ((EUID != 0)) || ! "${as_user[@]}" test -x "$1"; then
  echo "as_user.sh: not root here, or $1 is not for everybody"
  exit 77
fi
cd / && exec "${as_user[@]}" "$@"
