"""The server changes while it is asked: nobody notices."""

import json
import os
import signal
import subprocess
import threading
import time

import pytest

from harness import pki
from harness.authority import load_authority, load_certificate, replace
from harness.curl import CurlFailed
from harness.installation import SERVER, Installation
from harness.job import Job
from harness.programs import BIN, until
from harness.systemd import Sockets
from live.stream import QUESTION, Client

FULL = "VISH_FULL" in os.environ
RELOADS = 1000 if FULL else 60
RATE = 1000 if FULL else 200
UPGRADES = 20 if FULL else 4
CLIENTS = 16


@pytest.fixture
def vish(tmp_path):
    # Without a daily bound: a run asks more than a bailiff does. Several workers, so that connections change threads.
    bounds = {"personen_per_dag": 0, "vragen_per_seconde": 0, "alarm_vanaf_personen": 0}
    installation = Installation(tmp_path, {**bounds, "werkers": 4})
    yield installation
    installation.kill()


def start_asking(vish, seconds):
    questions = vish.folder / "vragen.tsv"
    questions.write_text(f'"match":false\t{json.dumps(QUESTION)}\n', encoding="utf-8")
    return subprocess.Popen(
        [BIN / "vish_load", "--port", str(vish.ports["data"]), "--questions", questions, "--connections", "16",
         "--cert", vish.pki / "deurwaarder.pem", "--key", vish.pki / "deurwaarder.key", "--ca", vish.pki / "ca.pem",
         "--rate", str(RATE), "--warm-up", "0", "--seconds", str(seconds)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def changes(vish):
    """What each reload changes, over and over: certificate, revocation list, limit and level."""
    name = "server"
    authority = load_authority(vish.pki, "ca")
    pki.make_certificate(vish.pki, "tweede", SERVER, usage="serverAuth", options=("-addext", "subjectAltName=IP:127.0.0.1"))
    while True:
        name = "tweede" if name == "server" else "server"
        first = name == "server"
        replace(vish.pki / "intrekkingslijsten" / "ca.crl", authority.crl())
        yield {
            "certificaat": f"pki/{name}.pem",
            "sleutel": f"pki/{name}.key",
            "max_bevragingen_tegelijk": 2000 if first else 1000,
            "niveau": "info" if first else "warning",
        }


def test_reloads_cost_no_question(vish, capsys):
    vish.start()
    Job(vish).connect_parties()
    seconds = 8
    done = 0
    took = 0.0
    measured = []
    change = changes(vish)
    while done < RELOADS:
        asking = start_asking(vish, seconds)
        while asking.poll() is None and done < RELOADS:
            begun = time.monotonic()
            vish.set(**next(change))
            answer = vish.beheer("POST", "/v1/herladingen", "beheerder", {"reden": "proef"})
            assert answer.status == 200, answer
            took += time.monotonic() - begun
            done += 1
        # A wrong or missing answer, or a broken connection, ends it with another code.
        output = asking.communicate(timeout=60)[0]
        assert asking.returncode == 0, output
        measured.append(json.loads(output))
    answers = sum(each["answers"] for each in measured)
    with capsys.disabled():
        print(f"\n{done} reloads in {took:.1f} s under {RATE} questions a second: {answers} answers, none failed, "
              f"slowest p99 {max(each['p99Ms'] for each in measured):.1f} ms")  # fmt: skip
    assert answers > 0
    assert_last_list_counts(vish)
    vish.stop()


def assert_last_list_counts(vish):
    """Who is on a list after all those is shut out by its reload."""
    authority = load_authority(vish.pki, "ca")
    authority.number = RELOADS + 1
    authority.revoked.append(load_certificate(vish.pki, "leverancier"))
    assert vish.data("GET", "/v1/aansluitingen/GM0344", "leverancier").status == 403
    replace(vish.pki / "intrekkingslijsten" / "ca.crl", authority.crl())
    assert vish.beheer("POST", "/v1/herladingen", "beheerder", {"reden": "proef"}).status == 200
    with pytest.raises(CurlFailed, match="revoked"):
        vish.data("GET", "/v1/aansluitingen/GM0344", "leverancier")


def test_upgrades_refuse_nobody(vish, capsys):
    sockets = Sockets()
    vish.start(sockets=sockets)
    Job(vish).connect_parties()
    ending = threading.Event()
    clients = [Client(vish, sockets.port("data"), ending, keeps=i % 2 == 0) for i in range(CLIENTS)]
    for client in clients:
        client.start()
    pauses = []
    try:
        for _ in range(UPGRADES):
            before = sum(client.answered for client in clients)
            until(lambda goal=before + 5 * CLIENTS: sum(client.answered for client in clients) >= goal, "answers")
            begun = time.monotonic()
            vish.process.send_signal(signal.SIGTERM)
            assert vish.process.wait(60) == 0
            vish.start(sockets=sockets)
            pauses.append(time.monotonic() - begun)
    finally:
        ending.set()
        for client in clients:
            client.join(60)
    sockets.close()
    assert [client.failure for client in clients if client.failure] == []
    with capsys.disabled():
        print(f"\n{UPGRADES} upgrades under {CLIENTS} clients: {sum(c.answered for c in clients)} answers, none refused, "
              f"{sum(c.asked_again for c in clients)} asked again on a new connection, "
              f"longest wait {max(c.slowest for c in clients):.2f} s, longest pause {max(pauses):.2f} s")  # fmt: skip
    vish.stop()
