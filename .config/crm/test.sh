#!/usr/bin/env bash
# ./crm test [PROJECT|NAME ...]: builds everything and runs the tests against real services of their own.
# An argument that is a folder of tests/ chooses that project; any other keeps the tests whose full name contains it.
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
# shellcheck source=.config/crm/node.sh
. "$root/.config/crm/node.sh"
# shellcheck source=.config/crm/tools.sh
. "$root/.config/crm/tools.sh"

busy='' run_id=$(random_secret) scratch=
projects=() filters=()
for argument; do
  if [ -d "$root/tests/$argument" ]; then projects+=("$argument"); else filters+=(--filter-method "*$argument*"); fi
done
if [ ${#projects[@]} -eq 0 ]; then
  projects=(Architecture Unit) # the quick ones first
  for file in "$root"/tests/*/*.csproj; do
    project=$(basename -- "$(dirname -- "$file")")
    if grep -q '"xunit.v3"' "$file" && [[ " ${projects[*]} " != *" $project "* ]]; then projects+=("$project"); fi
  done
fi

# Whatever a test left running carries our mark in its environment; whatever it left on disk is in our folder.
clean_up() {
  set +e
  trap '' INT TERM HUP
  trap - EXIT
  [ -z "$busy" ] || stop_process "$busy" TERM 10
  stop_marked "$run_id" "a test"
  [ -z "$scratch" ] || rm -rf "$scratch"
}
trap 'clean_up; exit 130' INT TERM HUP
trap clean_up EXIT

need_postgres
need_rabbitmq
need_redis
if [[ " ${projects[*]} " =~ " "(Integration|EndToEnd)" " ]]; then need_consul; fi
if [[ " ${projects[*]} " =~ " "(Manifests|EndToEnd)" " ]]; then
  need_kubectl
  need_promtool
fi
prepare_dotnet
say "building ..."
dotnet_build Debug Crm.Actors.sln

# Open to the user that PostgreSQL runs as when we are root.
scratch=$(mktemp -d /tmp/crm-test.XXXXXX)
chmod 1777 "$scratch"
export CRM_TEST_RUN=$run_id TMPDIR=$scratch PG_BIN=$pg_bin
# Most processes of the tests live too short for code that is compiled a third time to pay: a tenth of their time.
export DOTNET_TieredPGO=0

if [[ " ${projects[*]} " =~ " "(Integration|EndToEnd)" " ]]; then
  need_node
  export CRM_AMQP_CONSUMER=$scratch/amqp-consumer
  install_consumer "$CRM_AMQP_CONSUMER"
fi

passed=0 failed=0 skipped=0
failures=$scratch/failures
# Each failed test with its message and the first lines of its stack.
failed_tests() { awk '/^failed /{left=25} /^(passed|skipped) |^Test run summary/{left=0} left-- > 0' "$1"; }
# The number in a line like "  failed: 3" of a test run's summary.
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1; }

for project in "${projects[@]}"; do
  program=$(find "$root/tests/$project/bin/Debug" -name "Crm.Actors.*Tests.dll" -path "*/net*" 2>/dev/null | head -n 1)
  [ -n "$program" ] || fail "tests/$project is not a test project"
  say "== $project"
  started=$SECONDS status=0
  setpriv --pdeathsig TERM -- dotnet exec "$program" --no-ansi --progress off "${filters[@]}" \
    </dev/null > >(exec tee "$scratch/$project.out") 2>&1 &
  busy=$!
  wait "$busy" || status=$?
  busy=
  sleep 0.2
  ok=$(count succeeded "$scratch/$project.out") bad=$(count failed "$scratch/$project.out") left=$(count skipped "$scratch/$project.out")
  failed_tests "$scratch/$project.out" >> "$failures"
  passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${left:-0}))
  # 8: no test was found; any other failure that no test accounts for is a failure of the run itself.
  if [ $status -ne 0 ] && [ $status -ne 8 ] && [ "${bad:-0}" -eq 0 ]; then
    say "$project ended with exit code $status"
    failed=$((failed + 1))
  fi
  say "== $project took $((SECONDS - started)) s"
done

if [ -s "$failures" ]; then
  say "== What failed"
  cat "$failures"
fi
clean_up
[ $skipped -eq 0 ] || say "$skipped skipped"
say "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
