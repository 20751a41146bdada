"""The metrics, and their table in the handbook."""

import json
import pathlib
import re
import time

import pytest

from harness import pki
from harness.installation import SERVER
from harness.job import day
from harness.kluis import make_recipient
from harness.prometheus import measured, promtool


def prepare(vish):
    make_recipient(vish)
    vish.set(kopie="kopie")


HANDBOOK = pathlib.Path(__file__).parents[2] / "docs/beheer.md"


@pytest.fixture(scope="module", autouse=True)
def some_of_everything(vish, job):
    """A delivery, a match, a refusal, a backup and an old key, so that every metric has a value."""
    vish.vishctl("backup", "create", "--reden", "proef")
    code, people = job.aansluiting(), vish.bsns.take(2)
    job.expect(job.deliver(code, people, day(-1)), 201)
    job.expect(job.ask(people), 200)
    job.expect(job.ask(["999990018"]), 400)
    vish.vishctl("sleutel", "rotate", "zegel", "--reden", "proef")


def value(vish, name):
    found = re.search(rf"^{re.escape(name)} (\S+)$", vish.observe("/metrics")[1], re.MULTILINE)
    return float(found[1])


def test_prometheus_finds_nothing_wrong_with_the_metrics(vish):
    assert promtool("check", "metrics", text=vish.observe("/metrics")[1]) == ""


def test_the_handbook_has_every_metric_in_order_and_no_other(vish):
    named = re.findall(r"^\| `([a-z_]+)(?:\{[a-z,]+\})?` \|", HANDBOOK.read_text(encoding="utf-8"), re.MULTILINE)
    named = [name for name in named if re.match("vish_|process_", name)]
    assert named == sorted(named)
    assert set(named) == measured(vish)


def test_the_certificates_that_are_measured_are_those_in_force(vish):
    server = 'vish_certificate_not_after_timestamp_seconds{use="server",subject="server"}'
    first = pki.not_after(vish.pki / "server.pem")
    assert value(vish, server) == first
    name = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    pki.make_certificate(vish.pki, "server", SERVER, usage="serverAuth", options=name)
    assert value(vish, server) == first
    vish.vishctl("config", "reload", "--reden", "nieuw certificaat")
    assert value(vish, server) == pki.not_after(vish.pki / "server.pem") < first
    authority = re.search(r'_not_after_timestamp_seconds{use="ca",.*} (\S+)$', vish.observe("/metrics")[1], re.MULTILINE)
    assert float(authority[1]) == pki.not_after(vish.pki / "ca.pem")


def test_refused_questions_are_counted_by_reason_and_one_that_never_occurred_is_0(vish, job):
    reason = 'vish_questions_refused_total{reason="%s"}'
    before = value(vish, reason % "ongeldigeInvoer")
    job.expect(job.ask(["999990018"]), 400)
    assert value(vish, reason % "ongeldigeInvoer") == before + 1
    assert value(vish, reason % "dagquotumBereikt") == 0


def test_the_disk_and_the_process_are_measured(vish):
    for disk in ('{disk="database"}', '{disk="verantwoording"}'):
        assert 0 < value(vish, "vish_disk_free_bytes" + disk) <= value(vish, "vish_disk_size_bytes" + disk)
        assert value(vish, "vish_disk_watermark_bytes" + disk) == 512 << 20
    assert [disk["schijf"] for disk in json.loads(vish.vishctl("--json", "status").stdout)["schijven"]] == [
        "database",
        "verantwoording",
    ]
    assert value(vish, "process_resident_memory_bytes") > 1 << 20
    assert 0 < value(vish, "process_cpu_seconds_total")
    assert 0 <= time.time() - value(vish, "process_start_time_seconds") < 600


def test_it_is_known_since_when_a_key_is_old(vish):
    old = 'vish_sleutel_old_since_timestamp_seconds{soort="zegel",nummer="1"}'
    assert 0 <= time.time() - value(vish, old) < 600
    assert vish.observe("/metrics")[1].count("vish_sleutel_old_since_timestamp_seconds{") == 1
