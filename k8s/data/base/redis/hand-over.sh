#!/bin/sh
# Before a master stops: another one takes over while this one can still give it what it lacks. A replica has nothing to do. The sentinel of another pod does
# it, since this pod's may be gone already.
set -eu
domain=crm-redis.crm-data.svc.cluster.local
REDISCLI_AUTH=$(cat /run/secrets/redis/password)
export REDISCLI_AUTH
role() { redis-cli --raw role | head -n 1; }

[ "$(role)" = master ] || exit 0
for pod in crm-redis-0 crm-redis-1 crm-redis-2; do
  [ "$pod" != "$(hostname)" ] || continue
  if [ "$(timeout 3 redis-cli -h "$pod.$domain" -p 26379 --raw sentinel failover crm 2>/dev/null)" = OK ]; then break; fi
done
tries=30
while [ "$(role)" = master ] && [ $tries -gt 0 ]; do
  tries=$((tries - 1))
  sleep 1
done
