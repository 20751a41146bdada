# shellcheck shell=bash
# The main job, for real and in view: an operator connects a municipality and
# a bailiff, the municipality delivers a day file, the bailiff asks. Sourced by dev.

readonly GEMEENTE=00000099000000020000
readonly LEVERANCIER=00000099000000030000
readonly DEURWAARDER=00000099000000040000
readonly AANSLUITING=GM0344-SHV
readonly PORTS=(8443 8444 9464)
readonly DATA=https://127.0.0.1:8443
readonly READY=http://127.0.0.1:9464/health/ready
readonly CREDITOR_KVK=12345678
readonly UNREGISTERED_BSN=999993653
readonly START_SECONDS=30

demo() {
  local once=0 folder=''
  while (($# > 0)); do
    case "$1" in
      --once) once=1 ;;
      --dir) folder=$(cd "$CALLED_FROM" && realpath "${2:?--dir needs a folder}") && shift ;;
      *) die "run does not know $1" ;;
    esac
    shift
  done
  install_packages "${PROGRAM_PACKAGES[@]}"
  took packages
  configure demo
  took configuring
  build demo package_files # vishd, vishctl and their manuals; not the tests
  took building
  PATH="$PWD/build/demo/bin:$PATH"
  make_installation "$folder"
  took 'the installation'
  start_server
  main_job
  took 'the main job'
  say_where
  if ((once)); then
    stop_server
  else
    printf '\nServing until Ctrl-C.\n'
    trap 'stop_server; exit' INT TERM
    wait "$server"
    die "the server ended by itself, see $PWD/vishd.log"
  fi
}

# took WHAT: the time since the last call went into that.
took() {
  spent+="${spent:+, }$1 $((SECONDS - until_now)) s"
  until_now=$SECONDS
}
spent=''
until_now=0

# make_installation FOLDER goes into the installation, a new one unless it is
# there already. Without FOLDER it is a temporary one.
make_installation() {
  temporary=''
  if [[ -z "$1" ]]; then
    temporary=$(mktemp --directory --tmpdir vish-demo.XXXXXX)
    trap clean_up EXIT
  fi
  local folder="${1:-$temporary}"
  say "The installation: $folder"
  [[ -f "$folder/vishd.toml" ]] || show vishctl demo init "$folder"
  cd "$folder" || die "no folder $folder"
}

start_server() {
  local port
  for port in "${PORTS[@]}"; do
    ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || die "port $port of 127.0.0.1 is in use; stop what listens there"
  done
  say 'The server'
  printf '$ vishd --config vishd.toml\n'
  # A session of its own: Ctrl-C is for this script, which stops the server.
  setsid vishd --config vishd.toml >>vishd.log 2>&1 &
  server=$!
  trap clean_up EXIT
  local deadline=$((SECONDS + START_SECONDS))
  until curl --silent --fail --output /dev/null "$READY"; do
    kill -0 "$server" 2>/dev/null || die "the server did not start: $(tail -n 5 vishd.log)"
    ((SECONDS < deadline)) || die "the server was not ready within $START_SECONDS seconds, see $PWD/vishd.log"
    sleep 0.1
  done
  printf 'ready\n'
}

stop_server() {
  local stopped="$server"
  say 'Stopping the server'
  server=''
  kill -TERM "$stopped"
  wait "$stopped" || die "the server did not end cleanly, see $PWD/vishd.log"
  printf 'It ended cleanly.\n'
}

# On any way out: no server is left behind, nor a temporary installation.
clean_up() {
  if [[ -n "${server:-}" ]]; then
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" || true
  fi
  [[ -z "$temporary" ]] || rm -rf "$temporary"
}

main_job() {
  peildatum=$(TZ=Europe/Amsterdam date +%F)
  write_question
  if ! vishctl --profiel vishctl.toml bevrager show "$DEURWAARDER" >/dev/null 2>&1; then
    connect_parties
    prove_in_test
  fi
  say 'The municipality delivers its day file'
  deliver
  expect '"status": "verwerkt"'
  say 'The bailiff asks about two persons: one is being helped, one is not'
  ask
  expect '"match": true'
  expect '"match": false'
  say 'The operator looks at what happened'
  ctl status
  ctl aanlevering list
  ctl audit list
}

