"""A request that is to be carried out only under a condition is not carried out without a look at it."""

import pytest

from harness.job import RUIME_DREMPELS, day

WHEN = "Sat, 29 Oct 1994 19:43:31 GMT"
UNKNOWN = {"If-None-Match": '"abc"', "If-Match": "*", "If-Unmodified-Since": WHEN}
IGNORED = {"If-Modified-Since": WHEN, "If-Range": '"abc"'}
NEW_ONLY = {"If-None-Match": "*"}
NO_FILE = b"dit is geen bestand\n"


def test_with_if_none_match_a_delivery_replaces_no_other(vish, job, bsns):
    code, first, second = job.aansluiting(), bsns(1), bsns(1)
    vish.used_bsns.update(second)
    job.expect(job.deliver(code, first, headers=NEW_ONLY), 201)
    answer = job.expect(job.deliver(code, second, headers=NEW_ONLY), 412)
    assert answer.json["code"] == "voorwaardeOnvervuld" and "If-None-Match" in answer.json["detail"]
    assert job.found(first + second) == set(first)
    job.expect(job.deliver(code, second, day(0), headers=NEW_ONLY), 201, 202)


def test_with_if_none_match_a_delivery_replaces_no_held_one(job, bsns):
    code = job.aansluiting("productie")
    job.expect(job.deliver(code, bsns(3), day(-2)), 201, 202)
    job.expect(job.deliver(code, [], day(-1)), 202)
    job.expect(job.deliver(code, bsns(1), day(-1), headers=NEW_ONLY), 412)


def test_a_refused_delivery_leaves_its_peildatum_free(job, bsns):
    code = job.aansluiting()
    job.expect(job.deliver(code, NO_FILE), 400)
    job.expect(job.deliver(code, bsns(1), headers=NEW_ONLY), 201)


def rejected(job, code, people, peildatum=None):
    report = job.expect(job.deliver(code, [], peildatum or day(-1)), 202).json
    job.operator(f"aanleveringen/{report['aanleveringId']}/afwijzingen", {"reden": "proef"}, 200)


def replaced(job, code, people):
    job.expect(job.deliver(code, [], day(-1)), 202)
    rejected(job, code, people, day(0))


def rolled_back(job, code, people):
    report = job.expect(job.vish.data("GET", f"/v1/aansluitingen/{code}/aanleveringen/{day(-2)}", "gemeente"), 200).json
    job.expect(job.deliver(code, people[1:], day(-1)), 201)
    job.operator(f"aanleveringen/{report['aanleveringId']}/terugdraaiingen", {"reden": "proef"}, 201)


ENDED = {"afgewezen": rejected, "vervangen": replaced, "teruggedraaid": rolled_back}


@pytest.mark.parametrize("refused_too", [False, True])
@pytest.mark.parametrize("status", ENDED)
def test_a_delivery_of_which_nothing_stands_leaves_its_peildatum_free(vish, job, bsns, status, refused_too):
    code, people = job.aansluiting("productie", drempels=RUIME_DREMPELS), bsns(3)
    job.expect(job.deliver(code, people, day(-2)), 201)
    ENDED[status](job, code, people)
    path = f"/v1/aansluitingen/{code}/aanleveringen/{day(-1)}"
    assert vish.data("GET", path, "gemeente").json["status"] == status
    if refused_too:
        job.expect(job.deliver(code, NO_FILE, day(-1)), 400)
    job.expect(job.deliver(code, [*people, *bsns(1)], day(-1), headers=NEW_ONLY), 201)
    job.expect(job.deliver(code, NO_FILE, day(-1)), 400)
    job.expect(job.deliver(code, people, day(-1), headers=NEW_ONLY), 412)


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_change_under_another_condition_is_refused(vish, job, bsns, name):
    condition, code, people = {name: UNKNOWN[name]}, job.aansluiting(), bsns(1)
    vish.used_bsns.update(people)
    for answer in (
        job.deliver(code, people, headers=condition),
        vish.beheer("POST", "/v1/backups", "beheerder", {}, condition),
    ):
        assert answer.status == 400 and name.lower() in answer.json["detail"].lower(), answer
    assert job.found(people) == set()
    assert vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente", headers=condition).status == 200


@pytest.mark.parametrize("name", IGNORED)
def test_a_condition_that_means_nothing_for_a_change_is_passed_over(vish, job, bsns, name):
    for more in ({}, {"Range": "bytes=0-1"}):
        headers = {name: IGNORED[name], **more}
        job.expect(job.deliver(job.aansluiting(), bsns(1), headers=headers), 201)
        assert vish.beheer("POST", "/v1/herladingen", "beheerder", {"reden": "proef"}, headers).status == 200


@pytest.mark.parametrize("name", [*UNKNOWN, *IGNORED])
def test_what_changes_nothing_is_answered_whatever_the_condition(vish, job, bsns, name):
    people, condition = bsns(1), {name: {**UNKNOWN, **IGNORED}[name]}
    job.expect(job.deliver(job.aansluiting(), people), 201)
    assert job.expect(job.ask(people, headers=condition), 200).json["resultaten"][0]["registraties"]
    job.expect(job.ask(people, headers={"If-None-Match": "*"}), 200)
    question = {"burgerservicenummer": people[0], "reden": "inzageverzoek van de betrokkene"}
    job.expect(vish.beheer("POST", "/v1/inzagen", "privacy", question, condition), 200)


def test_only_a_star_alone_asks_for_a_new_delivery(job, bsns):
    for value in ('*, "abc"', '"*"', "W/*"):
        job.expect(job.deliver(job.aansluiting(), bsns(1), headers={"If-None-Match": value}), 400)
