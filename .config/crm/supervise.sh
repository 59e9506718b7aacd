# shellcheck shell=bash
# The processes of ./crm run: how each is started, watched, started again and stopped. Sourced, never run.
# They run in sessions of their own, so that Ctrl-C reaches only ./crm, which stops them in order.
#
# A part is one of a kind: silo and silo-2 are parts of the kind silo. A kind has a function exec_KIND PART, which becomes the process, and ready_KIND PART,
# which tells whether it works. A part has a log, log/PART.log, and leaves its number in run/PART.pid.

parts=() # in the order of their start
declare -A pid_of=() started_at=() log_from=() due_at=() failures=()
# How many seconds a kind may take to be ready, and to end.
declare -A start_limit=([postgres]=60 [epmd]=30 [rabbitmq]=120 [redis]=60 [consul]=60 [telegram]=60 [silo]=180 [gateway]=180)
declare -A stop_limit=([postgres]=60 [epmd]=10 [rabbitmq]=60 [redis]=60 [consul]=30 [telegram]=10 [silo]=60 [gateway]=30)
busy='' starting=true

# What the processes are told. PostgreSQL, the ports and the secrets are private to this data folder.
export_settings() {
  local at=127.0.0.1:$POSTGRES_PORT/crm
  export CRM_DATA=$data
  migrator_url="postgresql://crm_admin:$ADMIN_PASSWORD@$at"
  export CRM_DATABASE_URL="postgresql://crm_writer:$WRITER_PASSWORD@$at?search_path=crm"
  export CRM_READER_DATABASE_URL="postgresql://crm_reader:$READER_PASSWORD@$at?search_path=crm"
  export ORLEANS_DATABASE_URL="postgresql://orleans_app:$ORLEANS_PASSWORD@$at?search_path=orleans"
  export CRM_SILO_HOST=127.0.0.1 CRM_CLUSTERING=adonet
  export AUTH_JWT_SECRET AUTH_ADMIN_EMAIL=admin@localhost AUTH_ADMIN_PASSWORD_FILE=$data/admin-password
}

