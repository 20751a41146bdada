#pragma once

#include <catch2/catch.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/dayfile/dagbestand.h"

namespace vish::proto::test {

/// What a reader handed over, one text per call:
///   rij REGEL BSN STARTDATUM FASE [KENMERK] EINDDATUM|-
///   foute_rij BSN|-
///   overgeslagen_rij
///   mist_mogelijk_rijen
///   lege_regels REGEL AANTAL
///   fout|waarschuwing REGEL KOLOM|- CODE
/// and, when the file was refused, last: geweigerd REGEL CODE
using Events = std::vector<std::string>;

class Recorder : public Dagbestandontvanger {
 public:
  void rij(const Rij& rij) override {
    events.push_back("rij " + std::to_string(rij.regel) + " " + std::string(rij.bsn.digits()) + " " +
                     rij.startdatum.text() + " " + std::string(to_text(rij.fase)) + " [" + std::string(rij.kenmerk) +
                     "] " + (rij.einddatum ? rij.einddatum->text() : "-"));
  }
  void foute_rij(const std::optional<Bsn>& bsn) override {
    events.push_back("foute_rij " + (bsn ? std::string(bsn->digits()) : "-"));
  }
  void overgeslagen_rij(std::uint64_t, const std::optional<Bsn>&, bool) override {
    events.emplace_back("overgeslagen_rij");
  }
  void misschien_van(const Bsn&) override {}
  void mist_mogelijk_rijen() override { events.emplace_back("mist_mogelijk_rijen"); }
  void lege_regels(std::uint64_t regel, std::uint64_t aantal) override {
    events.push_back("lege_regels " + std::to_string(regel) + " " + std::to_string(aantal));
  }
  void bevinding(Bevinding bevinding) override {
    events.push_back(std::string(to_text(bevinding.ernst)) + " " + std::to_string(bevinding.regel) + " " +
                     (bevinding.kolom.empty() ? "-" : bevinding.kolom) + " " + std::string(bevinding.code.text()));
    bevindingen.push_back(std::move(bevinding));
  }

  Events events;
  std::vector<Bevinding> bevindingen;
};

struct Reading {
  Events events;
  std::vector<Bevinding> bevindingen;
  std::optional<Bestandsfout> fout;
};

inline Dagbestandregels default_regels() { return {.peildatum = *Datum::parse_iso("2026-11-23")}; }

/// `next_length` gives the length of each next piece.
template <class NextLength>
Reading read_in_pieces(std::string_view file, const Dagbestandregels& regels, NextLength next_length) {
  Recorder recorder;
  Dagbestandlezer lezer(regels, recorder);
  Result<void, Bestandsfout> result;
  while (result && !file.empty()) {
    const std::string_view piece = file.substr(0, next_length());
    const std::string copy(piece);
    result = lezer.feed(copy);
    file.remove_prefix(piece.size());
  }
  if (result) result = lezer.finish();
  Reading reading{std::move(recorder.events), std::move(recorder.bevindingen), std::nullopt};
  if (!result) {
    reading.fout = result.error();
    reading.events.push_back("geweigerd " + std::to_string(reading.fout->regel) + " " +
                             std::string(to_text(reading.fout->code)));
  }
  return reading;
}

inline Reading read_whole(std::string_view file, const Dagbestandregels& regels = default_regels()) {
  return read_in_pieces(file, regels, [&file] { return file.size(); });
}

/// Reads it whole and byte by byte, which must not differ.
inline Reading read(std::string_view file, const Dagbestandregels& regels = default_regels()) {
  const Reading whole = read_whole(file, regels);
  const Reading bytes = read_in_pieces(file, regels, [] { return std::size_t{1}; });
  CHECK(bytes.events == whole.events);
  return whole;
}

inline const std::string kHeader = "bsn;startdatum;fase;kenmerk;einddatum\n";
inline const std::string kGoodRow = "999990408;2026-01-15;stabilisatie;SHV-1;\n";

}  // namespace vish::proto::test
