# shellcheck shell=bash
# RabbitMQ: private brokers from the installed programs. Sourced, never run.
# Tests start theirs themselves (tests/TestKit/RabbitMq); that of ./crm run --full keeps all that it has in $data/rabbitmq.

rabbitmq_server() { say "${RABBITMQ_BIN:-/usr/lib/rabbitmq/bin}/rabbitmq-server"; }

find_rabbitmq() { [ -x "$(rabbitmq_server)" ]; }

# Installs RabbitMQ when there is none; no broker for the whole machine is started or enabled.
need_rabbitmq() {
  find_rabbitmq && return
  install_without_starting RabbitMQ rabbitmq-server
  disable_services rabbitmq-server epmd
  find_rabbitmq || fail "RabbitMQ was installed, but its programs were not found"
}

# Its settings; the user is made when the broker starts for the first time.
make_rabbitmq() {
  local folder=$data/rabbitmq
  (
    umask 077
    mkdir -p "$folder"
    say '[].' >"$folder/enabled_plugins"
    cat >"$folder/rabbitmq.conf" <<TEXT
default_user = crm
default_pass = $RABBITMQ_PASSWORD
log.console = true
log.console.level = warning
raft.wal_max_size_bytes = 67108864
TEXT
  )
}

# Erlang's port mapper. A broker that finds none starts one for the whole machine, which outlives it: so ours is there first.
exec_epmd() {
  local epmd
  epmd=$(command -v epmd || say /usr/lib/erlang/bin/epmd)
  cd /
  exec "${session[@]}" setpriv --pdeathsig TERM -- env -i PATH="$PATH" CRM_DATA="$data" "$epmd" -address 127.0.0.1 -port "$EPMD_PORT"
}

ready_epmd() { port_taken "$EPMD_PORT"; }

# Becomes the broker: with RABBITMQ_ALLOW_INPUT its script does, instead of watching over it. Unbound schedulers suit a broker beside other servers.
exec_rabbitmq() {
  local folder=$data/rabbitmq server
  server=$(rabbitmq_server)
  cd "$folder" || exit
  exec "${session[@]}" setpriv --pdeathsig TERM -- env -i PATH="$PATH" LANG=C.UTF-8 HOME="$folder" CRM_DATA="$data" \
    ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 ERL_CRASH_DUMP="$folder/crash.dump" \
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME=crm@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
    RABBITMQ_NODE_PORT="$RABBITMQ_PORT" RABBITMQ_DIST_PORT="$RABBITMQ_NODES_PORT" \
    RABBITMQ_MNESIA_BASE="$folder/mnesia" RABBITMQ_LOG_BASE="$folder/log" RABBITMQ_LOGS=- \
    RABBITMQ_ENABLED_PLUGINS_FILE="$folder/enabled_plugins" RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$folder/no-advanced.config" RABBITMQ_GENERATED_CONFIG_DIR="$folder/generated" \
    RABBITMQ_ALLOW_INPUT=1 RABBITMQ_SCHEDULER_BIND_TYPE=u \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-noinput +S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}" \
    "$server"
}

# It listens when it has started everything else.
ready_rabbitmq() { port_taken "$RABBITMQ_PORT"; }
