#!/usr/bin/env bash
# vragen.sh VRAAG ANTWOORD: stelt de vraag (een JSON-bestand) en bewaart het antwoord in een bestand.
# Exitcode: 0 beantwoord, 1 geweigerd, 2 onjuist gebruik, 3 nu geen antwoord, 4 vraag niet leesbaar,
# 6 instelling, certificaat of map op deze machine klopt niet.
# Alleen bij 0 zegt ANTWOORD iets over een persoon; elke andere code is géén "geen match".
set -euo pipefail
(($# == 2)) || { echo 'gebruik: vragen.sh VRAAG ANTWOORD' >&2; exit 2; }
# shellcheck source=docs/voorbeelden/curl/verbinding.sh
source "$(dirname "$0")/verbinding.sh"
settings VISH_ADRES VISH_CA VISH_CERT VISH_SLEUTEL
[[ -r $1 ]] || { say 'de vraag is niet leesbaar'; exit 4; }

rm -f "$2"
VISH_TIJD=${VISH_TIJD:-30} request --header 'Content-Type: application/json' --data-binary "@$1" "$VISH_ADRES/v1/matches"
if [[ $status == 200 ]]; then
  save "$2"
  say "beantwoord, $(grep -o '"matchId":"[^"]*"' "$work/body")"
  exit 0
fi
say "geen antwoord op de vraag: $(reason)"
if passes_by "$status"; then exit 3; fi
exit 1
