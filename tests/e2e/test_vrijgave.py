"""Held deliveries: look and decide. Processed ones: put an earlier one back."""

import json

import pytest

from harness.job import counts, dagbestand, day, row
from harness.programs import until

SETTINGS = {"niveau": "debug"}
NO_ID = "0199c1f0-7a3e-7c11-8000-1234567890ab"
WHY = "afgestemd met de gemeente"
OK, REFUSED, USAGE = range(3)


@pytest.fixture
def operator(vish, job):
    """What an operator does with a delivery."""
    return Operator(vish, job)


class Operator:
    def __init__(self, vish, job):
        self._vish = vish
        self._job = job

    def act(self, delivery, act, status, reden=WHY, party="beheerder"):
        return self._job.operator(f"aanleveringen/{delivery}/{act}", {"reden": reden}, status, party=party).json

    def put_back(self, delivery, status=201, party="beheerder"):
        return self.act(delivery, "terugdraaiingen", status, party=party)

    def verschil(self, delivery, status=200, party="auditor"):
        answer = self._vish.beheer("GET", f"/v1/aanleveringen/{delivery}/verschil", party)
        return self._job.expect(answer, status).json

    def report(self, delivery):
        return self._vish.beheer("GET", f"/v1/aanleveringen/{delivery}", "auditor").json

    def status(self, delivery):
        return self.report(delivery)["status"]

    def aansluiting(self, code):
        return self._vish.beheer("GET", f"/v1/aansluitingen/{code}", "auditor").json

    def kept(self, code):
        """The deliveries that can be put back, newest first."""
        return [item["aanleveringId"] for item in self.aansluiting(code)["herstelbareAanleveringen"]]

    def last_audit_line(self):
        return self._vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]


def deliver(job, code, rows, offset=-1, status=201):
    """Delivers for a day counted from today; returns the id of the delivery."""
    return job.expect(job.deliver(code, rows, day(offset)), status).json["aanleveringId"]


def metric(vish, name):
    lines = vish.observe("/metrics")[1].splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


@pytest.mark.parametrize(
    "act, handeling, status, left",
    [("vrijgaven", "aanlevering.release", "verwerkt", 0), ("afwijzingen", "aanlevering.reject", "afgewezen", 3)],
)
def test_a_decision_stands_with_its_reason_in_the_report_and_the_audit_log(
    vish, job, bsns, operator, act, handeling, status, left
):
    code, people = job.aansluiting(), bsns(3)
    deliver(job, code, people, -2)
    waiting = metric(vish, "vish_aanleveringen_held")
    held = deliver(job, code, [], -1, 202)
    assert metric(vish, "vish_aanleveringen_held") == waiting + 1
    report = operator.act(held, act, 200, "export nagekeken")
    line = operator.last_audit_line()
    assert report["status"] == status and report == operator.report(held)
    assert report["besluit"]["door"] == "beheerder" and report["besluit"]["reden"] == "export nagekeken"
    assert (line["handeling"], line["actor"], line["onderwerp"]) == (handeling, "beheerder", held)
    assert (line["uitkomst"], line["reden"]) == (status, "export nagekeken")
    assert len(job.found(people)) == left
    assert metric(vish, "vish_aanleveringen_held") == waiting
    for again in ("vrijgaven", "afwijzingen", "terugdraaiingen"):
        operator.act(held, again, 409)


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_a_held_delivery_survives_a_restart(vish, job, bsns, operator, end):
    code, people = job.aansluiting(), bsns(3)
    deliver(job, code, people, -2)
    held = deliver(job, code, people[:1] + bsns(1), -1)
    gone = deliver(job, code, [], 0, 202)
    before, difference = operator.report(gone), operator.verschil(gone)
    getattr(vish, end)()
    vish.start()
    assert operator.report(gone) == before and operator.verschil(gone) == difference
    assert operator.status(held) == "verwerkt" and metric(vish, "vish_aanleveringen_held") >= 1
    operator.act(gone, "vrijgaven", 200)
    assert operator.aansluiting(code)["aantalRegistraties"] == 0