# RabbitMQ between the silos and the world, Redis for sessions, limits and what is sent, Consul for who is there.
export_full_settings() {
  local name
  # What the shell has of other installations is not for these.
  for name in CONSUL_HTTP_{ADDR,TOKEN} CONSUL_{CACERT,CLIENT_CERT,CLIENT_KEY} CRM_CONSUL_{PREFIX,SERVICE} {AUTH_,}REDIS_URL CRM_REDIS_PREFIX RABBITMQ_URL; do
    unset "$name" "${name}_FILE"
  done
  export CRM_CLUSTERING=consul CONSUL_HTTP_ADDR=http://127.0.0.1:$CONSUL_PORT CRM_DASHBOARD=on
  export RABBITMQ_URL=amqp://crm:$RABBITMQ_PASSWORD@127.0.0.1:$RABBITMQ_PORT/%2F
  export REDIS_URL=redis://:$REDIS_PASSWORD@127.0.0.1:$REDIS_PORT/0
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
  (cd "$root" && find contracts grains silo gateway tests/FakeTelegram .config ./*.props global.json env.example \( -name bin -o -name obj \) -prune -o -type f -printf '%p %T@ %s\n' | sort | sha256sum)
}

# Builds and copies the programs, so that a later build cannot change them under running processes.
build_parts() {
  local part project state configuration=${BUILD_CONFIGURATION:-Release} # tests have their own built already
  state="$configuration $(source_state)"
  [ "$state" != "$(cat "$data/app/built-from" 2>/dev/null)" ] || return 0
  say "building ..."
  dotnet_build "$configuration" .config/crm/run.slnf -p:RunAnalyzers=false # ./crm test runs them
  rm -f "$data/app/built-from"
  for part in silo gateway; do
    project=Crm.Actors.${part^}
    rm -rf "$data/app/$part"
    mkdir -p "$data/app"
    cp -R "$root/$part/bin/$configuration/net10.0" "$data/app/$part"
    [ -x "$data/app/$part/$project" ] || fail "the build made no $project"
  done
  rm -rf "$data/app/telegram"
  cp -R "$root/tests/FakeTelegram/bin/$configuration/net10.0" "$data/app/telegram"
  say "$state" >"$data/app/built-from"
}

# The port of a part: port_of silo-2 GATEWAY_PORT prints SILO_2_GATEWAY_PORT.
port_of() {
  local name=${1^^}_$2
  name=${name//-/_}
  say "${!name}"
}

# Becomes part $1.
exec_part() {
  session=(setsid env "--default-signal=INT,QUIT,PIPE")
  "exec_${1%-*}" "$1"
}

# Becomes program $2 of folder $1 among those that were built.
exec_program() {
  cd "$data/app/$1" && exec "${session[@]}" setpriv --pdeathsig TERM -- "$data/app/$1/$2"
}

exec_telegram() { exec_program telegram Crm.Actors.FakeTelegram; }

exec_silo() {
  CRM_SILO_PORT=$(port_of "$1" PORT)
  CRM_SILO_GATEWAY_PORT=$(port_of "$1" GATEWAY_PORT)
  CRM_SILO_HTTP_URL=http://127.0.0.1:$(port_of "$1" HTTP_PORT)
  export CRM_SILO_PORT CRM_SILO_GATEWAY_PORT CRM_SILO_HTTP_URL
  exec_program silo Crm.Actors.Silo
}

# The gateway knows one database login at most: that of the cluster's membership.
exec_gateway() {
  CRM_HTTP_URL=http://127.0.0.1:$(port_of "$1" PORT)
  export CRM_HTTP_URL
  unset CRM_DATABASE_URL CRM_READER_DATABASE_URL RABBITMQ_URL AUTH_ADMIN_EMAIL AUTH_ADMIN_PASSWORD_FILE TELEGRAM_BOT_TOKEN
  [ "$CRM_CLUSTERING" = adonet ] || unset ORLEANS_DATABASE_URL
  exec_program gateway Crm.Actors.Gateway
}

# Starts parts and waits until each works.
begin() {
  local part
  for part; do
    parts+=("$part")
    failures[$part]=0
    start_part "$part"
  done
  for part; do await_part "$part"; done
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

ready_postgres() { say 'SELECT 1' | run_psql "$POSTGRES_PORT" "$ADMIN_PASSWORD" postgres >/dev/null 2>&1; }
ready_telegram() { port_taken "$TELEGRAM_PORT"; }
ready_silo() { port_taken "$(port_of "$1" GATEWAY_PORT)"; }
ready_gateway() { [ "$(http_status "$(port_of "$1" PORT)" /health/ready)" = 200 ]; }

# Waits until part $1 works, watching all; fails when its time is over.
await_part() {
  local limit=${start_limit[${1%-*}]} log=$data/log/$1.log end
  end=$((SECONDS + limit))
  until "ready_${1%-*}" "$1"; do
    watch_parts
    [ $SECONDS -lt $end ] || fail "$1 is not ready after $limit s: $(last_words "$log" "${log_from[$1]}") (see $log)"
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
  for part in "${parts[@]}"; do
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

# The last started part first, each gone before the next is asked to go. Safe to call at any time, once.
stop_all() {
  local i part how
  set +e
  trap '' INT TERM HUP
  trap - EXIT
  [ ${#pid_of[@]} -eq 0 ] || say "stopping ..."
  [ -z "$busy" ] || stop_process "$busy" TERM 10
  for ((i = ${#parts[@]} - 1; i >= 0; i--)); do
    part=${parts[i]} how=TERM
    [ "$part" != postgres ] || how=INT
    [ -z "${pid_of[$part]:-}" ] || stop_process "${pid_of[$part]}" "$how" "${stop_limit[${part%-*}]}"
    rm -f "$data/run/$part.pid"
  done
  rm -f "$data/run/crm.pid"
  [ ${#pid_of[@]} -eq 0 ] || say "stopped"
}
