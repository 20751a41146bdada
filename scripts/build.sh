# shellcheck shell=bash
# Configuring and building. Sourced by dev.

# configure PRESET, only if that was not done since the presets changed.
configure() {
  local preset="$1"
  [[ "build/$preset/build.ninja" -nt CMakePresets.json ]] && return
  cmake --preset "$preset" >"$(log_of configure)" || die "configuring failed:
$(cat build/log/configure.log)"
}

# build PRESET [TARGET...]
build() {
  local preset="$1"
  shift
  [[ "$preset" =~ ^(release|debug|asan|tsan|fuzz)$ ]] || die "unknown preset: $preset"
  printf '== building %s\n' "$preset"
  configure "$preset"
  cmake --build "build/$preset" ${1:+--target "$@"}
}

# log_of NAME makes the folder of the logs and prints the path of one.
log_of() {
  mkdir -p build/log
  printf 'build/log/%s.log\n' "$1"
}
