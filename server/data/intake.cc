#include "server/data/intake.h"

#include <utility>

namespace vish::server {

Intake::Intake(std::unique_ptr<storage::Aanlevering> aanlevering, bool gzip) : aanlevering_(std::move(aanlevering)) {
  if (gzip) gunzip_.emplace();
}

Intake::Progress Intake::feed(std::string bytes) {
  if (!gunzip_) return aanlevering_->feed(bytes) ? Progress::wanted : Progress::unwanted;
  piece_ = std::move(bytes);
  rest_ = piece_;
  return next_slice();
}

Intake::Progress Intake::next_slice() {
  const auto feed_on = [this](std::string_view bytes) { return aanlevering_->feed(bytes); };
  const auto outcome = gunzip_->feed(rest_, kSliceBytes, feed_on);
  if (outcome == Gunzip::Outcome::full) return Progress::unfinished;
  if (outcome == Gunzip::Outcome::more) return Progress::wanted;
  refuse_packing(outcome);
  return Progress::unwanted;
}

void Intake::refuse_packing(Gunzip::Outcome outcome) {
  if (outcome == Gunzip::Outcome::no_gzip) {
    aanlevering_->refuse("De koptekst Content-Encoding noemt gzip, maar het bestand is niet met gzip ingepakt.",
                         piece_);
  }
  if (outcome == Gunzip::Outcome::damaged) {
    aanlevering_->refuse("De gzip-compressie van het bestand is beschadigd.", piece_);
  }
  if (outcome == Gunzip::Outcome::swollen) {
    aanlevering_->refuse("Het bestand wordt uitgepakt meer dan " + std::to_string(Gunzip::kMostTimes) +
                         " keer zo groot: het bestaat bijna geheel uit herhaling, zoals lege regels of spaties. Laat "
                         "die weg uit de export.");
  }
}

Stored<storage::Leverresultaat> Intake::finish(bool complete) {
  if (complete && gunzip_ && !gunzip_->complete()) aanlevering_->refuse(unfinished());
  return aanlevering_->finish();
}

std::string Intake::unfinished() const {
  return gunzip_->begun() ? "Het gecomprimeerde bestand is afgekapt."
                          : "De koptekst Content-Encoding noemt gzip, maar het bestand is leeg.";
}

}  // namespace vish::server
