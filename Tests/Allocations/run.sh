#!/bin/sh
# Counts the allocations of settlements, built for release: Tests/Allocations/run.sh
# Fails where a settlement without explanation allocates anything.
set -eu
cd "$(dirname "$0")"
swift build --quiet -c release --product Allocations
exec .build/release/Allocations ../..
