"""A request that is to be carried out only under a condition is not carried out without a look at it."""

import pytest

from harness.job import day

WHEN = "Sat, 29 Oct 1994 19:43:31 GMT"
UNKNOWN = {
    "If-None-Match": '"abc"',
    "If-Match": "*",
    "If-Modified-Since": WHEN,
    "If-Unmodified-Since": WHEN,
    "If-Range": '"abc"',
}
NEW_ONLY = {"If-None-Match": "*"}


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
    job.expect(job.deliver(code, b"dit is geen bestand\n"), 400)
    job.expect(job.deliver(code, bsns(1), headers=NEW_ONLY), 201)


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_change_under_another_condition_is_refused(vish, job, bsns, name):
    condition, code, people = {name: UNKNOWN[name]}, job.aansluiting(), bsns(1)
    vish.used_bsns.update(people)
    for answer in (
        job.deliver(code, people, headers=condition),
        job.ask(people, headers=condition),
        vish.beheer("POST", "/v1/backups", "beheerder", {}, condition),
    ):
        assert answer.status == 400 and name.lower() in answer.json["detail"].lower(), answer
    assert job.found(people) == set()
    assert vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente", headers=condition).status == 200


def test_only_a_star_alone_asks_for_a_new_delivery(job, bsns):
    for value in ('*, "abc"', '"*"', "W/*"):
        job.expect(job.deliver(job.aansluiting(), bsns(1), headers={"If-None-Match": value}), 400)
