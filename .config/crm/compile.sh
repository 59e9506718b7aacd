#!/usr/bin/env bash
# compile.sh ARGUMENT...: dotnet build with a compiler server of its own, which ends with it (killed, it leaves one that ends when
# idle for ten minutes). A server keeps the compiler and the analyzers warm: projects compile in half the time.
set -uo pipefail

server=crm-$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')

stop_server() {
  local command pid
  for command in /proc/[0-9]*/cmdline; do
    if grep -qsaF -- "-pipename:$server" "$command"; then
      pid=${command#/proc/}
      kill -KILL "${pid%/cmdline}" 2>/dev/null
    fi
  done
}
trap stop_server EXIT
trap 'exit 143' TERM INT HUP

setpriv --pdeathsig TERM -- dotnet build -p:UseSharedCompilation=true "-p:SharedCompilationId=$server" "$@" &
wait $!
