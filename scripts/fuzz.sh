# shellcheck shell=bash
# The readers of what strangers send under libFuzzer. Sourced by dev.

readonly FUZZ_SLICE=60
readonly FUZZ_LEAST_BRANCHES=90
# What each reader is made of, as llvm-cov names it.
declare -rA FUZZ_SOURCES=(
  [dagbestand]='^(proto/dayfile/.*|(proto/terms/)?(bsn|signs[a-z_]*)|(base/(core|calendar)/)?(datum|number|utf8))[.](cc|h)$'
  [json]='^(proto/[a-z]+/)?(strict_json|bevraging|bsn_value|inzage|aansluiting|instellingen|operator|wijzigingen|registerbestand)[.](cc|h)$'
)

# fuzz [CPU_SECONDS] [READER] goes on for each reader until that much processor
# time is spent, keeps what was worth keeping in the corpus, and fails if an
# input broke a promise or the corpus reaches too few branches.
fuzz() {
  local wanted="${1:-1800}" reader
  [[ "$wanted" =~ ^[0-9]+$ ]] || die "fuzz takes a number of seconds"
  [[ -z "${2:-}" || -n "${FUZZ_SOURCES[$2]:-}" ]] || die "fuzz knows ${!FUZZ_SOURCES[*]}"
  install_packages "${BUILD_PACKAGES[@]}" "${FUZZ_PACKAGES[@]}"
  build fuzz
  for reader in ${2:-dagbestand json}; do
    fuzz_reader "$reader" "$wanted"
  done
}

fuzz_reader() {
  local reader="$1" wanted="$2" new="$PWD/build/fuzz/new-$1" spent=0 executions=0
  mkdir -p "$new"
  printf '== fuzzing %s for %s seconds of processor time\n' "$reader" "$wanted"
  while ((${spent%.*} < wanted)); do
    fuzz_slice "$reader" "$new"
    printf '%s s of processor time, %s executions, %s inputs found\n' \
      "$spent" "$executions" "$(find "$new" -type f | wc -l)"
  done
  keep_corpus "$reader" "$new"
  report_branches "$reader"
}

# fuzz_slice READER FOLDER runs the fuzzer for a while and adds to $spent and
# $executions.
fuzz_slice() {
  local reader="$1" log used
  log=$(log_of "fuzz-$reader")
  local TIMEFORMAT='%U %S'
  # Leaks are looked for once at the end of a slice.
  used=$({ time "build/fuzz/bin/${reader}_fuzz" -max_total_time="$FUZZ_SLICE" -max_len=2000 -timeout=30 \
    -print_final_stats=1 -dict="tests/fuzz/$reader.dict" -artifact_prefix=build/fuzz/ \
    "$2" "tests/fuzz/corpus/$reader" >"$log" 2>&1; } 2>&1) || die "the fuzzer broke a promise of the reader:
$(tail -n 40 "$log")"
  spent=$(awk -v before="$spent" -v used="$used" 'BEGIN { split(used, part, " "); print before + part[1] + part[2] }')
  executions=$((executions + $(awk '/^stat::number_of_executed_units:/ { print $2 }' "$log")))
}

# keep_corpus READER FOLDER leaves in the corpus the fewest inputs that reach
# all that it and the folder reach, and none with a BSN that may be somebody's.
keep_corpus() {
  local reader="$1" corpus="tests/fuzz/corpus/$1" merged="build/fuzz/merged-$1"
  "$PYTHON" tests/fuzz/drop_bsns.py "$2"
  rm -rf "$merged"
  mkdir -p "$merged"
  "build/fuzz/bin/${reader}_fuzz" -merge=1 "$merged" "$corpus" "$2" >"$(log_of "fuzz-merge-$reader")" 2>&1 ||
    die "merging failed: $(tail -n 20 "build/log/fuzz-merge-$reader.log")"
  find "$corpus" -type f -delete
  cp "$merged"/* "$corpus"
  printf '== %s inputs, %s bytes in %s\n' "$(find "$merged" -type f | wc -l)" "$(cat "$corpus"/* | wc -c)" "$corpus"
}

# report_branches READER shows which part of the branches of the reader the
# corpus reaches.
report_branches() {
  local reader="$1" raw="build/fuzz/$1.profraw" data="build/fuzz/$1.profdata" report="build/fuzz/$1-branches.txt"
  LLVM_PROFILE_FILE="$raw" "build/fuzz/bin/${reader}_branches" "tests/fuzz/corpus/$reader" \
    2>"$(log_of "fuzz-replay-$reader")" ||
    die "the corpus breaks a promise of the reader: $(tail -n 2 "build/log/fuzz-replay-$reader.log")"
  llvm-profdata-14 merge -o "$data" "$raw"
  llvm-cov-14 report "build/fuzz/bin/${reader}_branches" -instr-profile="$data" >"$report"
  awk -v sources="${FUZZ_SOURCES[$reader]}" -v least="$FUZZ_LEAST_BRANCHES" '
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
