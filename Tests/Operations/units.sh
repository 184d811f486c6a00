#!/usr/bin/env bash
# Sees that systemd understands the units and finds the service hardened, and that its filter of
# system calls lets through all that the program asks of the kernel.
#
#   Tests/Operations/units.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The program need not be installed for the units to be right.
for unit in wenbao.service wenbao.socket; do
  sed -e 's|/usr/bin/wenbao|/bin/true|' -e '/^Documentation=/d' "Config/ops/systemd/$unit" \
    >"$folder/$unit"
done
systemd-analyze verify "$folder/wenbao.service" "$folder/wenbao.socket"
# 1.4 of 10, the network it serves being most of that.
systemd-analyze security --offline=yes --threshold=15 "$folder/wenbao.service" | tail -n 1

# members GROUP: the system calls of a group and of the groups in it.
members() {
  local name
  systemd-analyze syscall-filter "$1" | sed -nE 's/^ {4}([@a-z][a-z0-9_-]*).*/\1/p' |
    while read -r name; do
      if [[ $name == @* ]]; then members "$name"; else echo "$name"; fi
    done
}
comm -23 <(members @system-service | sort -u) <(members @privileged | sort -u) >"$folder/allowed"

# A container may forbid one process to watch another.
if ! strace -f -o /dev/null true; then
  echo "not tried: what the program asks of the kernel"
  exit 0
fi
: >"$folder/log"
strace -f -qq -o "$folder/calls" "$program" serve --port 0 2>"$folder/log" &
for _ in {1..600}; do
  url=$(sed -n 's/.*listening on \(http:[^ "]*\).*/\1/p' "$folder/log")
  [[ -z $url ]] || break
  sleep 0.1
done
[[ -n $url ]] || { cat "$folder/log" >&2; exit 1; }
pid=$(awk 'NR == 1 {print $1}' "$folder/calls")
for path in readyz metrics version v1/policy; do curl -sf "$url/$path" >/dev/null; done
kill -HUP "$pid"
for _ in {1..600}; do
  ! grep -q 'policy reloaded' "$folder/log" || break
  sleep 0.1
done
grep -q 'policy reloaded' "$folder/log"
kill -TERM "$pid"
wait
sed -nE 's/^[0-9]+ +([a-z][a-z0-9_]*)\(.*/\1/p' "$folder/calls" | sort -u >"$folder/asked"
if comm -23 "$folder/asked" "$folder/allowed" | grep .; then
  echo "the filter refuses these system calls, which the program asks for" >&2
  exit 1
fi
echo "all $(wc -l <"$folder/asked") kinds of system calls pass the filter"
