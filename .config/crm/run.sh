#!/usr/bin/env bash
# ./crm run [--port 8080] [--data DIR] [--telegram-fake]: PostgreSQL, silo and gateway on this machine until Ctrl-C.
# With --telegram-fake also a fake Telegram, whose page is a chat with the bot.
# shellcheck source=.config/crm/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
take_signals "$@"
# shellcheck source=.config/crm/postgres.sh
. "$root/.config/crm/postgres.sh"
# shellcheck source=.config/crm/data.sh
. "$root/.config/crm/data.sh"
# shellcheck source=.config/crm/supervise.sh
. "$root/.config/crm/supervise.sh"

port=8080 data=$root/.data telegram_fake=
while [ $# -gt 0 ]; do
  case $1 in
    --port=*) port=${1#*=} ;;
    --data=*) data=${1#*=} ;;
    --telegram-fake) telegram_fake=yes ;;
    --port | --data)
      [ $# -ge 2 ] || misuse "$1 needs a value"
      printf -v "${1#--}" %s "$2"
      shift
      ;;
    *) misuse "run does not know '$1' (usage: ./crm run [--port 8080] [--data DIR] [--telegram-fake])" ;;
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
locate_cluster "$data"
stop_leftover_postgres
! port_taken "$port" || fail "port $port is taken: free it or choose another with --port"

prepare_dotnet
build_parts

load_secrets
make_admin_password
create_cluster "$ADMIN_PASSWORD" "$data/log/postgres.log"
load_ports "$port"
export_settings
[ -z "$telegram_fake" ] || export_telegram_fake

# From here on the shell's own notices about killed processes go to a log.
exec 8>&2 2>>"$data/log/run.log"
error_to=8
start_part postgres
await_part postgres 60 postgres_ready
await_command "$data/log/migrate.log" "the database could not be prepared" prepare_database
if [ -n "$telegram_fake" ]; then
  start_part telegram
  await_part telegram 60 telegram_ready
fi
start_part silo
await_part silo 180 silo_ready
start_part gateway
await_part gateway 180 gateway_ready

elsewhere=
[ "$pg_home" = "$data/postgres" ] || elsewhere=" (the database in $pg_home)"
telegram_page=
[ -z "$telegram_fake" ] || telegram_page="  chat   http://127.0.0.1:$TELEGRAM_PORT (a fake Telegram: get a code with POST /api/auth/telegram/code, then send /start CODE there)
"
cat <<TEXT
ready: http://127.0.0.1:$port
  docs   http://127.0.0.1:$port/docs
  log in as the administrator admin@localhost (the password is in $data/admin-password):
         TOKEN=\$(curl -s http://127.0.0.1:$port/api/auth/token -H 'Content-Type: application/json' \\
           -d "{\"email\":\"admin@localhost\",\"password\":\"\$(cat '$data/admin-password')\"}" | grep -o '"accessToken":"[^"]*' | cut -d'"' -f4)
         curl -H "Authorization: Bearer \$TOKEN" http://127.0.0.1:$port/api/v1/deals
$telegram_page  Ctrl-C stops everything; the data stays in $data$elsewhere
TEXT
supervise
