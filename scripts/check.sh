# shellcheck shell=bash
# Everything that reads the sources without running them. Sourced by dev.

# check runs every check, prints a line for each and ends with 1 if one failed.
check() {
  local failed=0
  printf '== checking\n'
  run_check 'format' check_format || failed=1
  run_check 'rooms' check_rooms show || failed=1
  run_check 'answers' check_answers || failed=1
  run_check 'shell lint' check_shell || failed=1
  run_check 'OpenAPI lint' check_openapi || failed=1
  run_check 'tidy' check_tidy || failed=1
  return "$failed"
}

# check_files FILE... is format and tidy of those alone, by their paths from where ./dev was called.
check_files() {
  local failed=0 file
  FILES=()
  for file in "$@"; do
    file=$(cd "$CALLED_FROM" && realpath --relative-to="$ROOT" "$file")
    [[ -f "$file" && "$file" =~ \.(cc|h)$ ]] || die "no source or header: $file"
    FILES+=("$file")
  done
  printf '== checking %s\n' "${FILES[*]}"
  run_check 'format' check_format || failed=1
  run_check 'tidy' check_tidy || failed=1
  return "$failed"
}

# The files to look at; none: all.
FILES=()

# run_check NAME FUNCTION [show]: what the function says is shown if it fails,
# or with `show`; its last line is shown in any case, and what it says on descriptor 3 at once.
run_check() {
  local name="$1" function="$2" log
  log=$(log_of "${name// /-}")
  if ("$function") 3>&2 >"$log" 2>&1; then
    [[ -z "${3:-}" ]] || head -n -1 "$log"
    printf 'ok    %s: %s\n' "$name" "$(tail -n 1 "$log")"
  else
    printf 'FAIL  %s\n' "$name"
    cat "$log"
    return 1
  fi
}

sources() {
  find base proto storage server vishctl packaging tests -name node_modules -prune -o \( -name '*.cc' -o -name '*.h' \) -print | sort
}

check_format() {
  local files=("${FILES[@]}")
  ((${#files[@]} > 0)) || mapfile -t files < <(sources)
  clang-format --dry-run -Werror "${files[@]}" || return 1
  printf '%s files\n' "${#files[@]}"
}

# Which room uses which, from the ground up: every arrow goes down.
check_rooms() {
  ! grep -rnE --include='*.cc' --include='*.h' '^ *# *include [<"].*\.\./' base proto storage server vishctl || return 1
  "$PYTHON" scripts/rooms.py
}

# An answer is written by proto::dump: dump() of the library throws on bytes that are not UTF-8.
check_answers() {
  ! grep -rnE --include='*.cc' --include='*.h' '[.>]dump\(' server/{app,beheer,check,data,http,jobs,message,observe,page,rules,usage} || return 1
  printf 'all written by proto::dump\n'
}

check_shell() {
  local scripts
  mapfile -t scripts < <(find . -path ./build -prune -o -name node_modules -prune -o -name '*.sh' -print)
  scripts+=(dev .ci/run packaging/debian/{postinst,prerm,postrm})
  shellcheck --external-sources "${scripts[@]}" || return 1
  printf '%s scripts\n' "${#scripts[@]}"
}

check_openapi() {
  local ruleset="${ADR_RULESET:-../shared/adr/linter.yaml}" documents
  if [[ ! -f "$ruleset" ]]; then
    printf 'SKIPPED, there is no ruleset at %s (set ADR_RULESET)\n' "$ruleset"
    return
  fi
  documents=(proto/openapi.yaml proto/beheer-openapi.yaml)
  install_node_tools || return 1
  "tests/tools/node_modules/.bin/spectral" lint --fail-severity error --ruleset "$ruleset" "${documents[@]}" || return 1
  printf '%s against %s\n' "${documents[*]}" "$ruleset"
}

check_tidy() {
  configure asan
  ninja -C build/asan build.ninja proto/openapi.cc || return 1 # with sources added since, and the generated one
  "$PYTHON" scripts/tidy.py build/asan build/tidy "${FILES[@]}" 2>&3
}
