# shellcheck shell=bash
# Redis: private servers from the installed program. Sourced, never run.
# Tests start theirs themselves (tests/TestKit/Redis); that of ./crm run --full keeps all that it has in $data/redis.

find_redis() { command -v "${REDIS_SERVER:-redis-server}" >/dev/null; }

# Installs Redis when there is none; no server for the whole machine is started or enabled.
need_redis() {
  find_redis && return
  install_without_starting Redis redis-server
  disable_services redis-server
  find_redis || fail "Redis was installed, but redis-server was not found"
}

# Its settings: everything is on disk within a second.
make_redis() {
  (
    umask 077
    mkdir -p "$data/redis"
    cat >"$data/redis/redis.conf" <<TEXT
bind 127.0.0.1
port $REDIS_PORT
requirepass $REDIS_PASSWORD
dir "$data/redis"
appendonly yes
save ""
TEXT
  )
}

# Becomes the server. It works in its folder, by which it is known: its title takes the place of its environment.
exec_redis() {
  cd "$data/redis" || exit
  exec "${session[@]}" setpriv --pdeathsig TERM -- env -i PATH="$PATH" "${REDIS_SERVER:-redis-server}" "$data/redis/redis.conf"
}

ready_redis() { port_taken "$REDIS_PORT"; }
