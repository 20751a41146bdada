#include "server/data/breuk.h"

#include "server/log/log.h"

namespace vish::server {

using proto::Foutcode;

Breuk::~Breuk() {
  if (reden_.empty()) return;
  app_.metrics.broken_off(reden_);
  log_paced(Level::warning, "aanlevering afgebroken", {{"aansluitcode", aansluitcode_}, {"reden", std::string(reden_)}},
            {{"peildatum", peildatum_.text()}, {"bytes", std::to_string(bytes_)}});
}

void refuse_stopping() {
  throw Refusal{{Foutcode::nietBeschikbaar, "De server stopt; lever dit bestand zo opnieuw aan."}};
}

void refuse_cut(Cut cut, Breuk& breuk) {
  if (cut == Cut::rights) {
    breuk.because("rechten");
    throw Refusal{{Foutcode::geenToegang,
                   "De aansluiting is tijdens de aanlevering geschorst, of dit OIN mag er niet meer voor aanleveren."}};
  }
  if (cut == Cut::besluit) {
    breuk.because("besluit");
    throw Refusal{{Foutcode::nietBeschikbaar,
                   "Een beheerder besluit op dit moment over deze aansluiting; lever dit bestand zo opnieuw aan."}};
  }
  breuk.because("stop");
  refuse_stopping();
}

void refuse_slow(Breuk& breuk) {
  breuk.because("traag");
  throw Refusal{
      {Foutcode::verzoekTijdOverschreden, "Het bestand kwam niet binnen de tijd of niet snel genoeg binnen."}};
}

void refuse_yielding(Breuk& breuk) {
  breuk.because("voorrang");
  throw Refusal{{Foutcode::nietBeschikbaar,
                 "Het bestand kwam langzaam binnen terwijl anderen op een plaats wachtten; lever het zo opnieuw aan."}};
}

void refuse_revoked(Breuk& breuk) {
  breuk.because("ingetrokken");
  throw ConnectionLost{};
}

void refuse_unfinished(const Error& error, Breuk& breuk) {
  if (error.code == ErrorCode::forbidden) breuk.because("rechten");
  throw to_refusal(error, "Deze bron bestaat niet.");
}

}  // namespace vish::server
