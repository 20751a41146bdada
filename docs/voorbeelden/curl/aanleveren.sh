#!/usr/bin/env bash
# aanleveren.sh BESTAND PEILDATUM VERSLAG: levert een dagbestand aan en bewaart het verslag.
# Exitcode: 0 verwerkt, 1 geweigerd, 2 onjuist gebruik, 3 nu geen antwoord, 4 bestand niet leesbaar, 5 vastgehouden,
# 6 instelling, certificaat of map op deze machine klopt niet.
set -euo pipefail
(($# == 3)) || { echo 'gebruik: aanleveren.sh BESTAND PEILDATUM VERSLAG' >&2; exit 2; }
# shellcheck source=docs/voorbeelden/curl/verbinding.sh
source "$(dirname "$0")/verbinding.sh"
settings VISH_ADRES VISH_AANSLUITING VISH_CA VISH_CERT VISH_SLEUTEL
[[ -r $1 ]] || { say 'het bestand is niet leesbaar'; exit 4; }

request --request PUT --header 'Content-Type: text/csv' --data-binary "@$1" \
  "$VISH_ADRES/v1/aansluitingen/$VISH_AANSLUITING/aanleveringen/$2"
[[ $status == 000 ]] || save "$3"
case "$status" in
  200 | 201) say "peildatum $2 verwerkt; bekijk de bevindingen in het verslag" ;;
  202) say "peildatum $2 vastgehouden: bel SNG als het bestand klopt"; exit 5 ;;
  *)
    if passes_by "$status"; then say "peildatum $2 niet aangeleverd, $(reason); probeer later opnieuw"; exit 3; fi
    say "peildatum $2 geweigerd, $(reason)"
    if grep -q '"aanlevering":' "$work/body"; then say "zie het verslag: $3"; fi
    exit 1
    ;;
esac