connect_parties() {
  say 'The operator connects the parties'
  ctl organisatie add "$GEMEENTE" --naam 'Gemeente Voorbeeld' --soort gemeente
  ctl organisatie add "$LEVERANCIER" --naam 'Voorbeeld Software B.V.' --soort leverancier
  ctl organisatie add "$DEURWAARDER" --naam 'Gerechtsdeurwaarders Voorbeeld' --soort gerechtsdeurwaarder
  ctl aansluiting add "$AANSLUITING" --organisatie "$GEMEENTE" --telefoon '14 030' \
    --email schuldhulp@voorbeeld.nl --aanleveraar "$LEVERANCIER" --overeenkomst "$peildatum"
  ctl bevrager add "$DEURWAARDER" --overeenkomst "$peildatum"
  ctl convenant add --naam 'Voorbeeld Energie B.V.' --kvk "$CREDITOR_KVK" --ingang "$peildatum"
}

# Productie asks for a processed delivery and an answered question in test.
prove_in_test() {
  say 'Both prove themselves in test'
  ctl aansluiting fase "$AANSLUITING" test --reden 'overeenkomst getekend'
  ctl bevrager fase "$DEURWAARDER" test --reden 'overeenkomst getekend'
  deliver
  expect '"status": "verwerkt"'
  ask
  expect '"match": true'
  say 'and go to productie, which keeps nothing of the test'
  ctl aansluiting fase "$AANSLUITING" productie --reden 'proef geslaagd'
  ctl bevrager fase "$DEURWAARDER" productie --reden 'proef geslaagd'
}

# The question goes through a file: a BSN does not belong on a command line.
write_question() {
  local registered
  registered=$(sed -n '2s/[;,].*//p' voorbeeld.csv)
  cat >vraag.json <<JSON
{"burgerservicenummers": ["$registered", "$UNREGISTERED_BSN"], "kenmerk": "2026-004711",
 "doel": "dagvaarding", "opdrachtgever": "$CREDITOR_KVK"}
JSON
}

deliver() {
  call gemeente "/v1/aansluitingen/$AANSLUITING/aanleveringen/$peildatum" \
    --request PUT --header 'Content-Type: text/csv' --data-binary @voorbeeld.csv
}

ask() {
  call deurwaarder /v1/matches --header 'Content-Type: application/json' --data @vraag.json
}

# call PARTY PATH CURL_OPTION... does one request with the certificate of the
# party, prints the answer and leaves it in $answer.
call() {
  local party="$1" path="$2"
  shift 2
  show curl --silent --show-error --cacert pki/ca.pem --cert "pki/$party.pem" --key "pki/$party.key" \
    "$@" --output antwoord.json "$DATA$path"
  answer=$("$PYTHON" -m json.tool --no-ensure-ascii --indent 2 antwoord.json)
  printf '%s\n' "$answer"
}

# expect TEXT: it only is a demonstration if the last answer holds this.
expect() {
  grep -qF "$1" <<<"$answer" || die "the answer does not hold $1"
}

ctl() {
  show vishctl --profiel vishctl.toml "$@"
}

# show COMMAND... prints the command as it can be typed, then runs it.
show() {
  local word
  printf '\n$'
  for word in "$@"; do
    [[ "$word" =~ ^[A-Za-z0-9_@%+=:,./-]+$ ]] || word=${word@Q}
    printf ' %s' "$word"
  done
  printf '\n'
  "$@"
}

say() {
  printf '\n== %s\n' "$*"
}

say_where() {
  say 'Where everything is'
  cat <<TEXT
installation   $PWD (certificates in pki/, key ring in sleutels/, database in data/)
settings       $PWD/vishd.toml
log            $PWD/vishd.log
data routes    $DATA/v1 (contract: $DATA/v1/openapi.json)
beheer routes  https://127.0.0.1:8444/v1
metrics        ${READY%/health/ready}/metrics
programs       $(dirname "$(command -v vishd)")
time           $spent
TEXT
  [[ -z "$temporary" ]] || printf 'The installation is temporary; --dir DIR keeps one.\n'
}
