#!/bin/sh
# Whether the server or sentinel at a port of this pod answers.
REDISCLI_AUTH=$(cat /run/secrets/redis/password)
export REDISCLI_AUTH
[ "$(redis-cli -h 127.0.0.1 -p "$1" --raw ping)" = PONG ]
