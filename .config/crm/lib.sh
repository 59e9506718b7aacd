# shellcheck shell=bash
# Helpers that every command of ./crm shares. Sourced, never run.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)

# A reader that went away (a closed pipe) must not stop a command half-way.
say() { printf '%s\n' "$*" 2>/dev/null || true; }
trap '' PIPE
error_to=2
fail() { printf 'crm: %s\n' "$*" >&"$error_to"; exit 1; }
misuse() { printf 'crm: %s\n' "$*" >&2; exit 2; }

is_root() { [ "$(id -u)" -eq 0 ]; }

# Ctrl-C and SIGINT must be trappable even when a script started us in the background (where SIGINT is ignored).
take_signals() {
  local ignored
  ignored=$(awk '$1 == "SigIgn:" { print $2 }' /proc/self/status)
  if (( (16#$ignored & 2) != 0 )) && [ -z "${CRM_SIGNALS:-}" ]; then
    CRM_SIGNALS=1 exec env --default-signal=INT,QUIT bash "$0" "$@"
  fi
  # Commands that we start in the background look for themselves.
  unset CRM_SIGNALS
}

# 32 random bytes as hexadecimal digits.
random_secret() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

# True when something listens on TCP port $1, on whatever address.
port_taken() {
  local hex
  hex=$(printf '%04X' "$1")
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v port=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }'
}

# A free port below the range the kernel hands out to clients.
free_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    port_taken "$port" || { say "$port"; return; }
  done
}

# Prints the HTTP status of GET $2 on 127.0.0.1:$1, or nothing. Needs no curl.
http_status() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 0
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
    read -r -t 5 _ status _ <&3 && say "$status"
  ) 2>/dev/null || true
}

alive() { kill -0 "$1" 2>/dev/null; }

# Sends signal $2 to process $1 and waits up to $3 seconds for its end; then kills it.
stop_process() {
  local tries=$(($3 * 10))
  kill "-$2" "$1" 2>/dev/null || return 0
  while alive "$1"; do
    if [ $((tries--)) -le 0 ]; then
      kill -KILL "$1" 2>/dev/null || true
      return 0
    fi
    sleep 0.1
  done
}

# Fails unless this user may install Debian packages; $1 is what they are needed for, the rest are packages.
may_install() {
  local purpose=$1
  shift
  command -v apt-get >/dev/null || fail "$purpose is missing: install it (Debian: $*)"
  is_root || sudo -n true 2>/dev/null || fail "$purpose is missing and only root can install it: apt-get install $*"
}

# Installs Debian packages; the arguments are those of may_install.
install_packages() {
  local sudo=()
  may_install "$@"
  is_root || sudo=(sudo -n)
  shift
  say "installing $* ..."
  local apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o DPkg::Lock::Timeout=300) log
  log=$(mktemp)
  if ! "${apt[@]}" install --no-install-recommends "$@" </dev/null >"$log" 2>&1; then
    "${apt[@]}" update </dev/null >>"$log" 2>&1 || true
    "${apt[@]}" install --no-install-recommends "$@" </dev/null >>"$log" 2>&1 ||
      { tail -n 5 "$log" >&2; rm -f "$log"; fail "could not install $*"; }
  fi
  rm -f "$log"
}

# As install_packages, for a service: Debian would start it for the whole machine, which a policy refuses meanwhile.
install_without_starting() {
  local policy=/usr/sbin/policy-rc.d saved='' status=0 sudo=()
  may_install "$@"
  is_root || sudo=(sudo -n)
  # One at a time, of all users: another's policy is not the one to put back.
  exec 8</etc/os-release
  flock 8
  if [ -e "$policy" ]; then
    saved=$policy.crm-actors
    "${sudo[@]}" mv "$policy" "$saved"
  fi
  printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
  "${sudo[@]}" chmod 755 "$policy"
  (install_packages "$@") || status=$?
  "${sudo[@]}" rm -f "$policy"
  [ -z "$saved" ] || "${sudo[@]}" mv "$saved" "$policy"
  exec 8<&-
  [ $status -eq 0 ] || exit 1
}

# Keeps what install_without_starting installed from starting with the machine.
disable_services() {
  local service unit sudo=()
  is_root || sudo=(sudo -n)
  for service; do
    for unit in service socket; do
      ! command -v systemctl >/dev/null || "${sudo[@]}" systemctl disable --quiet "$service.$unit" 2>/dev/null || true
    done
    ! command -v update-rc.d >/dev/null || "${sudo[@]}" update-rc.d "$service" disable >/dev/null 2>&1 || true
  done
}

