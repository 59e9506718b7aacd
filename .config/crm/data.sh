# shellcheck shell=bash
# The data folder of ./crm run: secrets, ports, lock, processes. Sourced, never run.
#
#   secrets.env   generated once, mode 600      run/*.pid   process ids      admin-password   of the first administrator
#   ports.env     chosen once, again if taken   log/*.log   what they say    postgres/   the database cluster

# Creates (unless $2 is "existing") and enters data folder $1: sets data, as an absolute path.
open_data() {
  if [ ! -d "$1" ]; then
    [ "${2:-}" != existing ] || return 1
    mkdir -p "$1" 2>/dev/null || fail "cannot create the data folder $1"
    chmod 755 "$1"
  fi
  data=$(cd -- "$1" && pwd -P) || fail "cannot open the data folder $1"
  if ! mkdir -p "$data/run" "$data/log" 2>/dev/null || [ ! -w "$data" ] || [ ! -w "$data/run" ] || [ ! -w "$data/log" ]; then
    fail "the data folder $data is not writable by $(id -un)"
  fi
  chmod 700 "$data/log"
}

# Holds the folder for this command: false when another one has it.
lock_data() {
  exec 9>>"$data/run/lock" || fail "cannot open $data/run/lock"
  flock --nonblock 9
}

# Sets CRM_ADMIN_PASSWORD, ..., AUTH_JWT_SECRET from secrets.env, which is made at the first start.
load_secrets() {
  local file=$data/secrets.env name
  if [ ! -e "$file" ]; then
    [ ! -e "$pg_home/data" ] || fail "$file is missing, and with it the passwords of $pg_home: restore it or start with another --data"
    (
      umask 077
      for name in ADMIN_PASSWORD WRITER_PASSWORD READER_PASSWORD ORLEANS_PASSWORD AUTH_JWT_SECRET; do
        say "$name=$(random_secret)"
      done >"$file.new"
    )
    mv "$file.new" "$file"
  fi
  [ "$(grep -cxE '(ADMIN_PASSWORD|WRITER_PASSWORD|READER_PASSWORD|ORLEANS_PASSWORD|AUTH_JWT_SECRET)=[0-9a-f]{64}' "$file" 2>/dev/null)" = 5 ] ||
    fail "$file is damaged or not readable"
  # shellcheck source=/dev/null
  . "$file"
}

# The password of the first administrator is in a file of its own, for the person who logs in.
make_admin_password() {
  [ -s "$data/admin-password" ] || (umask 077; random_secret | cut -c 1-24 >"$data/admin-password")
}

# Sets POSTGRES_PORT, SILO_PORT and SILO_GATEWAY_PORT: the ones of last time unless something else has them.
load_ports() {
  local file=$data/ports.env name port taken=" $1 "
  for name in POSTGRES_PORT SILO_PORT SILO_GATEWAY_PORT; do
    port=$(sed -n "s/^$name=\([0-9]\{1,5\}\)$/\1/p" "$file" 2>/dev/null) || true
    while [ -z "$port" ] || [[ $taken = *" $port "* ]] || port_taken "$port"; do port=$(free_port); done
    taken+="$port "
    printf -v "$name" %s "$port"
  done
  printf '%s\n' "POSTGRES_PORT=$POSTGRES_PORT" "SILO_PORT=$SILO_PORT" "SILO_GATEWAY_PORT=$SILO_GATEWAY_PORT" >"$file"
}

# Stops silo and gateway that an earlier, killed start of this folder left behind. They are known by
# their environment: a pid file may name a stranger by now.
stop_leftover_parts() {
  local part pid
  for part in gateway silo telegram; do
    pid=$(cat "$data/run/$part.pid" 2>/dev/null) || continue
    if [[ $pid =~ ^[0-9]+$ ]] && tr '\0' '\n' 2>/dev/null <"/proc/$pid/environ" | grep -qxF -- "CRM_DATA=$data"; then
      say "stopping $part left over from an earlier start (process $pid)"
      stop_process "$pid" TERM 30
    fi
    rm -f "$data/run/$part.pid"
  done
}
