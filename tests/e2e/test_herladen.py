"""Settings, certificates and limits change while the server goes on."""

import signal
import ssl

import pytest

from harness import pki
from harness.authority import Authority, load_authority, pem_of
from harness.curl import CurlFailed
from harness.installation import SERVER
from harness.job import Job
from harness.programs import until

RELOADED = "De nieuwe instellingen gelden."


@pytest.fixture
def running(own):
    own.start()
    yield own
    own.finish()


def reload(vish, check=True):
    return vish.vishctl("config", "reload", "--reden", "proef", check=check)


def shown_certificate(vish):
    with vish.connect() as connection:
        return ssl.DER_cert_to_PEM_cert(connection.getpeercert(binary_form=True)).strip()


def make_server_certificate(vish, name):
    pki.make_certificate(vish.pki, name, SERVER, usage="serverAuth", options=("-addext", "subjectAltName=IP:127.0.0.1"))
    return (vish.pki / f"{name}.pem").read_text().strip()


def reload_lines(vish):
    lines = vish.beheer("GET", "/v1/auditregels?limiet=1000", "beheerder").json["auditregels"]
    return [(each["actor"], each["uitkomst"]) for each in lines if each["handeling"] == "configuratie.reload"]


def test_new_connections_get_the_new_certificate_and_open_ones_go_on(running):
    fresh = make_server_certificate(running, "nieuw")
    kept = running.connect()
    running.set(certificaat="pki/nieuw.pem", sleutel="pki/nieuw.key")
    assert RELOADED in reload(running).stdout
    assert shown_certificate(running) == fresh
    kept.sendall(b"GET /v1/openapi.json HTTP/1.1\r\nHost: proef\r\n\r\n")
    assert kept.recv(4096).startswith(b"HTTP/1.1 200")
    assert reload_lines(running) == [("beheerder", "uitgevoerd")]


def test_a_limit_counts_from_the_reload_on(running):
    Job(running).connect_parties()
    question = {"burgerservicenummers": ["999990019"] * 1, "kenmerk": "k" * 64, "doel": "dagvaarding"}
    large = {**question, "burgerservicenummers": ["999990019"] * 20, "kenmerk": "k" * 1100}
    assert running.data("POST", "/v1/matches", "deurwaarder", large).status == 400
    running.set(max_bevraging_kb=1)
    reload(running)
    assert running.data("POST", "/v1/matches", "deurwaarder", large).status == 413
    assert running.data("POST", "/v1/matches", "deurwaarder", question).status == 200


def test_an_operator_of_the_file_is_in_and_out_with_a_reload(running):
    text = running.config.read_text(encoding="utf-8")
    running.add_operator("invaller", "auditor")
    assert running.beheer("GET", "/v1/status", "invaller").status == 403
    reload(running)
    assert running.beheer("GET", "/v1/status", "invaller").status == 200
    running.config.write_text(text, encoding="utf-8")
    reload(running)
    assert running.beheer("GET", "/v1/status", "invaller").status == 403


def test_what_a_reload_changed_is_shown_and_stays_in_the_audit_log(running):
    running.set(max_rijen=12345)
    running.add_operator("m.bakker", "beheer")
    shown = reload(running).stdout
    assert RELOADED in shown and "12345" not in shown
    changed = ["limieten.max_rijen", "operator m.bakker erbij met rol beheer"]
    assert [line.strip() for line in shown.splitlines()[1:]] == changed
    running.process.send_signal(signal.SIGHUP)
    until(lambda: len(reload_lines(running)) == 2, "the second reload is recorded")
    assert ", ".join(changed) in running.vishctl("audit", "list", "--handeling", "configuratie.reload").stdout
    assert "Gewijzigd in vishd.toml: niets." in reload(running).stdout


def test_another_ca_lets_its_certificates_in_once_it_has_a_revocation_list(running):
    other = Authority("ca2")
    other.issue(running.pki, "vreemd", ["00000099000000090000"])
    both = running.pki / "beide.pem"
    both.write_bytes((running.pki / "ca.pem").read_bytes() + pem_of([other]))
    running.set(vertrouwd=str(both))
    refused = reload(running, check=False)
    assert refused.returncode == 1 and "er is geen intrekkingslijst" in refused.stderr and "ca2" in refused.stderr
    with pytest.raises(CurlFailed, match="unknown ca"):
        running.data("GET", "/v1/aansluitingen/GM0344", "vreemd")
    (running.pki / "intrekkingslijsten" / "ca2.crl").write_bytes(other.crl())
    reload(running)
    assert running.data("GET", "/v1/aansluitingen/GM0344", "vreemd").status == 403


