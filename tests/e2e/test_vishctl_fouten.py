"""The help of every command reads as one design, and every mistake gets one clear line and the right exit code."""

import contextlib
import re
import shlex
import socket
import subprocess
import threading

import pytest

from harness.bsn import KNOWN_FREE
from harness.installation import GEMEENTE
from harness.programs import BIN, DEADLINE, run

OK, REFUSED, USAGE, NO_CONNECTION, LOCAL = range(5)
UNKNOWN_OIN = "00000099000000099999"

ENGLISH = ("Usage", "OPTIONS", "Options", "REQUIRED", "TEXT", "Print this", "SUBCOMMAND", "Positionals", "Subcommands",
           "Excludes", "Needs", "UINT", " in [")  # fmt: skip

# Arguments, exit code, and a part of the one line that it gives. {…} is a file or party of the test's installation.
MISTAKES = [
    ("", USAGE, "noem een opdracht: organisatie,"),
    ("aansluiting", USAGE, "noem een opdracht: add,"),
    ("onbekend", USAGE, "opdracht onbekend bestaat niet"),
    ("aansluiting onbekend", USAGE, "opdracht onbekend bestaat niet"),
    ("status --onbekend", USAGE, "dit wordt niet herkend: --onbekend"),
    ("status te veel", USAGE, "dit wordt niet herkend"),
    (f"status {KNOWN_FREE}", USAGE, "dit wordt niet herkend: …"),
    ("organisatie add", USAGE, "oin ontbreekt"),
    ("organisatie add x --soort gemeente", USAGE, "--naam ontbreekt"),
    ("organisatie add x --naam", USAGE, "--naam mist haar waarde"),
    ("organisatie add x --naam a --naam b --soort gemeente", USAGE, "--naam mag maar één keer"),
    ("organisatie show ../status", USAGE, "oin: alleen letters, cijfers, - en _"),
    ("aansluiting change x --reden r --fout-percentage veel", USAGE, "--fout-percentage: 'veel' is geen geldig getal"),
    ("aansluiting change x --reden r --toon-fase --geen-toon-fase", USAGE, "gaan niet samen"),
    ("--cert {leeg}/geen.pem status", LOCAL, "geen.pem"),
    ("--cert {leeg} status", LOCAL, "--cert: {leeg} is een map, geen bestand"),
    ("--cert {kapot} status", LOCAL, "--cert {kapot} is geen certificaat (PEM)"),
    ("--key {kapot} status", LOCAL, "--key {kapot} is geen privésleutel (PEM)"),
    ("--key {pki}/gemeente.key status", LOCAL, "gemeente.key zijn samen niet te gebruiken"),
    ("--ca {kapot} status", LOCAL, "--ca {kapot} bevat geen leesbaar stamcertificaat (PEM)"),
    ("--server https://127.0.0.1:1 status", NO_CONNECTION, "127.0.0.1:1: daar luistert geen server"),
    ("--server https://127.0.0.1:{observatie} status", NO_CONNECTION, "daar luistert geen server met TLS"),
    ("--server https://127.0.0.1:{stil} status", NO_CONNECTION, "de server verbrak de verbinding"),
    ("--server https://bestaat-niet.invalid status", NO_CONNECTION, "bestaat-niet.invalid:443: dit adres"),
    ("--server ftp://127.0.0.1 status", USAGE, "--server"),
    ("--ca {pki}/gemeente.pem status", NO_CONNECTION, "te vertrouwen"),
    ("--cert {pki}/gemeente.pem --key {pki}/gemeente.key status", REFUSED, "geregistreerde beheerder"),
    ("--cert {pki}/auditor.pem --key {pki}/auditor.key convenant add --naam n --kvk 12345678 --ingang 2026-01-01",
     REFUSED, "rol beheer"),
    (f"organisatie show {UNKNOWN_OIN}", REFUSED, "bestaat niet"),
    ("organisatie add kort --naam x --soort gemeente", REFUSED, "oin"),
    (f"organisatie add {UNKNOWN_OIN} --naam x --soort onzin", REFUSED, "soort"),
    ("aanlevering show geen-id", REFUSED, "bestaat niet"),
    ("aanlevering list --status onzin", REFUSED, "status"),
    ("aanlevering list --aansluitcode GM9999-SHV", REFUSED, "aansluitcode: Deze aansluiting bestaat niet."),
    ("audit list --limiet veel", REFUSED, "limiet"),
    ("audit export --formaat csv --uit ''", USAGE, "--uit: geef de naam van een bestand"),
    (f"organisatie change {GEMEENTE} --reden r", REFUSED, "Geweigerd: Geef minstens één instelling die verandert."),
    ("operator add x --rol auditor --certificaat {leeg}/geen.pem", LOCAL, "bestand {leeg}/geen.pem bestaat niet"),
    ("operator add x --rol auditor --certificaat {leeg}", LOCAL, "{leeg} is een map, geen bestand"),
    ("operator add x --rol auditor --certificaat {kapot}", LOCAL, "{kapot} is geen certificaat (PEM)"),
    ("register import {leeg}/geen.toml --dry-run", LOCAL, "bestand {leeg}/geen.toml bestaat niet"),
    ("register import {leeg}/geen.json --dry-run", LOCAL, "bestand {leeg}/geen.json bestaat niet"),
    ("register import {leeg} --dry-run", LOCAL, "{leeg} is een map, geen bestand"),
    ("register import {kapot} --dry-run", LOCAL, "{kapot}: regel 1: geen geldige TOML (bij teken 5)"),
    ("register import {diep} --dry-run", LOCAL, "{diep}: De JSON is te diep genest."),
    ("register import {dubbel} --dry-run", LOCAL, "{dubbel}: bevragers: Deze eigenschap komt meer dan eens voor."),
    ("sleutel init {pki}", LOCAL, "pki"),
    ("sleutel init {kapot}/map", LOCAL, "een deel van het pad is geen map"),
    ("config check {kapot}", LOCAL, "kapot.toml"),
    ("config check {leeg}", LOCAL, "{leeg} is een map, geen bestand"),
    ("demo init {pki}", LOCAL, "pki"),
]  # fmt: skip


