# shellcheck shell=bash
# Eén verzoek aan VISH, zo nodig herhaald. Wordt gelezen door aanleveren.sh en vragen.sh.

: "${VISH_ADRES:?bijvoorbeeld https://vish.voorbeeld.nl}" "${VISH_CA:?stamcertificaat, PEM}"
: "${VISH_CERT:?eigen certificaat met keten, PEM}" "${VISH_SLEUTEL:?sleutel daarbij, PEM}"

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%s %s\n' "$(date '+%F %T')" "$*" >&2; }

has_code() { grep -q "\"code\":\"$1\"" "$work/body"; }

# Of hetzelfde verzoek zo dadelijk wel kan lukken; 000 is geen verbinding of geen antwoord op tijd.
passes_by() {
  case "$1" in
    000 | 408 | 503) return 0 ;;
    409) has_code conflict ;;
    429) has_code teVeelVragen ;;
    *) return 1 ;;
  esac
}

# request CURL_OPTIE... zet de status in $status en het antwoord in $work/body.
request() {
  local attempt pause retry_after
  for ((attempt = 1; ; attempt++)); do
    : >"$work/body"
    : >"$work/head"
    status=$(curl --silent --cacert "$VISH_CA" --cert "$VISH_CERT" --key "$VISH_SLEUTEL" \
      --connect-timeout 10 --max-time "${VISH_TIJD:-300}" --dump-header "$work/head" --output "$work/body" \
      --write-out '%{http_code}' "$@") || status=000
    if ! passes_by "$status" || ((attempt >= ${VISH_POGINGEN:-6})); then return; fi
    pause=$((${VISH_WACHT:-5} << (attempt - 1)))
    retry_after=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' "$work/head")
    ((${retry_after:-0} <= pause)) || pause=$retry_after
    say "status $status, poging $attempt; opnieuw over $pause s"
    sleep "$pause"
  done
}

# save BESTAND zet het antwoord in één keer neer, alleen leesbaar voor de eigenaar.
save() { cp "$work/body" "$1.nieuw" && mv "$1.nieuw" "$1"; }
