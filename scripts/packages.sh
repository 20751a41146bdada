# shellcheck shell=bash
# What has to be on a Debian 12, and how it gets there. Sourced by dev.

# shellcheck disable=SC2034  # used by demo.sh
readonly PROGRAM_PACKAGES=(
  g++ cmake ninja-build ccache
  libboost1.81-dev libboost-url1.81-dev librocksdb-dev libssl-dev nlohmann-json3-dev libcli11-dev libtomlplusplus-dev
  libspdlog-dev libjemalloc-dev prometheus-cpp-dev zlib1g-dev libsystemd-dev pkg-config libhowardhinnant-date-dev
  libunistring-dev
  dpkg-dev gzip ca-certificates tzdata curl openssl python3 python3-yaml
)
# shellcheck disable=SC2034  # used by dev
readonly BUILD_PACKAGES=("${PROGRAM_PACKAGES[@]}" catch2) # the programs and their tests
readonly TIDY_PACKAGES=(clang-format clang-tidy)
# shellcheck disable=SC2034  # used by dev
readonly TEST_PACKAGES=(
  "${TIDY_PACKAGES[@]}" shellcheck nodejs npm
  python3-pytest python3-pytest-xdist python3-jsonschema python3-cryptography jq testssl.sh prometheus
  systemd lintian man-db debootstrap zstd
  chromium chromium-driver python3-selenium fonts-dejavu-core fonts-liberation faketime # the operators' page
  openjdk-17-jdk-headless mono-mcs libmono-system-net-http4.0-cil libmono-btls-interface4.0-cil # the example clients
)
# Only to compare with: PostgreSQL with pgcrypto and the client for Python, and nginx.
# shellcheck disable=SC2034  # used by bench.sh
readonly BENCH_PACKAGES=(postgresql-15 python3-psycopg2)
# shellcheck disable=SC2034  # used by bench.sh
readonly MATCH_PACKAGES=(nginx)
# shellcheck disable=SC2034  # used by fuzz.sh
readonly FUZZ_PACKAGES=(clang-14 llvm-14 libclang-rt-14-dev)

# True if a Node.js from elsewhere makes Debian's needless; the packages of
# other suppliers bring npm along without a Debian package of that name.
has_node() {
  command -v npm >/dev/null && [[ "$(node -p 'parseInt(process.versions.node) >= 16' 2>/dev/null)" == true ]]
}

missing_packages() {
  local package installed
  installed=$(dpkg-query --show --showformat '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    [[ "$package" =~ ^(nodejs|npm)$ ]] && has_node && continue
    grep -qxF "$package installed" <<<"$installed" || printf '%s\n' "$package"
  done
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "run this as root, or install sudo: $*"
  fi
}

# keep_stopped SERVICE masks it before its package comes: only a tool of that package is used here, and its service would
# take a port of this machine.
keep_stopped() {
  as_root mkdir -p /etc/systemd/system
  as_root ln -sfn /dev/null "/etc/systemd/system/$1.service"
}

# install_node_tools installs the developers' tools that come from npm, in
# tests/tools, unless they are there as locked.
install_node_tools() {
  local tools=tests/tools
  [[ $tools/node_modules/.package-lock.json -nt $tools/package-lock.json ]] ||
    npm ci --prefix "$tools" --no-audit --no-fund
}

# install_packages PACKAGE... installs those that are missing, and needs no
# network if none is.
install_packages() {
  command -v dpkg-query >/dev/null || die "this is no Debian; it needs: $*"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  printf '== installing %s packages and what they need: %s\n' "${#missing[@]}" "${missing[*]}"
  [[ " ${missing[*]} " != *' prometheus '* ]] || keep_stopped prometheus
  as_root apt-get update --quiet=2
  install_in_view "${missing[@]}"
}

# What apt-get tells of its progress, in lines for `tenths`, and nothing else of it.
readonly APT_PROGRESS='s/^dlstatus:[^:]*:\([0-9]*\).*/downloaded \1\/100/p; s/^pmstatus:[^:]*:\([0-9]*\).*/installed \1\/100/p'

install_in_view() {
  local log
  log=$(log_of packages)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends \
    -o APT::Status-Fd=1 "$@" 2>&1 | tee "$log" | sed --unbuffered --quiet "$APT_PROGRESS" | tenths ||
    die "installing failed: $(tail -n 20 "$log")"
}
