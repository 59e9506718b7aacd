# shellcheck shell=bash
# The processes of ./crm run: how each is started, watched, started again and stopped. Sourced, never run.
# They run in sessions of their own, so that Ctrl-C reaches only ./crm, which stops them in order.

declare -A pid_of=() started_at=() log_from=() due_at=() failures=([postgres]=0 [telegram]=0 [silo]=0 [gateway]=0)
busy='' starting=true

# What the processes are told. PostgreSQL, the ports and the secrets are private to this data folder.
export_settings() {
  local at=127.0.0.1:$POSTGRES_PORT/crm
  export CRM_DATA=$data
  migrator_url="postgresql://crm_admin:$ADMIN_PASSWORD@$at"
  export CRM_DATABASE_URL="postgresql://crm_writer:$WRITER_PASSWORD@$at?search_path=crm"
  export CRM_READER_DATABASE_URL="postgresql://crm_reader:$READER_PASSWORD@$at?search_path=crm"
  export ORLEANS_DATABASE_URL="postgresql://orleans_app:$ORLEANS_PASSWORD@$at?search_path=orleans"
  export CRM_SILO_HOST=127.0.0.1 CRM_SILO_PORT=$SILO_PORT CRM_SILO_GATEWAY_PORT=$SILO_GATEWAY_PORT
  export CRM_CLUSTERING=adonet CRM_HTTP_URL=http://127.0.0.1:$port
  export AUTH_JWT_SECRET AUTH_ADMIN_EMAIL=admin@localhost AUTH_ADMIN_PASSWORD_FILE=$data/admin-password
}

# A bot in front of a fake Telegram. Its webhook is the gateway's; the secret lasts as long as this run.
export_telegram_fake() {
  TELEGRAM_PORT=$(free_port)
  export FAKE_TELEGRAM_URL=http://127.0.0.1:$TELEGRAM_PORT TELEGRAM_API_URL=http://127.0.0.1:$TELEGRAM_PORT
  TELEGRAM_BOT_TOKEN=100200300:fake-$(random_secret)
  TELEGRAM_WEBHOOK_SECRET=$(random_secret)
  export TELEGRAM_BOT_TOKEN TELEGRAM_WEBHOOK_SECRET TELEGRAM_WEBHOOK_URL=http://127.0.0.1:$port/telegram/webhook
}

