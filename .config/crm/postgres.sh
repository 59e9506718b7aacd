# shellcheck shell=bash
# A private PostgreSQL from the installed binaries. Sourced, never run.
# The cluster is in $pg_home/data, owned by $pg_user; it listens on loopback TCP only.

# A prefix for long-lived processes (see exec_part); none for short commands.
session=()

# Sets pg_bin. $1: the major version wanted, or empty for the newest installed.
find_postgres() {
  local wanted=${1:-} dir
  pg_bin=
  for dir in "${PG_BIN:-}" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5,5nr) $(dirname -- "$(command -v postgres || echo /-)"); do
    if [ ! -x "$dir/postgres" ] || [ ! -x "$dir/initdb" ]; then continue; fi
    if [ -n "$wanted" ] && [[ $("$dir/postgres" --version) != *" $wanted"[.a-z]* ]]; then continue; fi
    pg_bin=$dir
    return
  done
  return 1
}

# Installs PostgreSQL when there is none, without Debian's own "main" cluster.
need_postgres() {
  find_postgres "" && return
  local settings=/etc/postgresql-common/createcluster.d/crm-actors.conf sudo=()
  may_install PostgreSQL postgresql
  is_root || sudo=(sudo -n)
  "${sudo[@]}" mkdir -p "${settings%/*}"
  say 'create_main_cluster = false' | "${sudo[@]}" tee "$settings" >/dev/null
  (install_packages PostgreSQL postgresql) || { "${sudo[@]}" rm -f "$settings"; exit 1; }
  "${sudo[@]}" rm -f "$settings"
  find_postgres "" || fail "PostgreSQL was installed, but its programs were not found"
}

# Becomes a command that runs as the owner of the cluster and is interrupted when ./crm dies: call it in a subshell.
as_owner() {
  local user=()
  ! is_root || user=(--reuid="$pg_user" --regid="$(id -g "$pg_user")" --init-groups)
  exec "${session[@]}" setpriv "${user[@]}" --pdeathsig INT -- "$@"
}

# Sets pg_home and pg_user for data folder $1. As root the cluster belongs to another user, who must be
# able to reach it: when a parent folder is closed to that user, $1/postgres is a link to a folder outside.
locate_cluster() {
  local outside=/var/lib/crm-actors
  pg_home=$1/postgres
  if ! is_root; then
    pg_user=$(id -un)
    [ -d "$pg_home" ] || { [ ! -L "$pg_home" ] && mkdir -m 700 "$pg_home"; } || fail "cannot create $pg_home"
    return
  fi
  pg_user=postgres
  id "$pg_user" >/dev/null 2>&1 || pg_user=nobody
  if [ -d "$pg_home" ]; then
    pg_user=$(stat -L -c %U "$pg_home")
    [ "$pg_user" != root ] || fail "$pg_home belongs to root, but PostgreSQL does not run as root: remove it or give another --data"
  else
    [ ! -L "$pg_home" ] || fail "$pg_home points to $(readlink "$pg_home"), which is gone: remove it or give another --data"
    mkdir -m 700 "$pg_home"
    chown "$pg_user:" "$pg_home"
    if ! (cd / && as_owner test -w "$pg_home"); then
      rmdir "$pg_home"
      mkdir -p "$outside"
      chmod 755 "$outside"
      ln -s "$(mktemp -d "$outside/XXXXXXXX")" "$pg_home"
      chown "$pg_user:" "$(readlink "$pg_home")"
    fi
  fi
  pg_home=$(readlink -f "$pg_home")
  (cd / && as_owner test -w "$pg_home") || fail "user $pg_user cannot reach $pg_home: open its parent folders or give another --data"
}

# Creates the cluster when there is none; $1 is the password of the administrator, $2 a log file.
create_cluster() {
  local data=$pg_home/data version
  if [ -e "$data" ]; then
    version=$(cat "$data/PG_VERSION" 2>/dev/null) || fail "$data is not a PostgreSQL data folder (no PG_VERSION): remove it or give another --data"
    find_postgres "$version" || fail "$data was made by PostgreSQL $version, which is not installed"
    return
  fi
  say "creating the database cluster ..."
  rm -rf "$data.new"
  (umask 077; say "$1" >"$pg_home/password")
  is_root && chown "$pg_user:" "$pg_home/password"
  (cd / && as_owner "$pg_bin/initdb" -D "$data.new" -U crm_admin --pwfile="$pg_home/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --data-checksums) </dev/null >>"$2" 2>&1 ||
    { rm -f "$pg_home/password"; fail "could not create the database cluster: $(tail -n 1 "$2")"; }
  rm -f "$pg_home/password"
  mv "$data.new" "$data"
}

# Becomes the server, on POSTGRES_PORT; our settings and secrets are not for it.
exec_postgres() {
  cd /
  as_owner env -i PATH="$PATH" "$pg_bin/postgres" -D "$pg_home/data" -p "$POSTGRES_PORT" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c password_encryption=scram-sha-256 \
    -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
    -c max_connections=200 -c shared_buffers=256MB -c max_wal_size=2GB \
    -c timezone=UTC -c log_timezone=UTC -c log_line_prefix='%m [%p] %q%u '
}

# psql as the administrator: run_psql PORT PASSWORD DATABASE, SQL on stdin.
run_psql() {
  PGPASSWORD=$2 PGCONNECT_TIMEOUT=3 "$pg_bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$1" -U crm_admin -d "$3" -f -
}

# Stops a server that an earlier start left behind, and removes a pid file that names nobody.
stop_leftover_postgres() {
  local file=$pg_home/data/postmaster.pid pid
  [ -s "$file" ] || return 0
  pid=$(head -n 1 "$file")
  if alive "$pid" && tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "$pg_home/data"; then
    say "stopping PostgreSQL left over from an earlier start (process $pid)"
    stop_process "$pid" INT 60
  else
    rm -f "$file"
  fi
}
