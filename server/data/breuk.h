#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/calendar/datum.h"
#include "proto/terms/identifiers.h"
#include "server/app/app.h"
#include "server/app/uploads.h"

namespace vish::server {

/// Tells of a delivery whose file does not come to its end, by a line in the
/// log (of many, by their number) and a count: else nobody would know.
class Breuk {
 public:
  Breuk(App& app, const proto::Aansluitcode& code, Datum peildatum)
      : app_(app), aansluitcode_(code.text()), peildatum_(peildatum) {}
  ~Breuk();
  Breuk(const Breuk&) = delete;
  Breuk& operator=(const Breuk&) = delete;

  void got(std::size_t bytes) { bytes_ += bytes; }
  /// One of kBreuken; empty: it did not break off.
  void because(std::string_view reden) { reden_ = reden; }

 private:
  App& app_;
  std::string aansluitcode_;
  Datum peildatum_;
  std::string_view reden_ = "verbinding";
  std::uint64_t bytes_ = 0;
};

// Each of these throws the Refusal that tells the sender why the delivery ends.
[[noreturn]] void refuse_stopping();
[[noreturn]] void refuse_cut(Cut cut, Breuk& breuk);
[[noreturn]] void refuse_slow(Breuk& breuk);
/// The delivery gave its place to a party that waited.
[[noreturn]] void refuse_yielding(Breuk& breuk);

}  // namespace vish::server
