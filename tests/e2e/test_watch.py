"""vishctl watch, on a terminal and without one."""

import json
import signal
import subprocess

import pytest

from harness.programs import BIN, DEADLINE, until
from harness.terminal import Terminal

ENTER, LEAVE = b"\x1b[?1049h\x1b[?25l", b"\x1b[?25h\x1b[?1049l"
HOME = b"\x1b[H"


class Watch(Terminal):
    def frames(self):
        """Those that are complete: another one has begun."""
        return self.read().split(HOME)[1:-1]

    def until_shown(self, text, what):
        until(lambda: any(text.encode() in frame for frame in self.frames()[-3:]), what)

    def end(self, number):
        self.process.send_signal(number)
        return self.ended()


def command(vish, *arguments):
    return [BIN / "vishctl", "--profiel", vish.folder / "vishctl.toml", "watch", "--elke", "1", *arguments]


def watching(vish, rows=40, columns=100):
    return Watch(command(vish), rows, columns)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_terminal_is_as_before_after_a_signal(vish, number):
    with watching(vish) as terminal:
        terminal.until_shown("Dit vraagt uw aandacht:", "the status stands on the screen")
        assert terminal.written.startswith(ENTER)
        assert terminal.end(number) == 0
        assert terminal.written.endswith(LEAVE) and terminal.written.count(ENTER) == 1


def test_what_happens_appears_and_the_screen_is_written_over_not_wiped(vish, job, bsns):
    with watching(vish) as terminal:
        terminal.until_shown("Registraties".lower(), "the status stands on the screen")
        job.expect(job.deliver(job.aansluiting(), bsns(3)), 201)
        registrations = vish.beheer("GET", "/v1/status", "auditor").json["registraties"]
        terminal.until_shown(f"registraties      {registrations}", "the delivery appears")
        assert b"\x1b[2J" not in terminal.read()


def test_a_small_terminal_gets_no_more_than_it_can_hold(vish):
    with watching(vish, rows=10, columns=40) as terminal:
        frame = until(terminal.frames, "a frame is complete")[0]
        lines = [line.removesuffix(b"\x1b[K").decode() for line in frame.removesuffix(b"\x1b[J").split(b"\r\n")]
        assert len(lines) == 10 and max(map(len, lines)) <= 40


def test_the_last_known_state_stays_while_the_server_is_away(vish, job):
    with watching(vish) as terminal:
        terminal.until_shown("Dit vraagt uw aandacht:", "the status stands on the screen")
        vish.stop()
        terminal.until_shown("Geen verbinding: ", "it tells that the server is away")
        assert b"Dit vraagt uw aandacht:" in terminal.frames()[-1]
        vish.start()
        count = len(terminal.frames())
        fresh = until(lambda: [f for f in terminal.frames()[count:] if b"Geen verbinding" not in f], "it is back")
        assert b"Dit vraagt uw aandacht:" in fresh[0]


def test_without_a_terminal_the_blocks_follow_each_other(vish):
    with subprocess.Popen(command(vish), stdout=subprocess.PIPE, text=True) as process:
        heads = 0
        while heads < 2:
            line = process.stdout.readline()
            assert "\x1b" not in line and line
            heads += line.startswith("VISH-index op ")
        process.terminate()
        assert process.wait(DEADLINE) == 0


def test_for_programs_each_state_is_a_line(vish):
    with subprocess.Popen(command(vish, "--json"), stdout=subprocess.PIPE, text=True) as process:
        states = [json.loads(process.stdout.readline()) for _ in range(2)]
        process.terminate()
    assert [state["gereed"] for state in states] == [True, True]


def test_a_wrong_address_is_told_at_once(vish):
    done = vish.vishctl("--server", "https://127.0.0.1:1", "watch", check=False)
    assert done.returncode == 3 and "daar luistert geen server" in done.stderr and done.stdout == ""
    assert vish.vishctl("watch", "--elke", "0", check=False).returncode == 2