def test_a_newer_delivery_takes_the_place_of_a_held_one(job, bsns, operator):
    code, people = job.aansluiting(), bsns(3)
    deliver(job, code, people, -3)
    first = deliver(job, code, [], -2, 202)
    second = deliver(job, code, [], -1, 202)
    assert (operator.status(first), operator.status(second)) == ("vervangen", "vastgehouden")
    deliver(job, code, people, 0)
    assert operator.status(second) == "vervangen"
    for held in (first, second):
        operator.verschil(held, 409)
        operator.act(held, "vrijgaven", 409)


def test_the_difference_is_exactly_what_releasing_then_does(job, bsns, operator):
    code, people, new = job.aansluiting(), bsns(25), bsns(2)
    passed = row(bsns(1)[0], einddatum=day(-2))
    deliver(job, code, [*people, passed], -3)
    changed = [row(people[0], kenmerk="anders"), *people[1:8], *new]
    held = deliver(job, code, changed, -1, 202)
    difference = operator.verschil(held)
    assert difference["registraties"] == {"voor": 26, "na": 10}
    assert difference["vanKracht"] == {"voor": 25, "na": 10, "kwijt": 17}
    assert difference["overschreden"] == ["afname"]
    assert difference["drempels"] == operator.aansluiting(code)["drempels"]
    assert difference["verlooptOp"] > difference["ontvangenOp"]
    assert operator.status(held) == "vastgehouden" and job.found(people, code) == set(people)
    released = operator.act(held, "vrijgaven", 200)
    assert released["aantallen"] == difference["aantallen"]
    assert counts(released) == {"rijen": 10, "nieuw": 2, "gewijzigd": 1, "ongewijzigd": 7, "beeindigd": 18}
    assert operator.aansluiting(code)["aantalRegistraties"] == difference["registraties"]["na"]
    assert job.found([*people, *new], code) == {*people[:8], *new}


def test_the_difference_says_when_nobody_would_be_left(job, bsns, operator):
    code, people = job.aansluiting(), bsns(12)
    deliver(job, code, people[:2], -3)
    assert operator.verschil(deliver(job, code, [], -2, 202))["overschreden"] == ["nietsOver"]
    deliver(job, code, people, -1)
    assert operator.verschil(deliver(job, code, [], 0, 202))["overschreden"] == ["afname", "nietsOver"]


def test_a_held_delivery_stays_held_over_a_rollback_and_is_compared_anew(job, bsns, operator):
    code, people = job.aansluiting(), bsns(16)
    few = deliver(job, code, people[:4], -3)
    deliver(job, code, people, -2)
    held = deliver(job, code, people[:3], -1, 202)
    assert operator.verschil(held)["overschreden"] == ["afname"]
    operator.put_back(few)
    difference = operator.verschil(held)
    assert difference["overschreden"] == [] and difference["registraties"] == {"voor": 4, "na": 3}
    assert operator.act(held, "vrijgaven", 200)["aantallen"] == difference["aantallen"]


def test_a_rollback_is_a_delivery_of_its_own(vish, job, bsns, operator):
    code, people, wrong = job.aansluiting(), bsns(4), bsns(2)
    good = deliver(job, code, people, -4)
    bad = deliver(job, code, [*people[:2], *people[2:3], *wrong], -2)
    report = operator.put_back(good)
    line = operator.last_audit_line()
    assert report["aanleveringId"] not in (good, bad) and report == operator.report(report["aanleveringId"])
    assert (report["herstelVan"], report["peildatum"], report["status"]) == (good, day(-4), "verwerkt")
    assert report["besluit"]["reden"] == WHY and report["besluit"]["door"] == "beheerder"
    assert counts(report) == {"rijen": 4, "nieuw": 1, "ongewijzigd": 3, "beeindigd": 2}
    assert (line["handeling"], line["actor"], line["reden"]) == ("aanlevering.rollback", "beheerder", WHY)
    assert (line["onderwerp"], line["uitkomst"]) == (report["aanleveringId"], "verwerkt")
    assert (operator.status(good), operator.status(bad)) == ("verwerkt", "teruggedraaid")
    assert job.found([*people, *wrong]) == set(people)
    own = vish.data("GET", f"/v1/aansluitingen/{code}/aanleveringen", "gemeente").json["aanleveringen"]
    assert [item["status"] for item in own] == ["verwerkt", "teruggedraaid", "verwerkt"] and own[0] == report
    assert vish.data("GET", f"/v1/aansluitingen/{code}/aanleveringen/{day(-4)}", "gemeente").json == report


