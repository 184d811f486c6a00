#!/usr/bin/env bash
# Opens the page of a comparison in a real browser and sees that it is whole.
set -euo pipefail
cd "$(dirname "$0")/../.."

swift build --quiet --product wenbao
exec python3 Tests/Page/run.py "$(swift build --show-bin-path)/wenbao" "${1:-.build/page}"
