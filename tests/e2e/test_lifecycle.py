"""Starting, stopping, health and metrics."""

import shutil
import signal
import socket
import subprocess

import pytest

from harness.installation import Installation
from harness.job import Job, day
from harness.programs import BIN, DEADLINE, run, until
from harness.wire import Wire


def refused_start(installation):
    """What vishd says when it refuses to start."""
    done = subprocess.run(
        [BIN / "vishd", "--config", installation.config], capture_output=True, text=True, timeout=DEADLINE, check=False
    )
    assert done.returncode not in (0, None) and done.returncode > 0
    assert not (installation.folder / "poorten.json").exists()
    assert done.stderr.strip() and "Sanitizer" not in done.stderr
    return done.stderr


def answers(installation, path):
    return installation.observe(path)[0]


def test_the_server_is_never_the_program_that_does_not_wait_for_the_disk():
    version = subprocess.run([BIN / "vishd", "--version"], capture_output=True, text=True, timeout=DEADLINE, check=True)
    assert "SYNCHRONISATIE" not in version.stdout and version.stderr == ""


def test_health_and_metrics_are_served_without_tls(vish, job, bsns):
    job.expect(job.deliver(job.aansluiting(), bsns(2)), 201)
    job.expect(job.ask(bsns(1)), 200)
    assert answers(vish, "/health/live") == answers(vish, "/health/ready") == 200
    assert answers(vish, "/v1/status") == answers(vish, "/") == 404
    status, text = vish.observe("/metrics")
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))
    assert status == 200
    assert float(lines["vish_ready"]) == 1
    assert float(lines["vish_registraties"]) >= 2
    assert float(lines['vish_aanleveringen_total{status="verwerkt"}']) >= 1
    assert float(lines['vish_matches_total{outcome="no_match"}']) >= 1
    assert float(lines["vish_audit_records"]) >= 4
    assert any(name.startswith("vish_http_requests_total{") and "/v1/matches" in name for name in lines)


def test_metrics_hold_no_path_that_a_client_made_up(vish):
    vish.data("GET", "/v1/verzonnen-pad")
    assert "verzonnen" not in vish.observe("/metrics")[1]


def test_the_ports_are_gone_from_disk_after_the_end(own):
    own.start()
    own.stop()
    assert not (own.folder / "poorten.json").exists()


