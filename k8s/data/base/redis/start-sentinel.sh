#!/bin/sh
# Starts the sentinel of this pod. What it has learned is in its file, which it writes itself; only the first time it is told who the master is: the one that
# another sentinel knows, else pod 0.
set -eu
domain=crm-redis.crm-data.svc.cluster.local
me=$(hostname).$domain
password=$(cat /run/secrets/redis/password)
export REDISCLI_AUTH="$password"
file=/data/sentinel.conf
umask 077

if [ ! -e "$file" ]; then
  master=
  for pod in crm-redis-0 crm-redis-1 crm-redis-2; do
    [ "$pod" != "$(hostname)" ] || continue
    master=$(timeout 3 redis-cli -h "$pod.$domain" -p 26379 --raw sentinel get-master-addr-by-name crm 2>/dev/null | head -n 1) || master=
    case $master in
      *".$domain") break ;;
      *) master= ;; # No name: an error, or nobody there.
    esac
  done
  master=${master:-crm-redis-0.$domain}
  cat >"$file.new" <<CONF
port 26379
dir /data
requirepass $password
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $me
sentinel announce-port 26379
sentinel monitor crm $master 6379 2
sentinel auth-pass crm $password
sentinel down-after-milliseconds crm 5000
sentinel failover-timeout crm 30000
sentinel parallel-syncs crm 1
CONF
  mv "$file.new" "$file"
fi
exec redis-sentinel "$file"
