"""Long work shows how far it is: to a person at a terminal, and to nobody else."""

import json
import os
import signal
import subprocess

import pytest

from harness.kluis import lose_database, make_recipient, restore_command
from harness.programs import BIN, DEADLINE
from harness.terminal import Terminal

WHY = ("--reden", "test")
GONE = b"\r\x1b[K"


@pytest.fixture
def keeping(own):
    """A backup was made; at night that of the day may be there as well."""
    make_recipient(own)
    own.set(uur=23)
    own.start()
    own.number = json.loads(own.vishctl("--json", "backup", "create", *WHY).stdout)["nummer"]
    return own


def vishctl(vish, *arguments):
    return [BIN / "vishctl", "--profiel", vish.folder / "vishctl.toml", *arguments]


def piped(command):
    """What a program writes into pipes; it ends well."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=True)
    return done.stdout + done.stderr


def hang(vish, number):
    """The first part of that backup comes from a disk that hangs; returns what brings it back."""
    part = vish.folder / f"backups/{number:06}/1.cms"
    whole = part.read_bytes()
    part.unlink()
    os.mkfifo(part)  # who reads it waits for who writes
    return lambda: part.write_bytes(whole)


def test_a_backup_that_is_read_shows_how_far_it_is(keeping):
    bring_back = hang(keeping, keeping.number)
    with Terminal(vishctl(keeping, "backup", "verify", str(keeping.number), *WHY)) as terminal:
        terminal.until_written("Back-up nalezen: 0 %, 0:0")
        work = keeping.beheer("GET", "/v1/backups", "beheerder").json["bezig"]
        assert work["nalezen"]["gedaanBytes"] == 0 and work["nalezen"]["totaalBytes"] > 0 and "maken" not in work
        bring_back()
        assert terminal.ended() == 0
        before, _, after = terminal.written.rpartition(GONE)
        assert b"nalezen" in before and b"nalezen" not in after and "Gemaakt op" in after.decode()
    assert "bezig" not in keeping.beheer("GET", "/v1/backups", "beheerder").json


def test_a_backup_that_is_read_shows_nothing_in_a_pipe(keeping):
    bring_back = hang(keeping, keeping.number)
    command = vishctl(keeping, "backup", "verify", str(keeping.number), *WHY)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2.5)  # more than two looks of a person
        bring_back()
        said, wrong = process.communicate(timeout=DEADLINE)
    assert process.returncode == 0 and wrong == b"" and b"nalezen" not in said and b"\x1b" not in said


def test_a_backup_that_is_put_back_shows_each_step(keeping):
    lose_database(keeping)
    with Terminal(restore_command(keeping, keeping.number)) as terminal:
        assert terminal.ended() == 0, terminal.written
        shown = terminal.written.decode()
    for step in ("Back-up ontcijferen: ", " %, 0:0", "Database terugzetten: 0:0", "Database nalezen: "):
        assert step in shown
    assert f"Back-up {keeping.number} van " in shown
    assert "ontcijferen" not in shown.rpartition(GONE.decode())[2]
    lose_database(keeping)
    said = piped(restore_command(keeping, keeping.number))
    assert f"Back-up {keeping.number} van " in said and "ontcijferen" not in said and "\r" not in said and "\x1b" not in said


def test_an_export_of_the_audit_log_shows_how_far_it_is(keeping):
    export = ("audit", "export", "--formaat", "csv", "--uit")
    with Terminal(vishctl(keeping, *export, keeping.folder / "een.csv")) as terminal:
        assert terminal.ended() == 0
        assert b"Auditregels lezen: 0 %, 0:00" + GONE in terminal.written
    said = piped(vishctl(keeping, *export, keeping.folder / "twee.csv"))
    assert "regels in " in said and "lezen" not in said and "\x1b" not in said


def test_an_import_of_the_register_shows_how_long_the_server_takes(keeping):
    register = keeping.folder / "register.json"
    register.write_text(keeping.vishctl("register", "export", "--formaat", "json").stdout, encoding="utf-8")
    keeping.process.send_signal(signal.SIGSTOP)
    with Terminal(vishctl(keeping, "register", "import", register, "--dry-run")) as terminal:
        terminal.until_written("Register vergelijken: 0:0")
        keeping.process.send_signal(signal.SIGCONT)
        assert terminal.ended() == 0
