# shellcheck shell=bash
# RabbitMQ for tests: they start private brokers from the installed programs. Sourced, never run.

find_rabbitmq() { [ -x "${RABBITMQ_BIN:-/usr/lib/rabbitmq/bin}/rabbitmq-server" ]; }

# Installs RabbitMQ when there is none; no broker for the whole machine is started or enabled.
need_rabbitmq() {
  find_rabbitmq && return
  install_without_starting RabbitMQ rabbitmq-server
  disable_services rabbitmq-server epmd
  find_rabbitmq || fail "RabbitMQ was installed, but its programs were not found"
}