def test_after_a_rollback_the_restored_peildatum_is_the_mark_for_order(job, bsns, operator):
    code, people = job.aansluiting(), bsns(3)
    good = deliver(job, code, people, -4)
    wrong = dagbestand(people[:2])
    deliver(job, code, wrong, -2)
    restored = operator.put_back(good)
    job.expect(job.deliver(code, people, day(-5)), 409)
    assert job.expect(job.deliver(code, people, day(-4)), 200).json == restored
    deliver(job, code, people, -3)
    deliver(job, code, wrong, -2)


def test_several_deliveries_are_put_back_at_once(job, bsns, operator):
    code, people = job.aansluiting(), bsns(5)
    ids = [deliver(job, code, people[: 1 + at], at - 5) for at in range(5)]
    assert operator.kept(code) == ids[3::-1]
    shown = operator.aansluiting(code)["herstelbareAanleveringen"]
    assert shown[0] == {"aanleveringId": ids[3], "peildatum": day(-2), "aantalRegistraties": 4}
    operator.put_back(ids[1])
    assert [operator.status(id_) for id_ in ids] == ["verwerkt"] * 2 + ["teruggedraaid"] * 3
    assert job.found(people) == set(people[:2]) and operator.kept(code) == ids[1::-1]
    operator.put_back(ids[3], 409)
    operator.put_back(ids[0])
    assert job.found(people) == set(people[:1]) and operator.kept(code) == ids[:1]


def test_what_cannot_be_put_back_is_refused_and_changes_nothing(job, bsns, operator):
    code, people = job.aansluiting(herstelpunten=1), bsns(3)
    oldest, kept, in_force = (deliver(job, code, people[: at + 1], at - 4) for at in range(3))
    refused = job.expect(job.deliver(code, b"onleesbaar", day(-1)), 400).json["aanlevering"]["aanleveringId"]
    held = deliver(job, code, [], -1, 202)
    for delivery in (oldest, in_force, refused, held):
        operator.put_back(delivery, 409)
    for delivery in (NO_ID, "geen-id"):
        operator.put_back(delivery, 404)
        operator.verschil(delivery, 404)
    for delivery in (kept, in_force, refused):
        operator.verschil(delivery, 409)
    assert job.found(people) == set(people) and operator.kept(code) == [kept]
    assert operator.status(held) == "vastgehouden" and operator.status(in_force) == "verwerkt"


@pytest.mark.parametrize("party", ["privacy", "auditor"])
def test_who_may_only_read_sees_the_difference_and_puts_nothing_back(job, bsns, operator, party):
    code, people = job.aansluiting(), bsns(2)
    good = deliver(job, code, people, -3)
    deliver(job, code, people[:1] + bsns(1), -2)
    held = deliver(job, code, [], -1, 202)
    assert operator.verschil(held, party=party)["registraties"] == {"voor": 2, "na": 0}
    for act in ("vrijgaven", "afwijzingen", "terugdraaiingen"):
        operator.act(held, act, 403, party=party)
    operator.put_back(good, 403, party=party)
    assert operator.status(held) == "vastgehouden" and operator.kept(code) == [good]


