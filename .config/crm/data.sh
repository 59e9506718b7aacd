# shellcheck shell=bash
# The data folder of ./crm run: secrets, ports, lock, processes. Sourced, never run.
#
#   secrets.env   generated once, mode 600      run/*.pid   process ids      admin-password   of the first administrator
#   ports.env     chosen once, again if taken   log/*.log   what they say    postgres/   the database cluster
#   rabbitmq/, redis/, consul/   what these keep, with --full

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

# Sets ADMIN_PASSWORD, ..., AUTH_JWT_SECRET from secrets.env, which is made at the first start, and the further secrets that are named, which are made
# when they are asked for first.
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
  for name; do
    grep -qxE "$name=[0-9a-f]{64}" "$file" || (
      umask 077
      { cat "$file" && say "$name=$(random_secret)"; } >"$file.new"
      mv "$file.new" "$file"
    )
  done
  # shellcheck source=/dev/null
  . "$file"
}

# The password of the first administrator is in a file of its own, for the person who logs in.
make_admin_password() {
  [ -s "$data/admin-password" ] || (umask 077; random_secret | cut -c 1-24 >"$data/admin-password")
}

# load_ports PORT NAME...: sets each NAME to a port, the one of last time unless something else has it. PORT is given away.
load_ports() {
  local file=$data/ports.env name port taken=" $1 "
  shift
  for name; do
    port=$(sed -n "s/^$name=\([0-9]\{1,5\}\)$/\1/p" "$file" 2>/dev/null) || true
    while [ -z "$port" ] || [[ $taken = *" $port "* ]] || port_taken "$port"; do port=$(free_port); done
    taken+="$port "
    printf -v "$name" %s "$port"
  done
  {
    grep -vE "^($(IFS='|' && say "$*"))=" "$file" 2>/dev/null || true
    for name; do say "$name=${!name}"; done
  } >"$file.new"
  mv "$file.new" "$file"
}

# Whether process $1 is part $2 of this folder. It is known by its environment, or, where it writes its title over that, by where it works: a pid file
# may name a stranger by now.
is_part() {
  tr '\0' '\n' 2>/dev/null <"/proc/$1/environ" | grep -qxF -- "CRM_DATA=$data" || [ "$(readlink "/proc/$1/cwd")" = "$data/$2" ]
}

# Stops all but PostgreSQL that an earlier, killed start of this folder left behind, in the order of any stop.
stop_leftover_parts() {
  local file part pid
  for file in "$data"/run/{gateway,silo,telegram,consul,redis,rabbitmq,epmd}{-*,}.pid; do
    pid=$(cat "$file" 2>/dev/null) || continue
    part=${file##*/} part=${part%.pid}
    if [[ $pid =~ ^[0-9]+$ ]] && is_part "$pid" "$part"; then
      say "stopping $part left over from an earlier start (process $pid)"
      stop_process "$pid" TERM 30
    fi
    rm -f "$file"
  done
}
