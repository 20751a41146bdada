"""Who is suspended, or loses the right to deliver or to ask, does nothing more: also not what was under way."""

import json
import threading
import time

import pytest

from harness.browser import Door
from harness.bsn import KNOWN_FREE
from harness.installation import DEURWAARDER, LEVERANCIER
from harness.job import Job, dagbestand, day
from harness.programs import until
from harness.wire import Wire, upload

SETTINGS = {"max_aanleveringen_tegelijk": 8, "verzoek_seconden": 60, "min_bytes_per_seconde": 0}
SOON = 3
CONTINUE = "Expect: 100-continue"


def begin(wire, code, file, peildatum=None):
    """A delivery of which the server has the first half."""
    wire.send(upload(code, peildatum or day(-1), len(file), CONTINUE))
    assert wire.read_head()[0] == 100
    wire.send(file[: len(file) // 2])


def suspend(vish, code):
    return vish.beheer("POST", f"/v1/aansluitingen/{code}/fasewisselingen", "beheerder", {"fase": "geschorst", "reden": "proef"})


def change(vish, code, **members):
    return vish.beheer("POST", f"/v1/aansluitingen/{code}/wijzigingen", "beheerder", {"reden": "proef", **members})


def registered(vish, code):
    shown = vish.beheer("GET", f"/v1/aansluitingen/{code}", "beheerder").json
    return shown["fase"], shown["aantalRegistraties"]


def expect_cut(wire, begun):
    status, headers = wire.read_head()
    assert (status, headers["connection"].lower()) == (403, "close")
    assert json.loads(wire.read_body(headers))["code"] == "geenToegang"
    assert time.monotonic() - begun < SOON


def broken_off(vish, reason):
    line = f'vish_aanleveringen_broken_off_total{{reason="{reason}"}} '
    text = vish.observe("/metrics")[1]
    return float(text.partition(line)[2].partition("\n")[0])


def test_suspending_cuts_the_delivery_that_runs_and_nothing_of_it_stays(vish, job, bsns):
    code, people = job.aansluiting("productie"), bsns(3)
    job.expect(job.deliver(code, people), 201, 202)
    before, file = registered(vish, code)[1], dagbestand(people[:2])
    with Wire(vish, "gemeente") as wire:
        begin(wire, code, file)
        begun = time.monotonic()
        assert suspend(vish, code).status == 200
        expect_cut(wire, begun)
    assert registered(vish, code) == ("geschorst", before)
    assert broken_off(vish, "rechten") >= 1
    assert f'"aanlevering afgebroken"' in vish.log.read_text() and code in vish.log.read_text()


def test_suspending_succeeds_at_once_while_six_uploads_take_turns(vish, job, bsns):
    code, file = job.aansluiting("productie"), dagbestand(bsns(2))
    stop = threading.Event()
    statuses = []

    def take_turns():
        while not stop.is_set():
            try:
                with Wire(vish, "gemeente") as wire:
                    wire.send(upload(code, day(-1), len(file)) + file[:10])
                    stop.wait(0.05)
                    wire.send(file[10:])
                    statuses.append(wire.read_head()[0])
            except OSError:
                statuses.append(0)

    senders = [threading.Thread(target=take_turns) for _ in range(6)]
    for sender in senders:
        sender.start()
    try:
        until(lambda: 409 in statuses or len(statuses) > 12, "uploads are in each other's way")
        assert suspend(vish, code).status == 200
        refused = len(statuses)
        until(lambda: statuses[refused + 6 :], "six more were answered")
        assert set(statuses[refused + 6 :]) <= {0, 403}
    finally:
        stop.set()
        for sender in senders:
            sender.join()
    assert registered(vish, code)[0] == "geschorst"


def expect_cut_for_decision(wire, begun):
    status, headers = wire.read_head()
    assert (status, headers["connection"].lower()) == (503, "close") and int(headers["retry-after"]) > 0
    answer = json.loads(wire.read_body(headers))
    assert answer["code"] == "nietBeschikbaar" and "beheerder besluit" in answer["detail"]
    assert time.monotonic() - begun < SOON


def test_a_decision_leaves_a_refused_file_its_report(vish, job, bsns):
    """The rest of the file never comes: only the decision ends the waiting for it."""
    code, people = job.aansluiting(), bsns(3)
    first = job.expect(job.deliver(code, people[:2], day(-3)), 201).json["aanleveringId"]
    job.expect(job.deliver(code, people, day(-2)), 201)
    refused = b"dit is geen dagbestand\n" * 20_000
    with Wire(vish, "gemeente") as wire:
        begin(wire, code, 2 * refused)
        time.sleep(1)
        begun = time.monotonic()
        job.operator(f"aanleveringen/{first}/terugdraaiingen", {"reden": "proef"}, 201)
        status, headers = wire.read_head()
        answer = json.loads(wire.read_body(headers))
        assert (status, answer["code"]) == (400, "aanleveringGeweigerd")
        assert answer["aanlevering"]["status"] == "geweigerd"
        assert time.monotonic() - begun < SOON


def test_a_decision_of_an_operator_cuts_the_delivery_that_runs_and_is_done(vish, job, bsns):
    code, people = job.aansluiting(), bsns(3)
    first = job.expect(job.deliver(code, people[:2], day(-3)), 201).json["aanleveringId"]
    job.expect(job.deliver(code, people, day(-2)), 201)
    before, file = broken_off(vish, "besluit"), dagbestand(people)
    with Wire(vish, "gemeente") as wire:
        begin(wire, code, file)
        begun = time.monotonic()
        job.operator(f"aanleveringen/{first}/terugdraaiingen", {"reden": "proef"}, 201)
        expect_cut_for_decision(wire, begun)
    assert registered(vish, code)[1] == 2
    with Wire(vish, "gemeente") as wire:
        begin(wire, code, file)
        begun = time.monotonic()
        job.move("aansluitingen", code, "productie")
        expect_cut_for_decision(wire, begun)
    assert broken_off(vish, "besluit") == before + 2
    job.expect(job.deliver(code, people), 201)


def test_a_decision_that_cannot_be_made_cuts_nothing(vish, job, bsns):
    code, people = job.aansluiting(), bsns(3)
    file, in_force = dagbestand(people), job.expect(job.deliver(code, people, day(-2)), 201).json["aanleveringId"]
    with Wire(vish, "gemeente") as wire:
        begin(wire, code, file)
        for act in ("terugdraaiingen", "vrijgaven", "afwijzingen"):
            job.operator(f"aanleveringen/{in_force}/{act}", {"reden": "proef"}, 409)
        job.move("aansluitingen", code, "test", 409)
        wire.send(file[len(file) // 2 :])
        assert wire.read_head()[0] == 201


def test_a_supplier_that_loses_its_right_is_cut_off_and_changes_nothing(vish, job, bsns):
    code, file = job.aansluiting(), dagbestand(bsns(2))
    with Wire(vish, "leverancier") as wire:
        begin(wire, code, file)
        begun = time.monotonic()
        assert change(vish, code, aanleveraars={"eraf": [LEVERANCIER]}).status == 200
        expect_cut(wire, begun)
    assert registered(vish, code)[1] == 0
    assert vish.data("GET", f"/v1/aansluitingen/{code}/aanleveringen", "gemeente").json["aanleveringen"] == []


def test_other_settings_change_during_a_delivery_and_it_goes_on(vish, job, bsns):
    code, file = job.aansluiting(), dagbestand(bsns(2))
    with Wire(vish, "gemeente") as wire:
        begin(wire, code, file)
        assert change(vish, code, contact={"telefoon": "14 020"}).status == 200
        wire.send(file[len(file) // 2 :])
        assert wire.read_head()[0] == 201


def test_who_is_suspended_while_its_question_comes_in_gets_no_answer(vish, job, bsns):
    people = bsns(1)
    job.expect(job.deliver(job.aansluiting(), people), 201)
    job.expect(job.ask(people), 200)
    job.move("bevragers", DEURWAARDER, "productie")
    question = json.dumps({"burgerservicenummers": [KNOWN_FREE], "kenmerk": "traag", "doel": "beslag"}).encode()
    head = f"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(question)}\r\n{CONTINUE}\r\n\r\n"
    with Wire(vish, "deurwaarder") as wire:
        wire.send(head.encode())
        assert wire.read_head()[0] == 100
        wire.send(question[:9])
        job.move("bevragers", DEURWAARDER, "geschorst")
        wire.send(question[9:])
        status, headers = wire.read_head()
        assert status == 403 and b"resultaten" not in wire.read_body(headers)
    newest = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]
    assert (newest["handeling"], newest["uitkomst"], newest["reden"]) == ("bevraging", "geweigerd", "geenToegang")
    job.move("bevragers", DEURWAARDER, "productie")


def look_at_difference(vish, held):
    return vish.beheer("GET", f"/v1/aanleveringen/{held}/verschil", "beheerder").status == 200


def look_at_page(vish, held):
    """Which shows how many would be left after a release."""
    with Door(vish, "auditor") as door:
        return any(held in card and "Van kracht" in card for card in door.fetch("/")[2].split("<article"))


@pytest.fixture
def held(job, bsns):
    """An aansluiting, who is registered there, and a held delivery that would end them."""
    code, people = job.aansluiting(), bsns(3)
    job.expect(job.deliver(code, people, day(-2)), 201)
    return code, people, job.expect(job.deliver(code, [], day(-1)), 202).json["aanleveringId"]


LOOKS = [look_at_difference, look_at_page]


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_at_what_is_held_and_a_delivery_do_not_keep_each_other_out(vish, held, look):
    code, people, identity = held
    file = dagbestand(people)
    with Wire(vish, "gemeente") as wire:
        begin(wire, code, file)
        assert look(vish, identity)
        wire.send(file[len(file) // 2 :])
        assert wire.read_head()[0] == 201


@pytest.mark.parametrize("look", LOOKS)
def test_deliveries_that_begin_while_somebody_looks_at_what_is_held_are_taken(vish, job, held, look):
    code, people, identity = held
    delivered, seen = threading.Event(), []

    def look_on():
        while not delivered.is_set():
            seen.append(look(vish, identity))

    lookers = [threading.Thread(target=look_on) for _ in range(2)]
    for looker in lookers:
        looker.start()
    try:
        until(lambda: seen, "somebody looks")
        statuses = [job.deliver(code, [], day(-1)).status for _ in range(10)]
        looked = len(seen)
        until(lambda: len(seen) > looked, "and looks on")
    finally:
        delivered.set()
        for looker in lookers:
            looker.join()
    assert statuses == [202] * 10 and all(seen)


def test_below_the_watermark_of_the_disk_suspending_works_and_stays(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code = job.aansluiting("productie")
    job.expect(job.ask(own.bsns.take(1)), 200)
    job.move("bevragers", DEURWAARDER, "productie")
    own.stop()
    own.set(min_vrije_ruimte_mb=1_048_576)
    own.start(ready=503)
    assert change(own, code, contact={"telefoon": "14 020"}).status == 503
    assert suspend(own, code).status == 200
    job.move("bevragers", DEURWAARDER, "geschorst")
    assert job.ask(own.bsns.take(1)).status == 503
    own.kill()
    own.set(min_vrije_ruimte_mb=1)
    own.start()
    assert registered(own, code)[0] == "geschorst"
    assert job.ask(own.bsns.take(1)).status == 403
    lines = own.beheer("GET", "/v1/auditregels?laatste=true&limiet=20", "beheerder2").json["auditregels"]
    assert {line["onderwerp"] for line in lines if line["uitkomst"] == "geschorst"} == {code, DEURWAARDER}
    own.finish()
