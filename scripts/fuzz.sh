# shellcheck shell=bash
# The reader of the day file under libFuzzer. Sourced by dev.

readonly FUZZ_CORPUS=tests/fuzz/corpus
readonly FUZZ_SLICE=60
readonly FUZZ_LEAST_BRANCHES=90
# The reader and what it reads values with, as llvm-cov names them.
readonly FUZZ_SOURCES='^proto/src/(dagbestand[a-z_]*|bsn|datum|number|utf8)[.](cc|h)$'

# fuzz [CPU_SECONDS] goes on until that much processor time is spent, keeps
# what was worth keeping in the corpus, and fails if an input broke a promise
# or the corpus reaches too few branches.
fuzz() {
  local wanted="${1:-1800}" new="$PWD/build/fuzz/new" spent=0 executions=0
  [[ "$wanted" =~ ^[0-9]+$ ]] || die "fuzz takes a number of seconds"
  install_packages "${BUILD_PACKAGES[@]}" "${FUZZ_PACKAGES[@]}"
  build fuzz
  mkdir -p "$new"
  printf '== fuzzing for %s seconds of processor time\n' "$wanted"
  while ((${spent%.*} < wanted)); do
    fuzz_slice "$new"
    printf '%s s of processor time, %s executions, %s inputs found\n' \
      "$spent" "$executions" "$(find "$new" -type f | wc -l)"
  done
  keep_corpus "$new"
  report_branches
}

# fuzz_slice FOLDER runs the fuzzer for a while and adds to $spent and
# $executions.
fuzz_slice() {
  local log used
  log=$(log_of fuzz)
  local TIMEFORMAT='%U %S'
  # Leaks are looked for once at the end of a slice.
  used=$({ time build/fuzz/bin/dagbestand_fuzz -max_total_time="$FUZZ_SLICE" -max_len=2000 -timeout=30 \
    -print_final_stats=1 -dict=tests/fuzz/dagbestand.dict -artifact_prefix=build/fuzz/ \
    "$1" "$FUZZ_CORPUS" >"$log" 2>&1; } 2>&1) || die "the fuzzer broke a promise of the reader:
$(tail -n 40 "$log")"
  spent=$(awk -v before="$spent" -v used="$used" 'BEGIN { split(used, part, " "); print before + part[1] + part[2] }')
  executions=$((executions + $(awk '/^stat::number_of_executed_units:/ { print $2 }' "$log")))
}

# keep_corpus FOLDER leaves in the corpus the fewest inputs that reach all
# that it and the folder reach, and none with a BSN that may be somebody's.
keep_corpus() {
  local merged=build/fuzz/merged
  "$PYTHON" tests/fuzz/drop_bsns.py "$1"
  rm -rf "$merged"
  mkdir -p "$merged"
  build/fuzz/bin/dagbestand_fuzz -merge=1 "$merged" "$FUZZ_CORPUS" "$1" >"$(log_of fuzz-merge)" 2>&1 ||
    die "merging failed: $(tail -n 20 build/log/fuzz-merge.log)"
  find "$FUZZ_CORPUS" -type f -delete
  cp "$merged"/* "$FUZZ_CORPUS"
  printf '== %s inputs, %s bytes in %s\n' "$(find "$merged" -type f | wc -l)" \
    "$(cat "$FUZZ_CORPUS"/* | wc -c)" "$FUZZ_CORPUS"
}

# report_branches shows which part of the branches of the reader the corpus reaches.
report_branches() {
  local raw=build/fuzz/branches.profraw data=build/fuzz/branches.profdata report=build/fuzz/branches.txt
  LLVM_PROFILE_FILE="$raw" build/fuzz/bin/dagbestand_branches "$FUZZ_CORPUS" 2>"$(log_of fuzz-replay)" ||
    die "the corpus breaks a promise of the reader: $(tail -n 2 build/log/fuzz-replay.log)"
  llvm-profdata-14 merge -o "$data" "$raw"
  llvm-cov-14 report build/fuzz/bin/dagbestand_branches -instr-profile="$data" >"$report"
  awk -v sources="$FUZZ_SOURCES" -v least="$FUZZ_LEAST_BRANCHES" '
    function show(name, all, missed) {
      printf "%-40s %4d branches, %3d missed, %6.2f %%\n", name, all, missed, 100 * (all - missed) / all
    }
    $1 ~ sources && $(NF - 2) > 0 {
      show($1, $(NF - 2), $(NF - 1))
      all += $(NF - 2)
      missed += $(NF - 1)
    }
    END {
      show("all", all, missed)
      exit 100 * (all - missed) < least * all
    }' "$report" || die "the corpus reaches less than $FUZZ_LEAST_BRANCHES % of the branches"
}
