#include "proto/dayfile/dagbestand.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "proto/dayfile/begin.h"
#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/csv_reader.h"
#include "proto/dayfile/kop.h"
#include "proto/dayfile/rij.h"
#include "proto/dayfile/text.h"
#include "proto/terms/bevindingcode.h"

namespace vish::proto {
namespace {

using dagbestand::Begin;
using dagbestand::CsvReader;
using dagbestand::make_bestandsfout;
using dagbestand::Rowchecker;
using dagbestand::TextDecoder;

/// Bounds the buffers of the stages, however much the caller feeds at once.
constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Returns the size in the largest unit that shows the size whole.
std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20U;
  return bytes % kMegabyte == 0 ? std::to_string(bytes / kMegabyte) + " MB" : std::to_string(bytes) + " bytes";
}

Bestandsfout too_large(std::uint64_t max_bytes) {
  return {0, Bevindingcode::te_groot,
          "Het bestand is uitgepakt groter dan " + size_text(max_bytes) +
              ", het meeste dat is toegestaan. Lever alleen de personen aan die u nu helpt."};
}

Bestandsfout too_many_lines(std::uint64_t max_regels) {
  return {max_regels + 1, Bevindingcode::te_groot,
          "Het bestand heeft meer dan " + std::to_string(max_regels) +
              " regels, het meeste dat is toegestaan; ook lege regels, strepen en herhaalde kopregels tellen daarvoor "
              "mee. Laat die weg uit de export."};
}

/// Whether a name of a column holds other lines with their columns.
bool has_swallowed_rows(const dagbestand::Record& header, char delimiter) {
  return std::any_of(header.fields.begin(), header.fields.end(), [delimiter](const dagbestand::Field& field) {
    return field.broken && field.value.find(delimiter) != std::string_view::npos;
  });
}

}  // namespace

class Dagbestandlezer::Impl {
 public:
  Impl(Dagbestandregels regels, Dagbestandontvanger& ontvanger)
      : regels_(regels), ontvanger_(ontvanger), decoder_(regels.tekenset) {}

  Result<void, Bestandsfout> feed(std::string_view bytes) {
    const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), regels_.max_bytes - fed_));
    fed_ += room;
    for (std::size_t at = 0; at < room && !fout_; at += kPieceBytes) {
      decoded(decoder_.decode(bytes.substr(at, std::min(kPieceBytes, room - at))));
    }
    if (room < bytes.size()) fail(too_large(regels_.max_bytes));
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
    if (part.trouble != TextDecoder::Trouble::none) fail(undecodable(part.trouble));
  }

  Bestandsfout undecodable(TextDecoder::Trouble trouble) const {
    if (trouble == TextDecoder::Trouble::gzip) return make_bestandsfout(0, Bevindingcode::gzip);
    const auto regel = csv_ ? csv_->regel() : begin_.regel();
    return make_bestandsfout(regel, regels_.tekenset ? Bevindingcode::andere_tekenset : Bevindingcode::tekenset);
  }

  void header(std::string_view text) {
    const auto delimiter = begin_.take(text);
    if (!delimiter) return fail(delimiter.error());
    if (begin_.regel() > regels_.max_regels) return fail(too_many_lines(regels_.max_regels));
    if (*delimiter) start_rows(**delimiter);
  }

  void finish_header() {
    if (csv_) return;
    const auto delimiter = begin_.finish();
    if (!delimiter) return fail(delimiter.error());
    start_rows(**delimiter);
  }

  void start_rows(char delimiter) {
    delimiter_ = delimiter;
    csv_.emplace(delimiter, begin_.regel());
    rows(begin_.text());
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
    if (fout_ || !rows_) return;
    rows_->finish(csv_->half_line_end());
  }

  void record(const dagbestand::Record& record) {
    if (record.regel > regels_.max_regels) return fail(too_many_lines(regels_.max_regels));
    if (!rows_) return kopregel(record);
    if (!rows_->take(record)) fail(make_bestandsfout(record.regel, Bevindingcode::afgekapt));
  }

  void kopregel(const dagbestand::Record& record) {
    if (has_swallowed_rows(record, delimiter_))
      return fail(make_bestandsfout(record.regel, Bevindingcode::kop_over_regels));
    std::vector<Bevinding> bevindingen;
    const auto kop = dagbestand::read_kopregel(record, bevindingen);
    for (Bevinding& bevinding : bevindingen) ontvanger_.bevinding(std::move(bevinding));
    if (!kop) return fail(kop.error());
    rows_.emplace(record, *kop, delimiter_, regels_, ontvanger_);
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
  Begin begin_;
  char delimiter_ = ';';
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
