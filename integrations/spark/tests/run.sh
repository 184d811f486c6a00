#!/usr/bin/env bash
# Tries the package against the program, without Spark and on a Spark of two executors.
#
#   integrations/spark/tests/run.sh PROGRAM                       a minute or so
#   SPARK_CLAIMS=1000000 integrations/spark/tests/run.sh PROGRAM  as many claims
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."

environment=../../.build-spark
requirements=tests/requirements.txt

# A new environment where there is none or what it should hold has changed.
if ! cmp -s "$requirements" "$environment/requirements.txt"; then
  rm -rf "$environment"
  python3 -m venv "$environment/venv"
  "$environment/venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$environment/requirements.txt"
fi

# Spark leaves the ends of some sockets to the collector.
WENBAO=$program PYTHONPATH=. PYTHONDONTWRITEBYTECODE=1 \
  exec "$environment/venv/bin/python" -W ignore::ResourceWarning -m unittest discover -v -s tests