@contextlib.contextmanager
def closing_server():
    """The port of one that takes each connection and ends it without a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    connection.recv(1)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(4096):
                        pass
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.fixture(scope="module")
def places(vish, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plaatsen")
    broken = folder / "kapot.toml"
    broken.write_text("dit is = geen [toml", encoding="utf-8")
    deep = folder / "diep.json"
    deep.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    doubled = folder / "dubbel.json"
    doubled.write_text('{"bevragers": [], "bevragers": []}', encoding="utf-8")
    places = {"leeg": folder, "kapot": broken, "diep": deep, "dubbel": doubled, "pki": vish.pki}
    with closing_server() as port:
        yield {**places, "observatie": vish.ports["observatie"], "stil": port}


@pytest.mark.parametrize("line,code,text", MISTAKES, ids=[line or "(niets)" for line, _, _ in MISTAKES])
def test_a_mistake_gets_a_clear_line_and_the_right_exit_code(vish, job, places, line, code, text):
    done = vish.vishctl(*shlex.split(line.format(**places)), check=False)
    assert done.returncode == code, done.stderr
    assert text.format(**places) in done.stderr and done.stdout == ""
    assert KNOWN_FREE not in done.stderr
    kind = {USAGE: "Onjuist gebruik", REFUSED: "Geweigerd", NO_CONNECTION: "Geen verbinding", LOCAL: "Niet gelukt"}
    assert re.fullmatch(rf"{kind[code]}: \S.*\n", done.stderr), done.stderr


@pytest.mark.parametrize(
    "line",
    ["--help", "status", "--json status", "watch", "register export", "audit list", "audit export --formaat csv",
     "organisatie list", "aansluiting show {code}", "aanlevering show {aanlevering} --csv", "config check {config}"],
)  # fmt: skip
def test_an_answer_that_cannot_be_written_is_no_success(vish, job, line):
    code = job.aansluiting()
    aanlevering = job.expect(job.deliver(code, ["fout"]), 201, 400).json
    filled = line.format(code=code, config=vish.config, aanlevering=id_of(aanlevering))
    with open("/dev/full", "wb") as full:
        done = vishctl_to(vish, full, *filled.split())
    assert (done.returncode, done.stderr) == (LOCAL, "Niet gelukt: de uitvoer kan niet worden geschreven\n")


def test_the_letter_of_an_inzage_that_cannot_be_written_is_no_success(vish, job):
    own = ("--cert", vish.pki / "privacy.pem", "--key", vish.pki / "privacy.key")
    with open("/dev/full", "wb") as full:
        done = vishctl_to(vish, full, *own, "inzage", "--reden", "x", typed=f"{KNOWN_FREE}\n")
    assert (done.returncode, done.stderr) == (LOCAL, "Niet gelukt: de uitvoer kan niet worden geschreven\n")


def id_of(answer):
    return answer.get("aanlevering", answer)["aanleveringId"]


def vishctl_to(vish, out, *arguments, typed=""):
    command = [BIN / "vishctl", "--profiel", vish.folder / "vishctl.toml", *map(str, arguments)]
    return subprocess.run(
        command, input=typed, stdout=out, stderr=subprocess.PIPE, text=True, timeout=DEADLINE, check=False
    )


def test_a_profile_that_cannot_be_read_is_named(places):
    for file in (places["leeg"] / "geen.toml", places["kapot"]):
        done = run("vishctl", "--profiel", file, "status", check=False)
        assert done.returncode == LOCAL
        assert re.fullmatch(rf"Niet gelukt: profiel {file}: .*\n", done.stderr)


def test_each_of_several_mistakes_gets_a_line_of_its_own(vish):
    done = vish.vishctl("organisatie", "add", "kort", "--naam", "", "--soort", "onzin", check=False)
    lines = done.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == ["oin", "naam", "soort"]
    assert done.returncode == REFUSED and all(line.startswith("Geweigerd: ") for line in lines)


def commands(*path):
    """Every command, from the inside out, with its help."""
    text = run("vishctl", *path, "--help").stdout
    below = text.partition("\nOpdrachten:\n")[2].partition("\n\n")[0]
    for name in re.findall(r"^  ([a-z]+)\s", below, flags=re.MULTILINE):
        yield from commands(*path, name)
    yield path, text


def test_the_help_of_every_command_reads_as_one_design():
    every = dict(commands())
    assert len(every) > 30
    for path, text in every.items():
        name = " ".join(("vishctl", *path))
        first, usage = text.splitlines()[:2]
        assert re.match(r"[A-Z].*[^.]$", first), f"{name}: '{first}' is no title"
        assert usage.startswith(f"Gebruik: {name}"), f"{name}: {usage}"
        assert "-h,--help                   Toon deze hulp" in text, name
        assert "Exitcodes: 0 gelukt;" in text, name
        assert not [word for word in ENGLISH if word in text], name
        # An option without an explanation is a line with nothing behind its name, and nothing on the next.
        bare = re.findall(r"^  (--?\S+)(?: [A-Z]+)*\s*\n(?! {20})", text, flags=re.MULTILINE)
        assert not bare, f"{name}: no explanation of {bare}"


def test_the_help_of_restore_is_in_dutch_and_tells_of_the_settings_that_it_needs():
    text = run("vishd", "restore", "--help").stdout
    assert "--config" in text and not [word for word in ENGLISH if word in text], text


def test_two_commands_with_the_same_help_are_one_too_many():
    titles = {}
    for path, text in commands():
        titles.setdefault(text.splitlines()[0], []).append(" ".join(path))
    # "Toon alle" of parties is the same sentence for each of them, on purpose.
    doubled = {title: paths for title, paths in titles.items() if len({path.rpartition(" ")[2] for path in paths}) > 1}
    assert not doubled, doubled
