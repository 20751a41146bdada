#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/calendar/datum.h"
#include "proto/terms/identifiers.h"
#include "server/app/app.h"
#include "server/app/uploads.h"

namespace vish::server {

/// Tells of a delivery whose file does not come to its end, by a count and a line in the log (many deliveries share a
/// line with their number): nobody would know otherwise.
class Breuk {
 public:
  Breuk(App& app, const proto::Aansluitcode& code, Datum peildatum)
      : app_(app), aansluitcode_(code.text()), peildatum_(peildatum) {}
  ~Breuk();
  Breuk(const Breuk&) = delete;
  Breuk& operator=(const Breuk&) = delete;

  void got(std::size_t bytes) { bytes_ += bytes; }
  /// Sets the reason, which is one of kBreuken.
  void because(std::string_view reden) { reden_ = reden; }
  /// Notes that the whole file came, so that nothing broke off.
  void came_whole() { reden_ = {}; }

 private:
  App& app_;
  std::string aansluitcode_;
  Datum peildatum_;
  std::string_view reden_ = "verbinding";
  std::uint64_t bytes_ = 0;
};

// Each function ends a delivery before its time, and throws the Refusal that tells the sender why.
[[noreturn]] void refuse_stopping();
[[noreturn]] void refuse_cut(Cut cut, Breuk& breuk);
[[noreturn]] void refuse_slow(Breuk& breuk);
/// The delivery gave its place to a party that waited.
[[noreturn]] void refuse_yielding(Breuk& breuk);
/// The connection would not be let in any more, so this function throws ConnectionLost instead.
[[noreturn]] void refuse_revoked(Breuk& breuk);
/// The whole file came, and storage did not take it.
[[noreturn]] void refuse_unfinished(const Error& error, Breuk& breuk);

}  // namespace vish::server
