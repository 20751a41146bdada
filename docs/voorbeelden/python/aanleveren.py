"""aanleveren.py BESTAND PEILDATUM VERSLAG: levert een dagbestand aan en bewaart het verslag.

Exitcode: 0 verwerkt, 1 geweigerd, 2 onjuist gebruik, 3 nu geen antwoord, 4 bestand niet leesbaar, 5 vastgehouden,
6 instelling, certificaat of map op deze machine klopt niet.
"""

import sys

from verbinding import passes_by, reason, request, run, save, say, setting


def main(arguments):
    if len(arguments) != 3:
        print("gebruik: aanleveren.py BESTAND PEILDATUM VERSLAG", file=sys.stderr)
        return 2
    path, peildatum, report = arguments
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        say("het bestand is niet leesbaar")
        return 4
    url = f"/v1/aansluitingen/{setting('VISH_AANSLUITING')}/aanleveringen/{peildatum}"
    status, answer = request("PUT", url, content, "text/csv", seconds=300)
    if status:
        save(report, answer)
    if status in (200, 201):
        say(f"peildatum {peildatum} verwerkt; bekijk de bevindingen in het verslag")
        return 0
    if status == 202:
        say(f"peildatum {peildatum} vastgehouden: bel SNG als het bestand klopt")
        return 5
    say(f"peildatum {peildatum} niet aangeleverd, {reason(status, answer)}")
    if status and b'"aanlevering":' in answer:
        say(f"zie het verslag: {report}")
    return 3 if passes_by(status, answer) else 1


if __name__ == "__main__":
    sys.exit(run(main))
