# shellcheck shell=bash
# Consul: private servers from the program alone, which is in Debian's bullseye and in no later release. Sourced, never run.
# Tests start theirs themselves (tests/TestKit/Consul).
# CRM_CONSUL, where it is set, is used as it is: Consul 1.8 to 1.13. Later ones also listen on port 8503, so only one at a time would start.

# Sets and exports CRM_CONSUL.
need_consul() {
  if [ -z "${CRM_CONSUL:-}" ]; then
    unpack_from_suite bullseye consul e4e888bba104daba1d9161f49bfc52649a7e4efd45b1a7ead5bc54f2cb9c89d9 "$root/.data/tools/consul"
    CRM_CONSUL=$root/.data/tools/consul/usr/bin/consul
  fi
  [ -x "$CRM_CONSUL" ] || fail "CRM_CONSUL: $CRM_CONSUL is no program"
  CRM_CONSUL=$(readlink -f -- "$CRM_CONSUL")
  export CRM_CONSUL
}

# Settings of the server of ./crm run --full, which leads itself and keeps all that it has in $data/consul.
make_consul() {
  (
    umask 077
    mkdir -p "$data/consul"
    cat >"$data/consul/consul.json" <<TEXT
{
  "server": true, "bootstrap_expect": 1, "node_name": "crm", "data_dir": "$data/consul/data",
  "bind_addr": "127.0.0.1", "advertise_addr": "127.0.0.1", "client_addr": "127.0.0.1",
  "ports": { "http": $CONSUL_PORT, "server": $CONSUL_SERVER_PORT, "serf_lan": $CONSUL_GOSSIP_PORT, "serf_wan": -1, "dns": -1, "grpc": -1 },
  "performance": { "raft_multiplier": 1 }, "disable_update_check": true, "log_level": "warn"
}
TEXT
  )
}

exec_consul() {
  cd "$data/consul" || exit
  exec "${session[@]}" setpriv --pdeathsig TERM -- env -i PATH="$PATH" CRM_DATA="$data" "$CRM_CONSUL" agent -config-file "$data/consul/consul.json"
}

# It can be read from once it has a leader.
ready_consul() { [[ $(http_status "$CONSUL_PORT" '/v1/kv/crm-is-ready?consistent') =~ ^(200|404)$ ]]; }
