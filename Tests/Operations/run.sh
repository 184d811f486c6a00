#!/usr/bin/env bash
# Sees that alerts, dashboard, manifests and units fit the program and one another.
#
#   Tests/Operations/run.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=.build-operations
requirements=Tests/Operations/requirements.txt

# A new environment where there is none or what it should hold has changed.
if ! cmp -s "$requirements" "$environment/requirements.txt"; then
  rm -rf "$environment"
  python3 -m venv "$environment/venv"
  "$environment/venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$environment/requirements.txt"
fi
swift build --quiet --product wenbao
program=$(swift build --show-bin-path)/wenbao

promtool check rules Config/ops/alerts.yaml
cp Config/ops/alerts.yaml Tests/Operations/alerts-test.yaml "$environment"
promtool test rules "$environment/alerts-test.yaml"
"$environment/venv/bin/python" Tests/Operations/metrics.py "$program"
"$environment/venv/bin/python" Tests/Operations/manifests.py "$program"
Tests/Operations/units.sh "$program"
haproxy -c -q -f Config/ops/haproxy.cfg
