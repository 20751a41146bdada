"""Questions: answers, what follows from a match, and refusals of the question."""

import datetime
import uuid

import pytest

from harness.bsn import FAILING, KNOWN_FREE
from harness.installation import DEURWAARDER, GEMEENTE
from harness.job import day, row


def findings(answer):
    assert answer.status == 400 and answer.json["code"] == "ongeldigeInvoer"
    return {(param["name"], param["code"]) for param in answer.json["invalidParams"]}


def raw(vish, body):
    return vish.data("POST", "/v1/matches", "deurwaarder", body, {"Content-Type": "application/json"})


def test_each_bsn_is_answered_in_the_order_of_the_question(job, bsns):
    code, (first, second) = job.aansluiting(), bsns(2)
    job.expect(job.deliver(code, [row(first, kenmerk="SHV-1"), second]), 201)
    asked = [second, KNOWN_FREE, first]
    results = job.expect(job.ask(asked), 200).json["resultaten"]
    assert [result["burgerservicenummer"] for result in results] == asked
    assert [result["match"] for result in results] == [True, False, True]
    assert results[2]["registraties"] == [
        {
            "aansluitcode": code,
            "organisatie": "Proef gemeente",
            "contact": {"telefoon": "14 030", "email": "schuldhulp@voorbeeld.nl"},
            "kenmerk": "SHV-1",
            "peildatum": day(-1),
        }
    ]


def test_fase_and_startdatum_are_shown_where_the_operator_switched_them_on(job, bsns):
    code, people = job.aansluiting(toonFase=True), bsns(1)
    job.expect(job.deliver(code, people), 201)
    found = job.ask(people).json["resultaten"][0]["registraties"][0]
    assert (found["fase"], found["startdatum"]) == ("schuldregeling", "2026-01-05")


def test_a_person_known_at_two_aansluitingen_has_two_registrations(job, bsns):
    codes, people = [job.aansluiting(), job.aansluiting()], bsns(1)
    for code in codes:
        job.expect(job.deliver(code, people), 201)
    found = job.ask(people).json["resultaten"][0]["registraties"]
    assert [registratie["aansluitcode"] for registratie in found] == codes


def test_a_covenant_partner_suspends_and_any_other_creditor_is_advised_to(job, vish, bsns):
    people = bsns(1)
    job.expect(job.deliver(job.aansluiting(), people), 201)
    partner = {"naam": "Energie", "kvkNummers": ["11111111"], "oins": ["00000099000000090000", "00000003333333330000"], "ingangsdatum": day(-9)}
    partner_id = job.operator("convenantpartners", partner, 201).json["convenantpartnerId"]
    for dates in ({"ingangsdatum": day(+2)}, {"ingangsdatum": day(-9), "einddatum": day(-2)}):
        job.operator("convenantpartners", {"naam": "Niet nu", "kvkNummers": ["22222222"], **dates}, 201)

    def handelwijze(**members):
        return job.expect(job.ask(people, **members), 200).json["resultaten"][0]["handelwijze"]

    assert handelwijze(opdrachtgever="11111111") == "opschorten"
    assert handelwijze(opdrachtgever="00000099000000090000") == "opschorten"
    assert handelwijze(opdrachtgever="22222222") == "adviseerOpschorten"
    # The OIN that is built on a KvK number is the same creditor, and no other OIN that looks like it.
    for same in ("00000003111111110000", "33333333", "00000003333333330000"):
        assert handelwijze(opdrachtgever=same) == "opschorten"
    for other in ("00000003111111110001", "00000003222222220000", "00000001111111110000"):
        assert handelwijze(opdrachtgever=other) == "adviseerOpschorten"
    assert handelwijze() == "adviseerOpschorten"
    ended = vish.beheer("POST", f"/v1/convenantpartners/{partner_id}/beeindigingen", "beheerder", {"reden": "proef"})
    assert (ended.status, ended.json["einddatum"]) == (200, day())
    assert handelwijze(opdrachtgever="11111111") == "opschorten"


