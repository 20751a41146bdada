# shellcheck shell=bash
# Measuring the release build. Sourced by dev.

bench() {
  local what="${1:-first}" packages=("${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}")
  [[ ! "$what" =~ ^(ingest|match)$ ]] || packages+=("${BENCH_PACKAGES[@]}")
  [[ "$what" != match ]] || packages+=("${MATCH_PACKAGES[@]}")
  install_packages "${packages[@]}"
  [[ "$what" != match ]] || prepare_match
  build release
  bash tests/bench/run.sh "$@"
}

# What only `bench match` needs: fastify.
prepare_match() {
  local fastify=tests/bench/fastify
  if [[ ! $fastify/node_modules/.package-lock.json -nt $fastify/package-lock.json ]]; then
    npm ci --prefix "$fastify" --no-audit --no-fund
  fi
}
