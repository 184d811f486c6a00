#!/usr/bin/env bash
# Installs the Debian package on a fresh Debian below a folder, starts the program as its unit does,
# settles a request, and sees that removing leaves the settings and purging leaves nothing.
#
#   Tests/Packaging/deb.sh PACKAGE        as root
set -euo pipefail
package=$(realpath "$1")
cd "$(dirname "$0")/../.."
root=$PWD/.build-deb/debian
tags=$(dirname "$package")/lintian

# What lintian calls an error is one: the program is linked with its own libraries all the same.
suppressed=embedded-library,no-copyright-file
lintian --allow-root --fail-on error --suppress-tags "$suppressed" "$package" >"$tags" ||
  { cat "$tags" >&2 && exit 1; }

# The program finds its arguments in /proc, which a mere chroot lacks. A container may
# forbid that; nothing is known then of the package but what lintian says.
alone=(bwrap --unshare-user)
bare=(--proc /proc --dev /dev --die-with-parent --clearenv)
if ! "${alone[@]}" --uid 0 --gid 0 --bind / / "${bare[@]}" /bin/true; then
  echo "lintian finds no error in $(basename "$package"); not tried: no namespaces of users here"
  exit 0
fi

if [[ ! -f $root/etc/debian_version ]]; then
  rm -rf "$root"
  debootstrap --variant=minbase --include=libssl3,init-system-helpers bookworm "$root" >/dev/null
fi
below=("${alone[@]}" --bind "$root" / "${bare[@]}" --setenv PATH /usr/sbin:/usr/bin:/sbin:/bin)
inside=("${below[@]}" --uid 0 --gid 0)
"${inside[@]}" dpkg --purge wenbao >/dev/null 2>&1 || true
# files: every file that is there, but for what dpkg keeps of its own work.
files() {
  (cd "$root" && find . -path ./proc -prune -o -path ./dev -prune -o -path './var/l*' -prune \
    -o -print | sort)
}
before=$(files)

cp "$package" "$root/wenbao.deb"
"${inside[@]}" dpkg --install /wenbao.deb >/dev/null
rm "$root/wenbao.deb"
"${inside[@]}" dpkg --verify wenbao
[[ -L $root/etc/systemd/system/multi-user.target.wants/wenbao.service ]]
"${inside[@]}" wenbao check --config /etc/wenbao/wenbao.yaml /etc/wenbao/policy

# The program of the unit, as nobody.
start=$(sed -n 's/^ExecStart=//p' "$root/usr/lib/systemd/system/wenbao.service")
log=.build-deb/log
: >"$log"
"${below[@]}" --uid 65534 --gid 65534 $start --port 0 2>"$log" &
service=$!
trap 'pkill -P "$service" || true; kill "$service" 2>/dev/null || true' EXIT
for _ in {1..600}; do
  url=$(sed -n 's/.*listening on \(http:[^ "]*\).*/\1/p' "$log")
  [[ -z $url ]] && kill -0 "$service" || break
  sleep 0.1
done
if [[ -z $url ]]; then cat "$log" >&2 && exit 1; fi
"${inside[@]}" wenbao health --seconds 60 "$url/readyz"
curl -sf "$url/openapi.yaml" | cmp - openapi.yaml
pkill -TERM -P "$service"
wait "$service"

"${inside[@]}" dpkg --remove wenbao >/dev/null
[[ ! -e $root/usr/bin/wenbao && -e $root/etc/wenbao/wenbao.yaml ]]
# As systemd makes the folder of logs.
mkdir -p "$root/var/log/private/wenbao"
ln -sfn private/wenbao "$root/var/log/wenbao"
touch "$root/var/log/private/wenbao/decisions.ndjson"
"${inside[@]}" dpkg --purge wenbao >/dev/null
if ls -d "$root"/var/log/wenbao "$root"/var/log/private/wenbao 2>/dev/null; then exit 1; fi
rmdir "$root/var/log/private" 2>/dev/null || true
diff <(echo "$before") <(files)
echo "$(basename "$package") installs, starts, is removed and leaves nothing"