def test_an_older_list_beside_the_one_in_force_does_not_stand_in_the_way(running):
    lists = running.pki / "intrekkingslijsten"
    authority = load_authority(running.pki, "ca")
    older = next(lists.iterdir()).read_bytes()
    for file in lists.iterdir():
        file.unlink()
    (lists / "a.crl").write_bytes(authority.crl(number=9))
    (lists / "b.crl").write_bytes(older)
    assert RELOADED in reload(running).stdout
    # Not even alone: the later one stays in force.
    (lists / "a.crl").unlink()
    assert RELOADED in reload(running).stdout
    until(lambda: "niet nieuwer dan de geldende" in running.tail(), "the log tells of the older list")


def test_a_bad_configuration_is_refused_whole_with_every_mistake(running):
    make_server_certificate(running, "ander")
    running.set(certificaat="pki/ander.pem", max_rijen=5, cache_mb=64)
    with running.config.open("a", encoding="utf-8") as out:
        out.write("\n[onzin]\nx = 1\n")
    refused = reload(running, check=False)
    assert refused.returncode == 1 and "onzin is geen bekende instelling" in refused.stderr
    running.config.write_text(running.config.read_text().replace("\n[onzin]\nx = 1\n", ""), encoding="utf-8")
    refused = reload(running, check=False)
    lines = refused.stderr.splitlines()
    assert len(lines) == 2 and all(line.startswith("Geweigerd: vishd.toml: ") for line in lines)
    assert "zijn samen niet te gebruiken" in lines[0] and "opslag.cache_mb is gewijzigd" in lines[1]
    assert shown_certificate(running) != (running.pki / "ander.pem").read_text().strip()
    assert reload_lines(running) == [("beheerder", "geweigerd")] * 2


def test_who_shortens_the_term_of_the_audit_log_is_recorded_and_all_can_see_it_coming(running):
    running.set(bewaartermijn_jaren=1)
    reload(running)
    lines = running.beheer("GET", "/v1/auditregels?laatste=true&limiet=2", "beheerder").json["auditregels"]
    change, told = lines
    assert (told["handeling"], told["actor"]) == ("configuratie.reload", "beheerder")
    assert told["onderwerp"] == "verantwoording.bewaartermijn_jaren van 5 naar 1"
    assert (change["handeling"], change["actor"]) == ("bewaartermijn.change", "beheerder")
    assert (change["uitkomst"], change["onderwerp"]) == ("aangekondigd", "5 jaar wordt 1 jaar")
    termijn = running.beheer("GET", "/v1/status", "beheerder").json["bewaartermijn"]
    assert termijn["jaren"] == 5 and termijn["korter"]["jaren"] == 1
    assert change["reden"] == f"geldt vanaf {termijn['korter']['vanafOp']}"
    assert "Auditregels worden korter bewaard, 1 jaar in plaats van 5" in running.vishctl("status").stdout
    running.set(bewaartermijn_jaren=5)
    reload(running)
    assert running.beheer("GET", "/v1/status", "beheerder").json["bewaartermijn"] == {"jaren": 5}


def test_sighup_reloads_and_opens_the_log_anew(running):
    running.set(niveau="debug")
    running.process.send_signal(signal.SIGHUP)
    until(lambda: "instellingen herlezen" in running.tail(), "the settings are read again")
    running.observe("/health/live")
    until(lambda: '"gebeurtenis":"verzoek"' in running.tail(), "requests are logged")
    assert reload_lines(running) == [("vishd", "uitgevoerd")]
    running.config.write_text("dit is = geen [toml", encoding="utf-8")
    running.process.send_signal(signal.SIGHUP)
    until(lambda: "instellingen geweigerd" in running.tail(), "the mistake is logged")
    assert reload_lines(running) == [("vishd", "uitgevoerd"), ("vishd", "geweigerd")]


def test_only_the_role_beheer_reloads(running):
    running.add_operator("auditor", "auditor")
    reload(running)
    assert running.beheer("POST", "/v1/herladingen", "auditor", {"reden": "proef"}).status == 403


def test_a_log_file_that_cannot_be_opened_anew_refuses_the_reload(own):
    log = own.folder / "eigen.log"
    own.set(bestand=str(log))
    own.start()
    log.rename(own.folder / "eigen.log.1")
    log.mkdir()
    own.set(max_bevraging_kb=1)
    refused = reload(own, check=False)
    assert refused.returncode == 1 and f"log.bestand {log} is niet te openen" in refused.stderr
    log.rmdir()
    assert RELOADED in reload(own).stdout
    assert "instellingen herlezen" in log.read_text(encoding="utf-8")
    own.finish()
