#!/bin/sh
# Fuzzes each target for so many seconds, 60 unless told: Tests/Fuzz/run.sh 10
# Fails at the first finding, whose input is left in Tests/Fuzz/.build/findings.
set -eu
cd "$(dirname "$0")"
seconds=${1:-60}

# Swift's own crash handler would end the program before libFuzzer saves the input.
export SWIFT_BACKTRACE=enable=no

# Of two -sanitize flags the compiler takes the last: both in one, or there is no coverage.
swift build -c release --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address
mkdir -p .build/findings
for target in Sources/Fuzz*; do
  name=$(basename "$target")
  corpus=$(echo "${name#Fuzz}" | tr '[:upper:]' '[:lower:]')
  dictionary="$corpus.dict"
  [ -e "$dictionary" ] || dictionary=http.dict
  mkdir -p ".build/corpus/$corpus"
  echo "$name, $seconds s"
  # New inputs go to the first folder, so that the committed ones stay as they are.
  ".build/release/$name" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 \
    -dict="$dictionary" -artifact_prefix=.build/findings/ -verbosity=0 -print_final_stats=1 \
    ".build/corpus/$corpus" "Corpus/$corpus"
done
