#!/usr/bin/env bash
# dagelijks.sh MAP: voor cron. Levert het nieuwste MAP/uit/JJJJ-MM-DD.csv aan, de datum is de peildatum.
# De export schrijft elders op dezelfde schijf en zet het bestand met mv in MAP/uit, zodat het nooit half is.
# Aangeleverde bestanden worden verwijderd: zij bevatten BSN's. Het verslag bevat die niet en blijft.
# Exitcode als aanleveren.sh; 4 ook als er niets klaarstaat of een vorige keer nog loopt.
set -euo pipefail
(($# == 1)) || { echo 'gebruik: dagelijks.sh MAP' >&2; exit 2; }
trap 'exit 6' ERR
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
umask 077
[[ -d uit ]] || { echo "er is geen map uit in $1" >&2; exit 4; }
mkdir -p verslagen geweigerd
exec 9>slot
flock --nonblock 9 || { echo 'een vorige keer loopt nog' >&2; exit 4; }

shopt -s nullglob
files=(uit/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].csv)
for file in uit/*; do
  [[ " ${files[*]} " == *" $file "* ]] || echo "$file wordt overgeslagen: het heet niet JJJJ-MM-DD.csv" >&2
done
((${#files[@]} > 0)) || { echo 'er staat geen bestand klaar in uit' >&2; exit 4; }
newest=${files[-1]}
day=$(basename "$newest" .csv)

code=0
"$here/aanleveren.sh" "$newest" "$day" "verslagen/$day.json" || code=$?
case "$code" in
  0 | 5) rm -f -- "${files[@]}" ;;
  1) mv -- "$newest" geweigerd/ ;;
esac
exit "$code"
