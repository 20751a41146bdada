#pragma once

namespace vish::fuzz {

/// Ends the process, so that the fuzzer keeps the input, unless `holds`.
void demand(bool holds, const char* what);

}  // namespace vish::fuzz
