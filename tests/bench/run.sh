#!/usr/bin/env bash
# ./dev bench [WHAT [OPTION...]] measures the release build: each WHAT is a
# program bench_WHAT.py beside this script, which leaves its figures in
# build/bench/WHAT.json.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

what="${1:-first}"
[[ $# == 0 ]] || shift
program="tests/bench/bench_$what.py"
if [[ ! -f "$program" ]]; then
  printf 'bench: unknown: %s; there is:' "$what" >&2
  for program in tests/bench/bench_*.py; do
    program="${program##*/bench_}"
    printf ' %s' "${program%.py}" >&2
  done
  printf '\n' >&2
  exit 2
fi
mkdir -p build/bench
export PYTHONPATH=tests # for its harness
exec /usr/bin/python3 "$program" --programs build/release/bin --figures "build/bench/$what.json" "$@"
