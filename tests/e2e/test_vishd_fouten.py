"""A server that cannot start says in one Dutch line which setting, file or address is wrong, and why."""

import re
import socket
import subprocess

import pytest
from test_lifecycle import refused_start

from harness import pki
from harness.installation import SERVER
from harness.programs import BIN, DEADLINE, run

FAILED, USAGE, LOCAL = 1, 2, 4

COMMANDS = [
    ("", USAGE, "Onjuist gebruik: --config ontbreekt. Zie vishd --help."),
    ("--onbekend", USAGE, "Onjuist gebruik: "),
    ("--config", USAGE, "Onjuist gebruik: --config mist haar waarde."),
    ("--config {map}/geen.toml", LOCAL, "{map}/geen.toml: bestand {map}/geen.toml bestaat niet"),
    ("--config {map}", LOCAL, "{map}: {map} is een map, geen bestand"),
    ("--config {kapot}", LOCAL, "{kapot}: regel 1: geen geldige TOML"),
]


@pytest.mark.parametrize("line,code,text", COMMANDS)
def test_a_wrong_command_line_gets_a_line_and_the_right_exit_code(tmp_path, line, code, text):
    broken = tmp_path / "kapot.toml"
    broken.write_text("dit is = geen [toml", encoding="utf-8")
    places = {"map": tmp_path, "kapot": broken}
    done = run("vishd", *line.format(**places).split(), check=False)
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith(text.format(**places)) and len(done.stderr.splitlines()) == 1, done.stderr


def broken(own, name):
    (own.folder / name).write_text("geen PEM\n", encoding="utf-8")
    return name


def encrypted(own, name):
    pki.openssl("pkey", "-in", own.pki / "server.key", "-aes128", "-passout", "pass:x", "-out", own.folder / name)
    return name


def weak(own, name):
    pki.make_certificate(own.folder, name, SERVER, issuer="pki/ca", usage="serverAuth",
                         options=("-newkey", "rsa:1024"))  # fmt: skip
    return f"{name}.pem"


def folder(own, name):
    (own.folder / name).mkdir()
    return name


# The setting, how it is made wrong, and what vishd says of it; {} is the folder of the installation.
FILES = [
    ("certificaat", broken, "tls.certificaat {}/x is geen certificaat (PEM)"),
    ("certificaat", weak, "tls.certificaat {}/x.pem heeft een te zwakke sleutel of ondertekening"),
    ("certificaat", folder, "tls.certificaat {}/x is een map, geen bestand"),
    ("certificaat", lambda *_: "pki/gemeente.pem", "tls.sleutel {}/pki/server.key zijn samen niet te gebruiken"),
    ("sleutel", broken, "tls.sleutel {}/x is geen privésleutel (PEM)"),
    ("sleutel", encrypted, "tls.sleutel {}/x is met een wachtwoord versleuteld"),
    ("vertrouwd", broken, "{}/x bevat geen leesbare CA"),
    ("map", lambda *_: "weg", "{}/weg is geen database (een nieuwe, lege index maakt vishctl opslag init; een back-up"),
    ("sleutels", lambda *_: "weg", "de sleutelmap bestaat niet: {}/weg"),
    ("bestand", folder, "log.bestand {}/x is niet te openen"),
    ("poortbestand", lambda *_: "x/poorten.json", "poortbestand map {}/x bestaat niet"),
    ("adres", lambda *_: "192.0.2.1", ": 192.0.2.1:0 is geen adres van deze machine"),
]  # fmt: skip


@pytest.mark.parametrize("setting,make,text", FILES, ids=[text for _, _, text in FILES])
def test_a_wrong_file_or_address_is_named(own, setting, make, text):
    value = make(own, "x")
    if setting == "adres":
        toml = own.config.read_text(encoding="utf-8")
        own.config.write_text(re.sub(r"^# adres = .*$", f'adres = "{value}"', toml, count=1, flags=re.MULTILINE))
    else:
        own.set(**{setting: value})
    told = [line for line in refused_start(own).splitlines() if not line.startswith("{")]
    assert len(told) == 1 and text.format(own.folder) in told[0], told


@pytest.mark.parametrize("listener", ["data", "beheer", "observatie"])
def test_a_port_in_use_is_told_with_its_listener(own, listener):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        toml = own.config.read_text(encoding="utf-8")
        head, section, tail = toml.partition(f"[{listener}]")
        own.config.write_text(head + section + re.sub(r"poort = 0", f"poort = {port}", tail, count=1))
        told = refused_start(own)
    assert told == f"vishd: {listener}: 127.0.0.1:{port} is al in gebruik door een ander programma\n"


def test_a_certificate_that_is_not_for_servers_is_refused_in_a_reload_and_at_the_start(own):
    own.start()
    own.set(certificaat="pki/gemeente.pem", sleutel="pki/gemeente.key")
    reason = f"tls.certificaat {own.pki}/gemeente.pem is niet voor een server"
    refused = own.vishctl("config", "reload", "--reden", "proef", check=False)
    assert refused.returncode == 1 and reason in refused.stderr, refused.stderr
    assert own.vishctl("status").returncode == 0
    own.stop()
    assert reason in refused_start(own)


def test_a_configuration_without_a_beheerder_is_refused_everywhere(own):
    own.start()
    toml = own.config.read_text(encoding="utf-8")
    own.config.write_text(re.sub(r'^rol = .*$', 'rol = "auditor"', toml, flags=re.MULTILINE), encoding="utf-8")
    reason = "operator.rol moet bij minstens één [[operator]] beheer zijn"
    for words in (("config", "reload", "--reden", "proef"), ("config", "check", own.config)):
        refused = own.vishctl(*words, check=False)
        assert refused.returncode != 0 and reason in refused.stderr, refused.stderr
    own.vishctl("organisatie", "add", "00000099000000077000", "--naam", "Kan nog", "--soort", "gemeente")
    own.stop()
    assert reason in refused_start(own)


def test_help_that_cannot_be_written_is_no_success():
    with open("/dev/full", "wb") as full:
        done = subprocess.run([BIN / "vishd", "--help"], stdout=full, stderr=subprocess.PIPE, timeout=DEADLINE)
    assert (done.returncode, done.stderr.decode()) == (FAILED, "vishd: de uitvoer kan niet worden geschreven\n")
