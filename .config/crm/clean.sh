#!/usr/bin/env bash
# ./crm clean [--data DIR]: stops what runs on the data folder, then removes it and everything that was built.
# shellcheck source=.config/crm/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=.config/crm/postgres.sh
. "$root/.config/crm/postgres.sh"
# shellcheck source=.config/crm/data.sh
. "$root/.config/crm/data.sh"

folder=$root/.data
case "$# ${1:-}" in
  "0 ") ;;
  "2 --data") folder=$2 ;;
  "1 --data="?*) folder=${1#*=} ;;
  *) misuse "usage: ./crm clean [--data DIR]" ;;
esac

# Removes a data folder of ours; any other folder stays untouched.
remove_data() {
  local pid outside tries=900
  [ -f "$1/run/lock" ] || fail "$1 is not a data folder of ./crm run"
  open_data "$1" existing
  until lock_data; do
    pid=$(cat "$data/run/crm.pid" 2>/dev/null) || true
    if [ $tries -eq 900 ] && [[ $pid =~ ^[0-9]+$ ]]; then
      say "stopping ./crm run (process $pid)"
      kill -TERM "$pid" 2>/dev/null || true
    fi
    [ $((tries--)) -gt 0 ] || fail "process ${pid:-?} still uses $data"
    sleep 0.1
  done
  stop_leftover_parts
  if [ -e "$data/postgres" ]; then
    locate_cluster "$data"
    stop_leftover_postgres
    outside=$(readlink -f "$data/postgres")
    rm -rf "$outside"
  fi
  rm -rf "$data"
}

if [ -e "$folder/run" ]; then remove_data "$folder"; fi
rm -rf "$root/.data"
find "$root"/{contracts,grains,silo,gateway,tests} -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
say "clean"
