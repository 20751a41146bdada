"""vragen.py VRAAG ANTWOORD: stelt de vraag (een JSON-bestand, of - voor de standaardinvoer) en bewaart het antwoord.

Exitcode: 0 beantwoord, 1 geweigerd, 2 onjuist gebruik, 3 nu geen antwoord, 4 vraag niet leesbaar,
6 instelling, certificaat of map op deze machine klopt niet.
Alleen bij 0 zegt ANTWOORD iets over een persoon; elke andere code is géén "geen match".
"""

import pathlib
import sys

from verbinding import passes_by, reason, request, run, save, say, text_in


def main(arguments):
    if len(arguments) != 2:
        print("gebruik: vragen.py VRAAG ANTWOORD", file=sys.stderr)
        return 2
    question, answer_file = arguments
    try:
        body = sys.stdin.buffer.read() if question == "-" else pathlib.Path(question).read_bytes()
    except OSError:
        say("de vraag is niet leesbaar")
        return 4
    pathlib.Path(answer_file).unlink(missing_ok=True)
    status, answer = request("POST", "/v1/matches", body, "application/json", seconds=30)
    if status == 200:
        save(answer_file, answer)
        say(f"beantwoord, matchId {text_in(answer, 'matchId')}")
        return 0
    say(f"geen antwoord op de vraag: {reason(status, answer)}")
    return 3 if passes_by(status, answer) else 1


if __name__ == "__main__":
    sys.exit(run(main))
