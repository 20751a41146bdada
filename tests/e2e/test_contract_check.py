"""The check of every answer against the contract must itself be able to fail."""

import json

import pytest

from harness.contract import Contract
from harness.programs import CONTRACTS

HEADERS = {
    "api-version": "1.0.0",
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'none'",
    "date": "Sun, 06 Nov 1994 08:49:37 GMT",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "content-type": "application/json",
    ":status": 200,
}
ANSWER = {
    "matchId": "0199c1f0-7a3e-7c11-8000-1234567890ab",
    "tijdstip": "2026-11-23T09:12:33.123Z",
    "resultaten": [{"burgerservicenummer": "999993653", "match": False, "registraties": []}],
}
PROBLEM = {"type": "about:blank", "title": "Niets", "status": 404, "detail": "Er is niets.", "code": "nietGevonden"}


def check(method="POST", target="/v1/matches", status=200, headers=None, body=None):
    sent = {**HEADERS, ":status": status, **(headers or {})}
    present = {name: value for name, value in sent.items() if value is not None}
    Contract(CONTRACTS / "openapi.json").check(method, target, status, present, json.dumps(body or ANSWER).encode())


def refused(**exchange):
    with pytest.raises(AssertionError):
        check(**exchange)


def test_an_answer_as_in_the_contract_passes():
    check()


@pytest.mark.parametrize("name", [name for name in HEADERS if name != ":status"])
def test_a_missing_header_fails(name):
    refused(headers={name: None})


@pytest.mark.parametrize("headers", [{"cache-control": "private"}, {"content-type": "text/html"}, {"api-version": "1"}, {"date": "nu"}])
def test_another_value_of_a_header_fails(headers):
    refused(headers=headers)


def test_a_status_that_is_not_in_the_contract_fails():
    refused(status=201)


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"tijdstip": "2026-11-23T09:12:33+01:00"},
        {"tijdstip": "2026-02-30T09:12:33Z"},
        {"matchId": "1"},
        {"resultaten": []},
        {"resultaten": [{"burgerservicenummer": "999993653", "match": True, "registraties": []}]},
    ],
)
def test_a_body_that_is_not_in_the_contract_fails(change):
    refused(body={**ANSWER, **change})


def test_a_problem_must_name_its_own_status():
    problem = {"headers": {"content-type": "application/problem+json"}, "target": "/v1/matches/", "status": 404}
    check(**problem, body=PROBLEM)
    refused(**problem, body={**PROBLEM, "status": 400})


def test_a_path_outside_the_contract_must_not_exist():
    refused(target="/v1/matches/", status=200)


def test_a_method_outside_the_contract_must_name_those_inside():
    problem = {**PROBLEM, "status": 405, "code": "methodeNietToegestaan"}
    headers = {"content-type": "application/problem+json", "allow": "POST"}
    check(method="GET", status=405, headers=headers, body=problem)
    refused(method="GET", status=405, headers={**headers, "allow": "GET, POST"}, body=problem)