def test_the_covenant_holds_from_its_first_day_to_the_end_of_its_last(job, bsns):
    people = bsns(1)
    job.expect(job.deliver(job.aansluiting(), people), 201)
    spans = {
        "30000001": (day(), day()),
        "30000002": (day(-9), day()),
        "30000003": (day(), None),
        "30000004": (day(-9), day(-1)),
        "30000005": (day(+1), None),
    }
    for number, (first, last) in spans.items():
        dates = {"ingangsdatum": first, **({"einddatum": last} if last else {})}
        others = {"kvkNummers": [f"3999999{number[-1]}", number], "oins": [f"0000009900000009100{number[-1]}"]}
        job.operator("convenantpartners", {"naam": f"Partner {number}", **others, **dates}, 201)
    answers = {number: job.ask(people, opdrachtgever=number).json["resultaten"][0]["handelwijze"] for number in spans}
    assert [number for number, answer in answers.items() if answer == "opschorten"] == list(spans)[:3]


def test_a_registration_holds_to_the_end_of_its_einddatum(job, bsns):
    today, over = bsns(2)
    rows = [row(today, einddatum=day()), row(over, einddatum=day(-1))]
    job.expect(job.deliver(job.aansluiting(), rows, day(-1)), 201)
    assert job.found([today, over]) == {today}


def test_test_sees_test_and_productie_sees_productie(job, bsns):
    in_test, in_productie = bsns(2)
    job.expect(job.deliver(job.aansluiting("test"), [in_test]), 201)
    code = job.aansluiting("productie")
    job.expect(job.deliver(code, [in_productie]), 201)
    both = [in_test, in_productie]
    assert job.found(both, party="deurwaarder") == {in_test}
    assert job.found(both, party="deurwaarder2") == {in_productie}


def test_registrations_of_a_suspended_aansluiting_stay_in_force(job, bsns):
    code, people = job.aansluiting("productie"), bsns(2)
    job.expect(job.deliver(code, people), 201)
    job.move("aansluitingen", code, "geschorst")
    assert job.found(people, party="deurwaarder2") == set(people)
    job.expect(job.deliver(code, people), 403)


def test_an_ended_aansluiting_matches_nobody(job, bsns):
    code, people = job.aansluiting("productie"), bsns(2)
    job.expect(job.deliver(code, people), 201)
    job.move("aansluitingen", code, "beeindigd", 202)
    assert job.found(people, party="deurwaarder2") == set(people)
    job.move("aansluitingen", code, "beeindigd", 200, party="beheerder2")
    assert job.found(people, party="deurwaarder2") == set()


def test_every_answer_has_an_audit_line_for_each_person_and_none_names_a_bsn(job, vish, bsns):
    people = bsns(2)
    job.expect(job.deliver(job.aansluiting(), people[:1]), 201)
    match_id = job.expect(job.ask(people), 200).json["matchId"]
    lines = vish.beheer("GET", f"/v1/auditregels?matchId={match_id}", "auditor").json["auditregels"]
    assert [line["uitkomst"] for line in lines] == ["match", "geenMatch"]
    assert len({line["persoonPseudoniem"] for line in lines}) == 2
    for line in lines:
        assert (line["actor"], line["doel"], line["kenmerk"]) == (DEURWAARDER, "dagvaarding", "2026-004711")
        assert line["handeling"] == "bevraging"


def test_a_match_id_is_a_uuid_of_its_moment_and_finds_the_lines_of_its_own_answer_only(job, vish, bsns):
    people = bsns(3)
    answers = [job.expect(job.ask([person], kenmerk=f"zaak-{n}"), 200).json for n, person in enumerate(people)]
    for n, answer in enumerate(answers):
        made = uuid.UUID(answer["matchId"])
        assert (made.version, made.variant) == (7, uuid.RFC_4122)
        moment = datetime.datetime.fromisoformat(answer["tijdstip"].replace("Z", "+00:00")).timestamp()
        assert abs((made.int >> 80) / 1000 - moment) < 2
        lines = vish.beheer("GET", f"/v1/auditregels?matchId={answer['matchId']}", "auditor").json["auditregels"]
        assert [line["kenmerk"] for line in lines] == [f"zaak-{n}"]
    assert len({answer["matchId"] for answer in answers}) == 3
    none = vish.beheer("GET", "/v1/auditregels?matchId=00000000-0000-7000-8000-000000000000", "auditor")
    assert none.json["auditregels"] == []
    assert vish.beheer("GET", "/v1/auditregels?matchId=geen", "auditor").status == 400


