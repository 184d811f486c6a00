#!/usr/bin/env bash
# Tries the running program with requests made from openapi.yaml: valid ones, spoilt ones, and every
# example. Whatever answers otherwise than the contract says is a finding.
#
#   Tests/Contract/run.sh                          about a minute
#   CONTRACT_EXAMPLES=5000 Tests/Contract/run.sh   so many requests of each operation
set -euo pipefail
cd "$(dirname "$0")/../.."

environment=.build-contract
requirements=Tests/Contract/requirements.txt
log=$environment/wenbao.log

# A new environment where there is none or what it should hold has changed.
if ! cmp -s "$requirements" "$environment/requirements.txt"; then
  rm -rf "$environment"
  python3 -m venv "$environment/venv"
  "$environment/venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$environment/requirements.txt"
fi
"$environment/venv/bin/python" Tests/Contract/validate.py openapi.yaml

swift build --quiet --product wenbao
: >"$log"
"$(swift build --show-bin-path)/wenbao" serve --port 0 2>"$log" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for _ in {1..600}; do
  url=$(sed -n 's/.*listening on \(http:[^ "]*\).*/\1/p' "$log")
  [[ -z $url ]] && kill -0 "$server" || break
  sleep 0.1
done
if [[ -z $url ]]; then cat "$log" >&2 && exit 1; fi

# The program sends the contract as it stands.
"$environment/venv/bin/python" -c '
import sys, urllib.request
sys.exit(urllib.request.urlopen(sys.argv[1]).read() != open("openapi.yaml", "rb").read())
' "$url/openapi.yaml"

HYPOTHESIS_STORAGE_DIRECTORY=$environment/hypothesis \
  "$environment/venv/bin/schemathesis" --config-file Tests/Contract/schemathesis.toml \
  run openapi.yaml --url "$url" --max-examples "${CONTRACT_EXAMPLES:-300}" --no-color

# It still stands, and stops when told to.
kill "$server"
wait "$server"
