#!/usr/bin/env bash
# ./crm run [--port 8080] [--data DIR] [--full] [--telegram-fake]: PostgreSQL, silo and gateway on this machine until Ctrl-C.
# With --full also RabbitMQ, Redis, Consul, and two silos and two gateways; with --telegram-fake a fake Telegram, whose page is a chat with the bot.
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
# shellcheck source=.config/crm/data.sh
. "$root/.config/crm/data.sh"
# shellcheck source=.config/crm/supervise.sh
. "$root/.config/crm/supervise.sh"

port=8080 data=$root/.data full='' telegram_fake=''
while [ $# -gt 0 ]; do
  case $1 in
    --port=*) port=${1#*=} ;;
    --data=*) data=${1#*=} ;;
    --full) full=yes ;;
    --telegram-fake) telegram_fake=yes ;;
    --port | --data)
      [ $# -ge 2 ] || misuse "$1 needs a value"
      printf -v "${1#--}" %s "$2"
      shift
      ;;
    *) misuse "run does not know '$1' (usage: ./crm run [--port 8080] [--data DIR] [--full] [--telegram-fake])" ;;
  esac
  shift
done
[[ $port =~ ^[1-9][0-9]{0,4}$ && $port -le 65535 ]] || misuse "--port must be a number from 1 to 65535, not '$port'"
[ -n "$data" ] || misuse "--data must name a folder"

open_data "$data"
lock_data || fail "$data is in use by another ./crm run (process $(cat "$data/run/crm.pid" 2>/dev/null || echo '?'))"
say $$ >"$data/run/crm.pid"
trap 'stop_all; exit 0' INT TERM HUP
trap 'stop_all' EXIT

stop_leftover_parts
need_postgres
if [ -n "$full" ]; then
  need_rabbitmq
  need_redis
  need_consul
  export -n CRM_CONSUL
fi
locate_cluster "$data"
stop_leftover_postgres
! port_taken "$port" || fail "port $port is taken: free it or choose another with --port"

prepare_dotnet
build_parts

services=(postgres) silos=(silo) gateways=(gateway) secrets=()
ports=(POSTGRES_PORT SILO_PORT SILO_GATEWAY_PORT SILO_HTTP_PORT)
if [ -n "$full" ]; then
  services+=(rabbitmq redis consul) silos+=(silo-2) gateways+=(gateway-2) secrets+=(RABBITMQ_PASSWORD REDIS_PASSWORD)
  ports+=(SILO_2_PORT SILO_2_GATEWAY_PORT SILO_2_HTTP_PORT GATEWAY_2_PORT EPMD_PORT RABBITMQ_PORT RABBITMQ_NODES_PORT REDIS_PORT)
  ports+=(CONSUL_PORT CONSUL_SERVER_PORT CONSUL_GOSSIP_PORT)
fi
[ -z "$telegram_fake" ] || services+=(telegram)

load_secrets "${secrets[@]}"
make_admin_password
create_cluster "$ADMIN_PASSWORD" "$data/log/postgres.log"
GATEWAY_PORT=$port
load_ports "$port" "${ports[@]}"
export_settings
if [ -n "$full" ]; then
  make_rabbitmq
  make_redis
  make_consul
  export_full_settings
fi
[ -z "$telegram_fake" ] || export_telegram_fake

# From here on the shell's own notices about killed processes go to a log.
exec 8>&2 2>>"$data/log/run.log"
error_to=8
[ -z "$full" ] || begin epmd
begin "${services[@]}"
await_command "$data/log/migrate.log" "the database could not be prepared" prepare_database
begin "${silos[@]}"
begin "${gateways[@]}"

elsewhere=
[ "$pg_home" = "$data/postgres" ] || elsewhere=" (the database in $pg_home)"
telegram_page=
[ -z "$telegram_fake" ] || telegram_page="  chat   http://127.0.0.1:$TELEGRAM_PORT (a fake Telegram: get a code with POST /api/auth/telegram/code, then send /start CODE there)
"
for gateway in "${gateways[@]}"; do say "ready: http://127.0.0.1:$(port_of "$gateway" PORT)"; done
metrics="http://127.0.0.1:$port/metrics"
for silo in "${silos[@]}"; do metrics+=" http://127.0.0.1:$(port_of "$silo" HTTP_PORT)/metrics"; done
dashboard=
[ -z "$full" ] || dashboard="  dashboard http://127.0.0.1:$port/dashboard (for the administrator)
"
cat <<TEXT
  docs   http://127.0.0.1:$port/docs
  metrics $metrics
$dashboard  log in as the administrator admin@localhost (the password is in $data/admin-password):
         TOKEN=\$(curl -s http://127.0.0.1:$port/api/auth/token -H 'Content-Type: application/json' \\
           -d "{\"email\":\"admin@localhost\",\"password\":\"\$(cat '$data/admin-password')\"}" | grep -o '"accessToken":"[^"]*' | cut -d'"' -f4)
         curl -H "Authorization: Bearer \$TOKEN" http://127.0.0.1:$port/api/v1/deals
$telegram_page  Ctrl-C stops everything; the data stays in $data$elsewhere
TEXT
supervise