def test_a_refused_question_is_audited_too(job, vish):
    job.expect(job.ask([FAILING]), 400)
    newest = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]
    assert (newest["actor"], newest["handeling"], newest["uitkomst"]) == (DEURWAARDER, "bevraging", "geweigerd")


def test_a_bsn_that_fails_the_elfproef_is_an_error_and_never_no_match(job):
    assert findings(job.ask([KNOWN_FREE, FAILING])) == {("burgerservicenummers[1]", "elfproef")}


def test_a_question_holds_one_to_twenty_bsns(job, bsns):
    people = bsns(21)
    job.expect(job.ask(people[:20]), 200)
    assert findings(job.ask(people)) == {("burgerservicenummers", "maxItems")}
    assert findings(job.ask([])) == {("burgerservicenummers", "minItems")}


def test_all_mistakes_are_reported_at_once(job):
    answer = job.ask(["12345678", FAILING], kenmerk="", doel="nieuwsgierig", opdrachtgever="1", extra=True)
    assert findings(answer) == {
        ("burgerservicenummers[0]", "pattern"),
        ("burgerservicenummers[1]", "elfproef"),
        ("kenmerk", "minLength"),
        ("doel", "value"),
        ("opdrachtgever", "pattern"),
        ("extra", "unknownParam"),
    }


@pytest.mark.parametrize("member", ["burgerservicenummers", "kenmerk", "doel"])
def test_what_is_required_may_not_be_left_out(job, vish, member):
    question = {"burgerservicenummers": [KNOWN_FREE], "kenmerk": "1", "doel": "beslag"}
    del question[member]
    assert findings(vish.data("POST", "/v1/matches", "deurwaarder", question)) == {(member, "required")}


def test_the_kenmerk_must_not_hold_an_asked_bsn(job):
    assert {name for name, _ in findings(job.ask([KNOWN_FREE], kenmerk=f"zaak {KNOWN_FREE}"))} == {"kenmerk"}


def test_a_doubled_property_is_an_error(vish, job):
    body = f'{{"burgerservicenummers":["{KNOWN_FREE}"],"kenmerk":"1","kenmerk":"2","doel":"beslag"}}'.encode()
    assert {name for name, _ in findings(raw(vish, body))} == {"kenmerk"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"nul", b'{"a":1}{}', b'"\xff"', 40 * b"[" + 40 * b"]"])
def test_what_is_no_json_object_is_invalid_input(vish, job, body):
    assert findings(raw(vish, body))


def test_a_question_may_not_have_a_query(vish, job):
    question = {"burgerservicenummers": [KNOWN_FREE], "kenmerk": "1", "doel": "beslag"}
    answer = vish.data("POST", f"/v1/matches?{KNOWN_FREE}=1", "deurwaarder", question)
    assert {code for _, code in findings(answer)} == {"unknownParam"} and KNOWN_FREE.encode() not in answer.body


def test_no_answer_repeats_a_bsn_that_was_refused(job):
    questions = ({}, {"kenmerk": KNOWN_FREE}, {KNOWN_FREE: 1})
    for answer in (job.ask([FAILING, KNOWN_FREE], **members) for members in questions):
        assert answer.status == 400
        assert FAILING.encode() not in answer.body and KNOWN_FREE.encode() not in answer.body


def test_municipalities_may_not_ask(job):
    assert job.ask([KNOWN_FREE], party="gemeente").status == 403
    assert GEMEENTE not in job.ask([KNOWN_FREE], party="gemeente").json["detail"]
