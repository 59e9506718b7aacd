# shellcheck shell=bash
# Node.js for the example of docs/examples/amqp-consumer, which tests run as another system would. Sourced, never run.

# Installs Node.js and npm when they are missing.
need_node() {
  command -v node >/dev/null || install_packages Node.js nodejs
  command -v npm >/dev/null || install_packages npm npm
}

# install_consumer FOLDER: makes FOLDER a copy of the example with the packages that its lock file names.
install_consumer() {
  local log=$1.log
  cp -R "$root/docs/examples/amqp-consumer" "$1"
  rm -rf "$1/node_modules"
  (cd "$1" && npm ci --no-audit --no-fund --no-update-notifier) </dev/null >"$log" 2>&1 ||
    { tail -n 5 "$log" >&2; fail "npm could not install the packages of the example consumer"; }
}
