"""The help of every command reads as one design, and every mistake gets one clear line and the right exit code."""

import re

import pytest

from harness.bsn import KNOWN_FREE
from harness.programs import run

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
    ("--server https://127.0.0.1:1 status", NO_CONNECTION, "127.0.0.1:1"),
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
    ("sleutel init {pki}", LOCAL, "pki"),
    ("config check {kapot}", LOCAL, "kapot.toml"),
    ("demo init {pki}", LOCAL, "pki"),
]  # fmt: skip


@pytest.fixture(scope="module")
def places(vish, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plaatsen")
    broken = folder / "kapot.toml"
    broken.write_text("dit is = geen [toml", encoding="utf-8")
    return {"leeg": folder, "kapot": broken, "pki": vish.pki}


@pytest.mark.parametrize("line,code,text", MISTAKES, ids=[line or "(niets)" for line, _, _ in MISTAKES])
def test_a_mistake_gets_a_clear_line_and_the_right_exit_code(vish, job, places, line, code, text):
    done = vish.vishctl(*line.format(**places).split(), check=False)
    assert done.returncode == code, done.stderr
    assert text in done.stderr and done.stdout == ""
    assert KNOWN_FREE not in done.stderr
    kind = {USAGE: "Onjuist gebruik", REFUSED: "Geweigerd", NO_CONNECTION: "Geen verbinding", LOCAL: "Niet gelukt"}
    assert re.fullmatch(rf"{kind[code]}: \S.*\n", done.stderr), done.stderr


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


SERVER_MISTAKES = [
    ("", USAGE, "Onjuist gebruik: --config ontbreekt. Zie vishd --help."),
    ("--onbekend", USAGE, "Onjuist gebruik: "),
    ("--config", USAGE, "Onjuist gebruik: --config mist haar waarde."),
    ("--config {leeg}/geen.toml", LOCAL, "{leeg}/geen.toml: bestand {leeg}/geen.toml bestaat niet"),
    ("--config {kapot}", LOCAL, "{kapot}: regel 1: geen geldige TOML"),
]


@pytest.mark.parametrize("line,code,text", SERVER_MISTAKES)
def test_the_server_too_says_in_a_line_why_it_does_not_start(places, line, code, text):
    done = run("vishd", *line.format(**places).split(), check=False)
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith(text.format(**places)) and len(done.stderr.splitlines()) == 1, done.stderr