def test_what_was_delivered_and_asked_is_there_after_a_restart(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code, people = job.aansluiting(), own.bsns.take(3)
    report = job.expect(job.deliver(code, people), 201).json
    match_id = job.expect(job.ask(people), 200).json["matchId"]
    lines = own.beheer("GET", "/v1/status", "beheerder").json["auditregels"]
    own.stop()
    own.start()
    assert job.found(people) == set(people)
    assert own.beheer("GET", f"/v1/aanleveringen/{report['aanleveringId']}", "beheerder").json == report
    assert len(own.beheer("GET", f"/v1/auditregels?matchId={match_id}", "beheerder").json["auditregels"]) == 3
    # Of the question its three persons, and this reading of the log.
    assert own.beheer("GET", "/v1/status", "beheerder").json["auditregels"] == lines + 4
    own.finish()


def test_without_room_on_the_disk_nobody_gets_an_answer_and_the_health_route_says_why(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code, people = job.aansluiting(), own.bsns.take(2)
    job.expect(job.deliver(code, people), 201)
    job.expect(job.ask(people), 200)
    lines = own.beheer("GET", "/v1/status", "beheerder").json["auditregels"]
    own.stop()
    own.set(min_vrije_ruimte_mb=1_048_576)
    own.start(ready=503)
    status, health = own.observe("/health/ready")
    assert status == 503 and "schijfruimte" in health
    refused = job.ask(people)
    assert refused.status == 503 and refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) > 0 and "resultaten" not in refused.json
    assert [job.ask(people).status for _ in range(5)] == [503] * 5
    own.stop()
    log = own.log.read_text(encoding="utf-8")
    assert log.count("er wordt niets geschreven en niets beantwoord: ") == 1 and "opslag weigert" not in log
    own.set(min_vrije_ruimte_mb=1)
    own.start()
    assert own.beheer("GET", "/v1/status", "beheerder").json["auditregels"] == lines
    assert job.found(people) == set(people)
    own.finish()


def begin(wire, method, path, mediatype, length):
    """Sends the head of a request and waits until the server asks for its body."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediatype}\r\nContent-Length: {length}\r\n"
    wire.send(head.encode() + b"Expect: 100-continue\r\n\r\n")
    assert wire.read_head()[0] == 100


def no_longer_accepts(installation):
    try:
        socket.create_connection(("127.0.0.1", installation.ports["data"]), timeout=1).close()
    except OSError:
        return True
    return False


def test_sigterm_finishes_a_question_in_flight(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    question = f'{{"burgerservicenummers":["{own.bsns.take(1)[0]}"],"kenmerk":"1","doel":"beslag"}}'.encode()
    with Wire(own, "deurwaarder") as asker, Wire(own) as idle:
        begin(asker, "POST", "/v1/matches", "application/json", len(question))
        own.process.send_signal(signal.SIGTERM)
        until(lambda: no_longer_accepts(own), "the server takes no new connections")
        assert idle.closed()
        asker.send(question)
        status, headers = asker.read_head()
        assert status == 200 and headers["connection"].lower() == "close"
        assert own.process.wait(DEADLINE) == 0
    own.process = None
    own.start()
    own.finish()


def test_a_client_that_hangs_does_not_keep_the_server_from_ending(own):
    own.set(afsluit_seconden=1)
    own.start()
    job = Job(own)
    job.connect_parties()
    with Wire(own, "gemeente") as upload:
        begin(upload, "PUT", f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen/{day(-1)}", "text/csv", 9999)
        own.stop()


def test_a_server_without_a_database_refuses_to_start(own):
    shutil.rmtree(own.folder / "data")
    assert "data" in refused_start(own)
    assert not (own.folder / "data" / "CURRENT").exists()


def test_a_server_with_an_emptied_database_refuses_to_start(own):
    for path in (own.folder / "data").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    refused_start(own)


def test_a_server_without_its_keys_refuses_to_start_and_makes_none(own):
    shutil.rmtree(own.folder / "sleutels")
    refused_start(own)
    assert not (own.folder / "sleutels").exists()


@pytest.fixture
def other(tmp_path):
    (tmp_path / "ander").mkdir()
    return Installation(tmp_path / "ander")


def test_a_server_with_the_database_of_another_one_refuses_to_start(own, other):
    shutil.rmtree(own.folder / "data")
    shutil.copytree(other.folder / "data", own.folder / "data")
    refused_start(own)


def test_a_server_with_other_keys_refuses_to_start(own, other):
    shutil.rmtree(own.folder / "sleutels")
    shutil.copytree(other.folder / "sleutels", own.folder / "sleutels")
    refused_start(own)


def test_a_second_server_on_the_same_database_refuses_to_start(own):
    own.start()
    own.set(poortbestand="andere.json")
    done = subprocess.run([BIN / "vishd", "--config", own.config], capture_output=True, timeout=DEADLINE, check=False)
    assert done.returncode > 0
    assert answers(own, "/health/ready") == 200


def test_a_server_with_a_mistake_in_its_configuration_names_it_and_refuses_to_start(own):
    own.set(max_rijen=0)
    assert "max_rijen" in refused_start(own)


def test_a_server_without_a_configuration_refuses_to_start(tmp_path):
    assert run("vishd", "--config", tmp_path / "geen.toml", check=False).returncode > 0
    assert run("vishd", check=False).returncode > 0


def test_the_log_tells_of_start_and_delivery_without_personal_data(vish, job, bsns):
    people = bsns(1)
    report = job.expect(job.deliver(job.aansluiting(), people), 201).json
    text = vish.log.read_text(encoding="utf-8")
    assert report["aanleveringId"] in text and people[0] not in text
