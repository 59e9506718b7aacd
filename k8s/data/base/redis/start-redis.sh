#!/bin/sh
# Starts the server of this pod: as a replica of the master that a sentinel of another pod knows, else as what it was before, else, the very first time, as
# the master in pod 0 and as a replica of it in the others. The password is in files alone.
set -eu
domain=crm-redis.crm-data.svc.cluster.local
me=$(hostname).$domain
password=$(cat /run/secrets/redis/password)
export REDISCLI_AUTH="$password"
file=/data/redis.conf
umask 077

master=
for pod in crm-redis-0 crm-redis-1 crm-redis-2; do
  [ "$pod" != "$(hostname)" ] || continue
  master=$(timeout 3 redis-cli -h "$pod.$domain" -p 26379 --raw sentinel get-master-addr-by-name crm 2>/dev/null | head -n 1) || master=
  case $master in
    *".$domain") break ;;
    *) master= ;; # No name: an error, or nobody there.
  esac
done

if [ -z "$master" ] && [ ! -e "$file" ] && [ "$(hostname)" != crm-redis-0 ]; then
  master=crm-redis-0.$domain
fi

# What sentinels have written (whose replica it is) is kept; all else is as it is here.
before=$(sed -n '/^replicaof /p' "$file" 2>/dev/null || true)
cat >"$file.new" <<CONF
port 6379
dir /data
appendonly yes
appendfsync everysec
requirepass $password
masterauth $password
replica-announce-ip $me
min-replicas-to-write 1
min-replicas-max-lag 10
maxmemory 384mb
maxmemory-policy volatile-ttl
CONF
if [ "$master" = "$me" ]; then
  : # The sentinels still take this one for the master.
elif [ -n "$master" ]; then
  echo "replicaof $master 6379" >>"$file.new"
elif [ -n "$before" ]; then
  echo "$before" >>"$file.new"
fi
mv "$file.new" "$file"
exec redis-server "$file"
