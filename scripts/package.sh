# shellcheck shell=bash
# The Debian package. Sourced by dev.

# package builds it from the release preset, into build/package.
package() {
  build release package_files
  printf '== packaging\n'
  mkdir -p build/package
  cpack --config build/release/CPackConfig.cmake -B build/package >"$(log_of package)" || die "packaging failed:
$(cat build/log/package.log)"
  rm -rf build/package/_CPack_Packages
  ls build/package/vish_*.deb
}
