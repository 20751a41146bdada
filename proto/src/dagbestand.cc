#include "proto/dagbestand.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "dagbestand_csv.h"
#include "dagbestand_kop.h"
#include "dagbestand_rij.h"
#include "dagbestand_text.h"

namespace vish::proto {
namespace {

using dagbestand::CsvReader;
using dagbestand::DelimiterFinder;
using dagbestand::Rowchecker;
using dagbestand::TextDecoder;

/// Bounds the buffers of the stages, whatever is fed at once.
constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Bestandsfout unreadable(std::uint64_t regel) {
  return {regel, "tekenset",
          "Het bestand bevat tekens die niet te lezen zijn. Lever het aan in UTF-8 of Windows-1252, en niet als "
          "Excel-werkmap of zip-bestand."};
}

Bestandsfout too_large() {
  return {0, "te_groot", "Het bestand is groter dan is toegestaan. Lever alleen de personen aan die u nu helpt."};
}

Bestandsfout empty_file() {
  return {0, "leeg", "Het bestand is leeg. Lever ook zonder personen een kopregel met de kolomnamen."};
}

Bestandsfout cut_short(std::uint64_t regel) {
  return {regel, "afgekapt",
          "De laatste regel is niet volledig: het bestand is waarschijnlijk afgekapt. Maak het opnieuw en sluit de "
          "laatste regel af met een regeleinde."};
}

}  // namespace

class Dagbestandlezer::Impl {
 public:
  Impl(Dagbestandregels regels, Dagbestandontvanger& ontvanger) : regels_(regels), ontvanger_(ontvanger) {}

  Result<void, Bestandsfout> feed(std::string_view bytes) {
    const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), regels_.max_bytes - fed_));
    fed_ += room;
    for (std::size_t at = 0; at < room && !fout_; at += kPieceBytes) {
      decoded(decoder_.decode(bytes.substr(at, std::min(kPieceBytes, room - at))));
    }
    if (room < bytes.size()) fail(too_large());
    return outcome();
  }

  Result<void, Bestandsfout> finish() {
    if (!fout_) decoded(decoder_.finish());
    if (!fout_) finish_header();
    if (!fout_) finish_rows();
    return outcome();
  }

 private:
  void decoded(TextDecoder::Part part) {
    if (at_start_ && !part.text.empty()) {
      at_start_ = false;
      if (part.text.starts_with(kByteOrderMark)) part.text.remove_prefix(kByteOrderMark.size());
    }
    if (csv_) {
      rows(part.text);
    } else {
      header(part.text);
    }
    if (!part.readable) fail(unreadable(csv_ ? csv_->regel() : regel_of_header_));
  }

  void header(std::string_view text) {
    if (start_.empty()) skip_blank_lines(text);
    start_.append(text);
    const auto delimiter = finder_.find(text);
    if (delimiter) replay_start(*delimiter);
  }

  void finish_header() {
    if (csv_) return;
    if (start_.empty()) return fail(empty_file());
    replay_start(finder_.finish());
  }

  void skip_blank_lines(std::string_view& text) {
    const std::size_t length = std::min(text.find_first_not_of(" \r\n"), text.size());
    const std::string_view blank = text.substr(0, length);
    regel_of_header_ += static_cast<std::uint64_t>(std::count(blank.begin(), blank.end(), '\n'));
    text.remove_prefix(length);
  }

  void replay_start(char delimiter) {
    csv_.emplace(delimiter, regel_of_header_);
    rows(std::exchange(start_, {}));
  }

  void rows(std::string_view text) {
    while (!fout_) {
      const auto next = csv_->next(text);
      if (!next) return fail(next.error());
      if (*next == nullptr) return;
      record(**next);
    }
  }

  void finish_rows() {
    const auto last = csv_->finish();
    if (!last) return fail(last.error());
    if (*last != nullptr) record(**last);
  }

  void record(const dagbestand::Record& record) {
    if (!rows_) return kopregel(record);
    if (!rows_->take(record)) fail(cut_short(record.regel));
  }

  void kopregel(const dagbestand::Record& record) {
    std::vector<Bevinding> bevindingen;
    const auto kop = dagbestand::read_kopregel(record, bevindingen);
    for (Bevinding& bevinding : bevindingen) ontvanger_.bevinding(std::move(bevinding));
    if (!kop) return fail(kop.error());
    rows_.emplace(*kop, regels_, ontvanger_);
  }

  void fail(Bestandsfout fout) {
    if (!fout_) fout_ = std::move(fout);
  }

  Result<void, Bestandsfout> outcome() const {
    if (fout_) return *fout_;
    return {};
  }

  Dagbestandregels regels_;
  Dagbestandontvanger& ontvanger_;
  std::uint64_t fed_ = 0;
  std::optional<Bestandsfout> fout_;
  TextDecoder decoder_;
  bool at_start_ = true;
  DelimiterFinder finder_;
  std::uint64_t regel_of_header_ = 1;
  std::string start_;  ///< from the header on, until the delimiter is known
  std::optional<CsvReader> csv_;
  std::optional<Rowchecker> rows_;
};

Dagbestandlezer::Dagbestandlezer(Dagbestandregels regels, Dagbestandontvanger& ontvanger)
    : impl_(std::make_unique<Impl>(regels, ontvanger)) {}
Dagbestandlezer::~Dagbestandlezer() = default;
Dagbestandlezer::Dagbestandlezer(Dagbestandlezer&&) noexcept = default;
Dagbestandlezer& Dagbestandlezer::operator=(Dagbestandlezer&&) noexcept = default;

Result<void, Bestandsfout> Dagbestandlezer::feed(std::string_view bytes) { return impl_->feed(bytes); }
Result<void, Bestandsfout> Dagbestandlezer::finish() { return impl_->finish(); }

}  // namespace vish::proto