def test_a_rollback_needs_a_reason_and_nothing_else(vish, job):
    body = {"reden": " ", "peildatum": day()}
    problem = job.operator(f"aanleveringen/{NO_ID}/terugdraaiingen", body, 400).json
    assert {param["name"] for param in problem["invalidParams"]} == {"reden", "peildatum"}
    assert vish.beheer("GET", f"/v1/aanleveringen/{NO_ID}/verschil?x=1", "beheerder").status == 400


def test_productie_puts_back_nothing_of_the_test_and_test_nothing_of_productie(job, bsns, operator):
    code, people = job.aansluiting(), bsns(4)
    in_test = deliver(job, code, people[:1], -4)
    deliver(job, code, people[:2], -3)
    operator.put_back(in_test)
    assert job.found(people) == set(people[:1]) and job.found(people, party="deurwaarder2") == set()
    job.move("aansluitingen", code, "productie")
    operator.put_back(in_test, 404)
    assert operator.kept(code) == []
    first = deliver(job, code, people, -4)
    deliver(job, code, people[:3], -3)
    job.move("aansluitingen", code, "geschorst")
    assert operator.put_back(first)["fase"] == "geschorst"
    assert job.found(people, party="deurwaarder2") == set(people) and job.found(people) == set()


def vishctl(vish, *arguments, **options):
    done = vish.vishctl(*arguments, check=False, **options)
    assert done.returncode == OK or done.stderr.strip()
    return done


def test_an_operator_looks_decides_and_undoes_from_the_command_line(vish, job, bsns, operator):
    code, people = job.aansluiting(), bsns(3)
    good = deliver(job, code, people, -3)
    held = deliver(job, code, [], -1, 202)
    text = vishctl(vish, "aanlevering", "diff", held).stdout
    assert "Registraties nu" in text and "nietsOver" in text and "Verloopt op" in text
    assert json.loads(vishctl(vish, "--json", "aanlevering", "diff", held).stdout) == operator.verschil(held)
    assert vishctl(vish, "aanlevering", "release", held, "--reden", "klopt").returncode == OK
    assert job.found(people) == set()
    assert good in vishctl(vish, "aansluiting", "show", code).stdout
    back = vishctl(vish, "aanlevering", "rollback", good, "--reden", "klopte toch niet")
    assert "Herstel van" in back.stdout and good in back.stdout and "klopte toch niet" in back.stdout
    assert job.found(people) == set(people) and operator.status(held) == "teruggedraaid"
    listed = vishctl(vish, "aanlevering", "list", "--status", "teruggedraaid", "--aansluitcode", code).stdout
    assert held in listed


def test_a_mistake_on_the_command_line_is_one_clear_message(vish, job, bsns):
    code = job.aansluiting()
    in_force = deliver(job, code, bsns(1))
    for arguments, says in [
        (("diff", NO_ID), "bestaat niet"),
        (("diff", in_force), "wordt niet vastgehouden"),
        (("rollback", NO_ID, "--reden", "x"), "bestaat niet"),
        (("rollback", in_force, "--reden", "x"), "al van kracht"),
    ]:
        done = vishctl(vish, "aanlevering", *arguments)
        assert done.returncode == REFUSED and says in done.stderr and not done.stdout
    assert vishctl(vish, "aanlevering", "rollback", in_force, "--reden", "x", party="auditor").returncode == REFUSED
    for arguments in [("diff",), ("rollback", in_force), ("diff", "../status"), ("rollback", "a/b", "--reden", "x")]:
        assert vishctl(vish, "aanlevering", *arguments).returncode == USAGE


def test_the_server_looks_for_expired_deliveries_from_the_start_and_ends_well_all_the_same(vish):
    def times_looked():
        return vish.log.read_text(encoding="utf-8").count("vastgehouden nagekeken")

    looked = times_looked()
    vish.stop()
    vish.start()
    until(lambda: times_looked() > looked, "the server looks for held deliveries that waited too long")