# unpack_from_suite SUITE PACKAGE SHA256 FOLDER: the files of a package of another Debian suite, in FOLDER and nowhere else. Nothing is
# installed and no script of it runs; what has another checksum is refused. Needs no root. The sources are this machine's with the suite replaced.
unpack_from_suite() (
  suite=$1 package=$2 sha256=$3 folder=$4 private=$root/.data/apt/$1 new=
  [ "$(cat "$folder/.sha256" 2>/dev/null)" != "$sha256" ] || return 0
  own="set CRM_${package^^} to one of your own"
  command -v apt-get >/dev/null || fail "$package is missing, and only Debian's $suite has it: $own"
  mkdir -p "$private"/{sources,lists/partial,archives/partial}
  exec 7>"$private/lock"
  flock 7
  [ "$(cat "$folder/.sha256" 2>/dev/null)" != "$sha256" ] || return 0
  trap 'rm -rf "$new"' EXIT
  new=$(mktemp -d "$private/new.XXXXXX")
  say "fetching $package of Debian's $suite ..."
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; do
    if [ -n "$codename" ] && grep -qsE "^[^#]*[[:space:]]$codename([[:space:]]|\$)" "$file"; then
      sed "s/\b$codename\b/$suite/g" "$file" >"$private/sources/${file##*/}"
    fi
  done
  apt=(apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$private/sources" -o "Dir::State::lists=$private/lists"
    -o "Dir::Cache=$private" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none
    -o Acquire::Check-Valid-Until=false -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
  cd "$new"
  if ! "${apt[@]}" download "$package" </dev/null >log 2>&1; then
    "${apt[@]}" update </dev/null >>log 2>&1 || true
    "${apt[@]}" download "$package" </dev/null >>log 2>&1 || { tail -n 5 log >&2; fail "could not fetch $package of Debian's $suite: $own"; }
  fi
  say "$sha256  $(echo "$package"_*.deb)" | sha256sum --check --status ||
    fail "$package of Debian's $suite ($(echo "$package"_*.deb)) is not the one whose checksum is known here ($sha256): $own"
  dpkg-deb -x "$package"_*.deb files
  say "$sha256" >files/.sha256
  mkdir -p "$(dirname -- "$folder")"
  rm -rf "$folder"
  mv -T files "$folder"
)

# The .NET SDK, without prompts, telemetry, terminal codes or servers that outlive the command.
prepare_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET SDK is missing (version: see global.json)"
  local home
  home=$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")
  [ ! -d "$home/shared" ] || export DOTNET_ROOT="${DOTNET_ROOT:-$home}" # built programs look for the runtime there
  [ -w "$root" ] || fail "$root is not writable by $(id -un): use a clone of your own"
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  export DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1 TERM=dumb
  if [ ! -w "${HOME:-/nonexistent}" ]; then
    mkdir -p "$root/.data/home"
    export HOME=$root/.data/home
  fi
}

# dotnet_build CONFIGURATION PROJECT [OPTION...]: one build at a time per clone; shows output only when it fails.
dotnet_build() {
  local configuration=$1 project=$2 log status=0
  shift 2
  mkdir -p "$root/.data"
  log=$(mktemp)
  setpriv --pdeathsig TERM -- flock --close "$root/.data/build.lock" setpriv --pdeathsig TERM -- \
    bash "$root/.config/crm/compile.sh" "$root/$project" -c "$configuration" -v quiet -clp:NoSummary "$@" \
    </dev/null >"$log" 2>&1 9>&- &
  busy=$!
  wait "$busy" || status=$?
  busy=
  [ $status -eq 0 ] || grep -E '(error|warning) ' "$log" | sort -u | head -n 20 >&2 || cat "$log" >&2
  rm -f "$log"
  [ $status -eq 0 ] || fail "the build of $project failed"
}

# Stops what an ended test run left running: every process with the mark $1 in its environment, named by $2, with signal
# $3 (INT unless given).
stop_marked() {
  local environ pid
  export -n CRM_TEST_RUN
  for environ in /proc/[0-9]*/environ; do
    grep -qsF "CRM_TEST_RUN=$1" "$environ" || continue
    pid=${environ#/proc/} pid=${pid%/environ}
    alive "$pid" || continue
    say "$2 left process $pid running ($(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | cut -c 1-80)): stopping it"
    kill -CONT "$pid" 2>/dev/null || true
    stop_process "$pid" "${3:-INT}" 10
  done
}
