# shellcheck shell=bash
# Configuring and building. Sourced by dev.

# tenths reads lines. Of those like "built 12/108 …" it prints one for each tenth that is done, and of the others all.
tenths() {
  local line did='' next
  while IFS= read -r line; do
    if [[ ! "$line" =~ ^([a-z]+)\ ([0-9]+)/([0-9]+)(\ |$) ]]; then
      printf '%s\n' "$line"
      continue
    fi
    [[ "$did" == "${BASH_REMATCH[1]}" ]] || next=1
    did="${BASH_REMATCH[1]}"
    ((BASH_REMATCH[2] * 10 >= next * BASH_REMATCH[3])) || continue
    next=$((BASH_REMATCH[2] * 10 / BASH_REMATCH[3] + 1))
    printf '   %s %s, %s\n' "$did" "$(part "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}")" "$(minutes)"
  done
}

# part DONE TOTAL; a total of 100 is one of percents.
part() {
  if (($2 == 100)); then printf '%s %%' "$1"; else printf '%s of %s' "$1" "$2"; fi
}

# How long ./dev runs already, as 2:05.
minutes() {
  printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60))
}

# build_in_view PRESET [TARGET...]: on a terminal ninja writes over its own line.
build_in_view() {
  local preset="$1"
  shift
  local building=(cmake --build "build/$preset" ${1:+--target "$@"})
  if [[ -t 1 ]]; then
    NINJA_STATUS='   built %f of %t, %e s ' "${building[@]}"
  else
    NINJA_STATUS='built %f/%t ' "${building[@]}" | tenths
  fi
}

# configure PRESET, only if that was not done since the presets changed.
configure() {
  local preset="$1"
  [[ "build/$preset/build.ninja" -nt CMakePresets.json ]] && return
  printf '== configuring %s\n' "$preset"
  cmake --preset "$preset" >"$(log_of configure)" || die "configuring failed:
$(cat build/log/configure.log)"
}

# build PRESET [TARGET...]
build() {
  local preset="$1"
  shift
  [[ "$preset" =~ ^(release|demo|debug|asan|tsan|fuzz)$ ]] || die "unknown preset: $preset"
  configure "$preset"
  printf '== building %s\n' "$preset"
  build_in_view "$preset" "$@"
}

# log_of NAME makes the folder of the logs and prints the path of one.
log_of() {
  mkdir -p build/log
  printf 'build/log/%s.log\n' "$1"
}
