# shellcheck shell=bash
# Redis for tests: they start private servers from the installed program. Sourced, never run.

find_redis() { command -v "${REDIS_SERVER:-redis-server}" >/dev/null; }

# Installs Redis when there is none; no server for the whole machine is started or enabled.
need_redis() {
  find_redis && return
  install_without_starting Redis redis-server
  disable_services redis-server
  find_redis || fail "Redis was installed, but redis-server was not found"
}
