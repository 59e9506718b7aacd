#!/usr/bin/env bash
# ./crm chaos [--minutes N] [--seed S] [--only NAME] [--clustering adonet|consul]: breaks a Release build while clients use it, and checks what they were told.
# The history of a scenario that fails stays in .data/chaos/.
# shellcheck source=.config/crm/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
take_signals "$@"
# shellcheck source=.config/crm/postgres.sh
. "$root/.config/crm/postgres.sh"
# shellcheck source=.config/crm/rabbitmq.sh
. "$root/.config/crm/rabbitmq.sh"
# shellcheck source=.config/crm/redis.sh
. "$root/.config/crm/redis.sh"
# shellcheck source=.config/crm/consul.sh
. "$root/.config/crm/consul.sh"

busy='' run_id=$(random_secret) scratch=

# However the run ended, nothing of it stays but the histories.
clean_up() {
  local disk
  set +e
  trap '' INT TERM HUP
  trap - EXIT
  [ -z "$busy" ] || stop_process "$busy" TERM 10
  stop_marked "$run_id" "the run" KILL
  [ -n "$scratch" ] || return
  for disk in "$scratch"/crm-small-disk-*; do
    ! mountpoint -q "$disk" || umount --lazy "$disk"
  done
  rm -rf "$scratch"
}
trap 'clean_up; exit 130' INT TERM HUP
trap clean_up EXIT

need_postgres
need_rabbitmq
need_redis
[[ " $* " != *" --clustering consul "* ]] || need_consul
prepare_dotnet
say "building ..."
for project in silo/Crm.Actors.Silo gateway/Crm.Actors.Gateway tests/Chaos/Crm.Actors.Chaos; do
  dotnet_build Release "$project.csproj" -p:RunAnalyzers=false
done

# Open to the user that PostgreSQL runs as when we are root.
scratch=$(mktemp -d /tmp/crm-chaos.XXXXXX)
chmod 1777 "$scratch"
mkdir -p "$root/.data/chaos"
export CRM_TEST_RUN=$run_id TMPDIR=$scratch PG_BIN=$pg_bin CRM_CHAOS_HISTORIES=$root/.data/chaos

status=0
setpriv --pdeathsig TERM -- "$root/tests/Chaos/bin/Release/net10.0/Crm.Actors.Chaos" "$@" </dev/null &
busy=$!
wait "$busy" || status=$?
busy=
exit $status
