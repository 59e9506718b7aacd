#!/usr/bin/env bash
# ./crm verify [--data DIR]: compares every table and every total of a running ./crm run with the log.
# shellcheck source=.config/crm/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=.config/crm/data.sh
. "$root/.config/crm/data.sh"

data=$root/.data
while [ $# -gt 0 ]; do
  case $1 in
    --data=*) data=${1#*=} ;;
    --data)
      [ $# -ge 2 ] || misuse "--data needs a value"
      data=$2
      shift
      ;;
    *) misuse "verify does not know '$1' (usage: ./crm verify [--data DIR])" ;;
  esac
  shift
done

open_data "$data" existing || fail "there is no data in $data"
silo=$data/app/silo/Crm.Actors.Silo
[ -r "$data/secrets.env" ] && [ -r "$data/ports.env" ] && [ -x "$silo" ] || fail "nothing was ever started with $data: start ./crm run"
# shellcheck source=/dev/null
. "$data/secrets.env"
# shellcheck source=/dev/null
. "$data/ports.env"
port_taken "$POSTGRES_PORT" || fail "PostgreSQL of $data does not run: start ./crm run"
prepare_dotnet
CRM_READER_DATABASE_URL="postgresql://crm_reader:$READER_PASSWORD@127.0.0.1:$POSTGRES_PORT/crm?search_path=crm" exec "$silo" verify
