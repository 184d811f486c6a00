#!/usr/bin/env bash
# Does what the Dockerfile does, without Docker: builds the root filesystem from the same context,
# starts the program in it as the same user with the same arguments, asks for its health with the
# same command, settles README's request, and stops it.
#
#   Tests/Packaging/image-root.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
context=.build-image/context root=.build-image/root log=.build-image/log

# instruction NAME: the last instruction of that name, on one line.
instruction() {
  sed -e ':join' -e '/\\$/{N;s/ *\\\n */ /;b join' -e '}' Dockerfile |
    sed -n "s/^$1 //p" | tail -n 1
}
# words TEXT: the words of a JSON list, one a line.
words() { grep -oE '"[^"]*"' <<<"$1" | tr -d '"'; }

# The context is sent without what .dockerignore names, and keeps its times for the next build.
mkdir -p "$context"
find "$context" -mindepth 1 -maxdepth 1 ! -name '.build*' -exec rm -rf {} +
tar --create --exclude-from=.dockerignore . | tar --extract --directory "$context"
grep -qx 'RUN Config/ops/image-root /image' Dockerfile
grep -qx 'COPY --from=build /image /' Dockerfile
"$context/Config/ops/image-root" "$root"

program=$root/usr/bin/wenbao
if ldd "$program" >/dev/null 2>&1; then
  echo "the program is not static" >&2
  exit 1
fi

# inside COMMAND...: runs a command in the image, as its user, with nothing it could write to.
user=$(instruction USER)
alone=(bwrap --unshare-user --uid "${user%:*}" --gid "${user#*:}" --unshare-ipc --unshare-uts)
bare=(--proc /proc --dev /dev --remount-ro / --cap-drop ALL --clearenv --die-with-parent)
inside=("${alone[@]}" --ro-bind "$root/usr" /usr --ro-bind "$root/etc" /etc "${bare[@]}")
# A container may forbid that; nothing is known then of the image but that it is there.
if ! "${alone[@]}" --ro-bind / / "${bare[@]}" /bin/true; then
  echo "the image of $(du -sh "$root" | cut -f 1) is there; not tried: no namespaces of users here"
  exit 0
fi
mapfile -t start < <(words "$(instruction ENTRYPOINT)"; words "$(instruction CMD)")
mapfile -t health < <(words "$(instruction HEALTHCHECK)")
: >"$log"
"${inside[@]}" "${start[@]}" --port 0 2>"$log" &
service=$!
trap 'pkill -P "$service" || true; kill "$service" 2>/dev/null || true' EXIT
for _ in {1..600}; do
  port=$(sed -n 's/.*listening on http:[^"]*:\([0-9]*\).*/\1/p' "$log")
  [[ -z $port ]] && kill -0 "$service" || break
  sleep 0.1
done
if [[ -z $port ]]; then cat "$log" >&2 && exit 1; fi

"${inside[@]}" "${health[@]}" --seconds 60 "http://127.0.0.1:$port/healthz"
"${inside[@]}" "${health[@]}" --seconds 60 "http://127.0.0.1:$port/readyz"
# README's first request, at this port.
request=$(sed -n '/<!-- tried -->/,/^```$/p' README.md | sed -n '/^curl/,/^```$/p' |
  sed '/^```$/,$d; s|127.0.0.1:8080|127.0.0.1:'"$port"'|')
bash -c "$request" | grep -o '"basicFund":18720.00'
curl -sf "http://127.0.0.1:$port/openapi.yaml" | cmp - openapi.yaml

# The program itself is told to stop, not what holds it.
pkill -TERM -P "$service"
wait "$service"
if "${inside[@]}" "${health[@]}" "http://127.0.0.1:$port/healthz" 2>/dev/null; then
  echo "the service still answers" >&2
  exit 1
fi
echo "the image of $(du -sh "$root" | cut -f 1) starts, is well, settles and stops"
