#!/usr/bin/env bash
# ./crm bench [NAME ...]: measures a Release build; what the names mean, the program says.
# shellcheck source=.config/crm/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
take_signals "$@"
# shellcheck source=.config/crm/postgres.sh
. "$root/.config/crm/postgres.sh"
# shellcheck source=.config/crm/rabbitmq.sh
. "$root/.config/crm/rabbitmq.sh"
# shellcheck source=.config/crm/redis.sh
. "$root/.config/crm/redis.sh"

need_postgres
need_rabbitmq
need_redis
command -v wrk >/dev/null || install_packages "the HTTP load generator" wrk
prepare_dotnet
say "building ..."
dotnet_build Release tests/Benchmarks/Crm.Actors.Benchmarks.csproj -p:RunAnalyzers=false
export PG_BIN=$pg_bin
exec "$root/tests/Benchmarks/bin/Release/net10.0/Crm.Actors.Benchmarks" "$@"
