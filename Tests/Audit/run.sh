#!/usr/bin/env bash
# Serves HTTPS on loopback with certificates made for the purpose and lets testssl.sh look at it.
# Fails on any finding above "low". The whole of what it finds is in .build/audit.log.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Findings that are not about the service but about certificates made to try it:
# - cert_revocation: an authority made on the spot publishes no revocation list and answers no OCSP.
# - engine_problem: testssl.sh misses GOST in the openssl it runs.
excluded='cert_revocation|engine_problem'

program=.build/release/wenbao
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT

# Longer than the month that testssl.sh wants to be left of a certificate.
"$program" dev-certificates --days 90 "$folder/tls" | sed '/clientCertificates/d' \
  >"$folder/settings.yaml"
"$program" serve --config "$folder/settings.yaml" --port 0 2>"$folder/log" &
server=$!
for _ in $(seq 100); do
  port=$(sed -nE 's|.*listening on https://127.0.0.1:([0-9]+).*|\1|p' "$folder/log")
  [[ -z $port ]] || break
  sleep 0.1
done
[[ -n $port ]] || { cat "$folder/log" >&2; exit 1; }

# Its exit code counts what it could not try as well; what it found is judged below.
testssl --quiet --color 0 --warnings off --ip 127.0.0.1 --add-ca "$folder/tls/ca.pem" \
  --jsonfile "$folder/findings.json" "https://localhost:$port" </dev/null >.build/audit.log ||
  echo "testssl.sh ended with $?"

python3 - "$folder/findings.json" "$excluded" <<'PYTHON'
import json
import re
import sys

findings = json.load(open(sys.argv[1]))
grave = [
    finding for finding in findings
    if finding["severity"] not in ("OK", "INFO", "LOW", "DEBUG")
    and not re.fullmatch(sys.argv[2], finding["id"])
]
for finding in grave:
    print(f'{finding["severity"]} {finding["id"]}: {finding["finding"]}', file=sys.stderr)
print(f"{len(findings)} findings, {len(grave)} above low")
# A look that was broken off, or that saw no TLS, finds little.
sys.exit(1 if grave or len(findings) < 100 else 0)
PYTHON
