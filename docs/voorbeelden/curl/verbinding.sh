# shellcheck shell=bash
# Eén verzoek aan VISH, zo nodig herhaald. Wordt gelezen door aanleveren.sh en vragen.sh.

# Wat op deze machine mislukt is nooit exitcode 1: dat is geweigerd door VISH.
set -E
trap 'exit 6' ERR
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%s %s\n' "$(date '+%F %T')" "$*" >&2; }

# stop TEKST: een instelling, certificaat of map op deze machine klopt niet.
stop() {
  say "$*"
  exit 6
}

# settings NAAM... eist deze omgevingsvariabelen, en een leesbaar bestand waar zij er een noemen.
settings() {
  local name wrong=
  for name in "$@"; do
    case "$name=${!name:-}" in
      *=) wrong+="; $name ontbreekt" ;;
      VISH_ADRES=https://*) ;;
      VISH_ADRES=*) wrong+='; VISH_ADRES is geen adres als https://vish.voorbeeld.nl' ;;
      VISH_CA=* | VISH_CERT=* | VISH_SLEUTEL=*) [[ -r ${!name} ]] || wrong+="; $name: ${!name} is er niet of is niet leesbaar" ;;
    esac
  done
  [[ -z $wrong ]] || stop "niets verstuurd: ${wrong#; }"
}

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
  local attempt code pause retry_after
  for ((attempt = 1; ; attempt++)); do
    : >"$work/body"
    : >"$work/head"
    code=0
    status=$(curl --silent --show-error --cacert "$VISH_CA" --cert "$VISH_CERT" --key "$VISH_SLEUTEL" \
      --connect-timeout 10 --max-time "${VISH_TIJD:-300}" --dump-header "$work/head" --output "$work/body" \
      --write-out '%{http_code}' "$@") || code=$?
    case "$code" in
      0) ;;
      1 | 3) stop 'niets verstuurd: VISH_ADRES is geen adres als https://vish.voorbeeld.nl' ;;
      58) stop 'niets verstuurd: VISH_CERT en VISH_SLEUTEL horen niet bij elkaar, of zijn geen PEM' ;;
      77) stop 'niets verstuurd: VISH_CA is geen certificaat in PEM' ;;
      *) status=000 ;;
    esac
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
