# shellcheck shell=bash
# kubectl (with kustomize) and promtool for the checks of k8s/: newer ones than this Debian has. Sourced, never run.
# CRM_KUBECTL and CRM_PROMTOOL, where they are set, are used as they are: kubectl from 1.21.

need_kubectl() {
  if [ -z "${CRM_KUBECTL:-}" ]; then
    unpack_from_suite trixie kubectl 9825aaf4c14913027aae04af8688e580459f781c829bd5de00cc4dc2cc5a867f "$root/.data/tools/kubectl"
    CRM_KUBECTL=$root/.data/tools/kubectl/usr/bin/kubectl
  fi
  [ -x "$CRM_KUBECTL" ] || fail "CRM_KUBECTL: $CRM_KUBECTL is no program"
  export CRM_KUBECTL
}

need_promtool() {
  if [ -z "${CRM_PROMTOOL:-}" ]; then
    unpack_from_suite trixie promtool ff27654eacc95abd846d344e91fe4ba3b4f0588a50d606ed1d2f09ad3408722f "$root/.data/tools/promtool"
    CRM_PROMTOOL=$root/.data/tools/promtool/usr/bin/promtool
  fi
  [ -x "$CRM_PROMTOOL" ] || fail "CRM_PROMTOOL: $CRM_PROMTOOL is no program"
  export CRM_PROMTOOL
}
