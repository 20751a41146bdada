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

# seconds_of RETRY_AFTER: zo veel seconden vraagt de server te wachten, als getal of als datum; hoogstens een uur, en 0
# als het niet te begrijpen is.
seconds_of() {
  local seconds=0
  if [[ $1 =~ ^[0-9]{1,9}$ ]]; then
    seconds=$((10#$1))
  elif [[ $1 =~ ^[0-9]+$ ]]; then
    seconds=3600
  elif [[ $1 =~ ^[A-Z][a-z]+,?\ [A-Z0-9][A-Za-z0-9\ -]{5,10}\ [0-9:]{8}\ ([0-9]{4}|GMT)$ ]]; then
    seconds=$(($(date --utc --date "$1" +%s 2>/dev/null || date +%s) - $(date +%s)))
  fi
  echo $((seconds < 0 ? 0 : seconds > 3600 ? 3600 : seconds))
}

# reason: waarom er geen of een afwijzend antwoord is, met de uitleg van VISH als die er is.
reason() {
  local detail
  if [[ $status == 000 ]]; then
    echo "geen verbinding, of niet op tijd ($(tail -n 1 "$work/fout"))"
    return
  fi
  detail=$(grep -o '"detail":"\([^"\\]\|\\.\)*"' "$work/body" | head -n 1 | cut -d'"' -f4- | sed 's/"$//' || true)
  echo "status $status $(grep -o '"code":"[^"]*"' "$work/body" | head -n 1 | cut -d'"' -f4 || true): ${detail:-zonder uitleg}"
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
  local attempt code pause wait
  for ((attempt = 1; ; attempt++)); do
    : >"$work/body"
    : >"$work/head"
    code=0
    status=$(curl --silent --show-error --cacert "$VISH_CA" --cert "$VISH_CERT" --key "$VISH_SLEUTEL" \
      --connect-timeout 10 --max-time "${VISH_TIJD:-300}" --dump-header "$work/head" --output "$work/body" \
      --write-out '%{http_code}' "$@" 2>"$work/fout") || code=$?
    case "$code" in
      0) ;;
      1 | 3) stop 'niets verstuurd: VISH_ADRES is geen adres als https://vish.voorbeeld.nl' ;;
      58) stop 'niets verstuurd: VISH_CERT en VISH_SLEUTEL horen niet bij elkaar, of zijn geen PEM' ;;
      77) stop 'niets verstuurd: VISH_CA is geen certificaat in PEM' ;;
      *) status=000 ;;
    esac
    # De server verbreekt TLS en zegt waarom; opnieuw proberen helpt dan niet.
    if ((code == 35 || code == 55 || code == 56)) && grep --quiet --ignore-case 'alert' "$work/fout"; then
      stop "VISH weigert de verbinding met VISH_CERT: $(grep --only-matching --ignore-case 'alert.*' "$work/fout" | head -n 1)"
    fi
    if ! passes_by "$status" || ((attempt >= ${VISH_POGINGEN:-6})); then return; fi
    pause=$((${VISH_WACHT:-5} << (attempt - 1)))
    wait=$(seconds_of "$(sed -n 's/^retry-after:[[:space:]]*//Ip' "$work/head" | tail -n 1 | tr -d '\r')")
    ((wait <= pause)) || pause=$wait
    say "$(reason), poging $attempt; opnieuw over $pause s"
    sleep "$pause"
  done
}

# save BESTAND zet het antwoord in één keer neer, alleen leesbaar voor de eigenaar.
save() { cp "$work/body" "$1.nieuw" && mv "$1.nieuw" "$1"; }