# What the programs are built from: names, times and sizes.
source_state() {
  (cd "$root" && find contracts grains silo gateway tests/FakeTelegram .config ./*.props global.json \( -name bin -o -name obj \) -prune -o -type f -printf '%p %T@ %s\n' | sort | sha256sum)
}

# Builds and copies the programs, so that a later build cannot change them under running processes.
build_parts() {
  local part project state
  state=$(source_state)
  [ "$state" != "$(cat "$data/app/built-from" 2>/dev/null)" ] || return 0
  say "building ..."
  dotnet_build Release .config/crm/run.slnf -p:RunAnalyzers=false # ./crm test runs them
  rm -f "$data/app/built-from"
  for part in silo gateway; do
    project=Crm.Actors.${part^}
    rm -rf "$data/app/$part"
    mkdir -p "$data/app"
    cp -R "$root/$part/bin/Release/net10.0" "$data/app/$part"
    [ -x "$data/app/$part/$project" ] || fail "the build made no $project"
  done
  rm -rf "$data/app/telegram"
  cp -R "$root/tests/FakeTelegram/bin/Release/net10.0" "$data/app/telegram"
  say "$state" >"$data/app/built-from"
}

# Becomes part $1. The gateway knows one database login only: that of the cluster's membership.
exec_part() {
  session=(setsid env "--default-signal=INT,QUIT,PIPE")
  case $1 in
    postgres) exec_postgres "$POSTGRES_PORT" ;;
    telegram) cd "$data/app/telegram" && exec "${session[@]}" setpriv --pdeathsig TERM -- "$data/app/telegram/Crm.Actors.FakeTelegram" ;;
    silo) cd "$data/app/silo" && exec "${session[@]}" setpriv --pdeathsig TERM -- "$data/app/silo/Crm.Actors.Silo" ;;
    gateway)
      cd "$data/app/gateway" || exit
      unset CRM_DATABASE_URL CRM_READER_DATABASE_URL AUTH_ADMIN_EMAIL AUTH_ADMIN_PASSWORD_FILE TELEGRAM_BOT_TOKEN
      exec "${session[@]}" setpriv --pdeathsig TERM -- "$data/app/gateway/Crm.Actors.Gateway"
      ;;
  esac
}

start_part() {
  local log=$data/log/$1.log
  if [ -s "$log" ] && [ "$(stat -c %s "$log")" -gt 50000000 ]; then mv "$log" "$log.old"; fi
  [ "$1" != postgres ] || stop_leftover_postgres
  log_from[$1]=$(($(stat -c %s "$log" 2>/dev/null || echo 0) + 1))
  exec_part "$1" </dev/null >>"$log" 2>&1 8>&- 9>&- &
  pid_of[$1]=$!
  started_at[$1]=$SECONDS
  unset "due_at[$1]"
  say "$!" >"$data/run/$1.pid"
}

# The line of a log, from byte $2 on, that says best what went wrong.
last_words() {
  local text
  text=$(tail -c "+$2" "$1" 2>/dev/null | grep -v '^[[:space:]]*$') || true
  { grep -E 'FATAL|PANIC|Unhandled exception|cannot start' <<<"$text" || say "$text"; } | tail -n 1 | cut -c 1-300
}

postgres_ready() { say 'SELECT 1' | run_psql "$POSTGRES_PORT" "$ADMIN_PASSWORD" postgres >/dev/null 2>&1; }
telegram_ready() { port_taken "$TELEGRAM_PORT"; }
silo_ready() { port_taken "$SILO_GATEWAY_PORT"; }
gateway_ready() { [ "$(http_status "$port" /health/ready)" = 200 ]; }

# await_part PART SECONDS CHECK: waits until CHECK holds, watching all parts; fails when the time is over.
await_part() {
  local until=$((SECONDS + $2)) log=$data/log/$1.log
  until "$3"; do
    watch_parts
    [ $SECONDS -lt $until ] || fail "$1 is not ready after $2 s: $(last_words "$log" "${log_from[$1]}") (see $log)"
    sleep 0.2
  done
}

# await_command LOG MESSAGE COMMAND...: runs it so that a signal is answered at once.
await_command() {
  local log=$1 message=$2
  shift 2
  "$@" </dev/null >"$log" 2>&1 8>&- 9>&- &
  busy=$!
  wait "$busy" || fail "$message: $(last_words "$log" 1) (see $log)"
  busy=
}

# The database and, by the silo's own command, its roles and tables.
prepare_database() {
  if [ -z "$(say "SELECT 1 FROM pg_database WHERE datname = 'crm'" | run_psql "$POSTGRES_PORT" "$ADMIN_PASSWORD" postgres)" ]; then
    say 'CREATE DATABASE crm' | run_psql "$POSTGRES_PORT" "$ADMIN_PASSWORD" postgres
  fi
  CRM_MIGRATOR_DATABASE_URL=$migrator_url setpriv --pdeathsig TERM -- "$data/app/silo/Crm.Actors.Silo" migrate
}

# Looks at the parts once. One that ended is started again: at once, then after 1, 2, 4 ... 30 s if it keeps ending.
# Before all are ready, that has an end: the third time, at once for PostgreSQL and for settings refused (exit code 2).
watch_parts() {
  local part status delay log
  for part in postgres telegram silo gateway; do
    [ -n "${pid_of[$part]:-}" ] || continue
    if [ -n "${due_at[$part]:-}" ]; then
      [ $SECONDS -lt "${due_at[$part]}" ] || start_part "$part"
      continue
    fi
    alive "${pid_of[$part]}" && continue
    status=0
    wait "${pid_of[$part]}" || status=$?
    [ $((SECONDS - started_at[$part])) -lt 60 ] || failures[$part]=0
    delay=$((failures[$part] == 0 ? 0 : failures[$part] > 5 ? 30 : 1 << (failures[$part] - 1)))
    failures[$part]=$((failures[$part] + 1))
    if $starting && { [ $status -eq 2 ] || [ "$part" = postgres ] || [ "${failures[$part]}" -ge 3 ]; }; then
      log=$data/log/$part.log
      fail "$part did not start: $(last_words "$log" "${log_from[$part]}") (see $log)"
    fi
    due_at[$part]=$((SECONDS + delay))
    if [ $delay -eq 0 ]; then
      say "$part ended ($(describe_status $status)): starting it again"
    else
      say "$part ended again ($(describe_status $status)): starting it again in $delay s (see $data/log/$part.log)"
    fi
  done
}

supervise() {
  starting=false
  while :; do
    sleep 0.5 8>&- 9>&- &
    wait $! || true
    watch_parts
  done
}

describe_status() {
  if [ "$1" -gt 128 ]; then say "signal $(kill -l $(($1 - 128)))"; else say "exit code $1"; fi
}

# Gateway, silo, PostgreSQL, each gone before the next is asked to go. Safe to call at any time, once.
stop_all() {
  set +e
  trap '' INT TERM HUP
  trap - EXIT
  [ ${#pid_of[@]} -eq 0 ] || say "stopping ..."
  [ -z "$busy" ] || stop_process "$busy" TERM 10
  [ -z "${pid_of[gateway]:-}" ] || stop_process "${pid_of[gateway]}" TERM 30
  [ -z "${pid_of[silo]:-}" ] || stop_process "${pid_of[silo]}" TERM 60
  [ -z "${pid_of[telegram]:-}" ] || stop_process "${pid_of[telegram]}" TERM 10
  [ -z "${pid_of[postgres]:-}" ] || stop_process "${pid_of[postgres]}" INT 60
  rm -f "$data"/run/{gateway,silo,telegram,postgres,crm}.pid
  [ ${#pid_of[@]} -eq 0 ] || say "stopped"
}
