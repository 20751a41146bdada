"""What must hold after a large delivery that was cut off: the old set or the new one, never a mixture."""

from crash.check import BSNS_PER_QUESTION, difference
from harness.connection import Connection

SAMPLE_PER_KIND = 500


class InForce:
    """The set in force, of which day, and the report that said so."""

    def __init__(self, rows, peildatum, report):
        self.rows = rows  # BSN -> kenmerk
        self.peildatum = peildatum
        self.report = report


def newest_set(vish, code, before, after):
    """Which of both is in force by the reports; the newest of them must agree with it in full.

    `after.report` is what the server acknowledged, or None.
    """
    with Connection(vish, "gemeente") as request:
        shown = request("GET", f"/v1/aansluitingen/{code}")
        reports = request("GET", f"/v1/aansluitingen/{code}/aanleveringen?limiet=2")["aanleveringen"]
    last = shown["laatsteAanlevering"]["aanleveringId"]
    if last == before.report["aanleveringId"]:
        assert reports[0] == before.report, "there is a report of a delivery that is not in force"
        assert after.report is None, "an acknowledged delivery was lost"
        found = before
    else:
        assert [report["aanleveringId"] for report in reports] == [last, before.report["aanleveringId"]]
        assert after.report in (None, reports[0])
        assert reports[1] == before.report
        _tells_difference(reports[0], before.rows, after)
        after.report = reports[0]
        found = after
    assert shown["aantalRegistraties"] == len(found.rows)
    return found


def _tells_difference(report, old, after):
    __tracebackhide__ = True  # a failure shows no persons
    assert report["status"] == "verwerkt" and report["peildatum"] == after.peildatum.isoformat()
    assert report["aantallen"] == difference(old, after.rows)


def sample_is_of(vish, in_force, kinds, generator):
    """Persons of each kind are registered as the set in force has it, and those that it lacks are not."""
    __tracebackhide__ = True  # a failure shows no persons
    day = in_force.peildatum.isoformat()
    with Connection(vish, "deurwaarder2") as request:
        for kind, people in kinds.items():
            sample = generator.sample(people, min(SAMPLE_PER_KIND, len(people)))
            expected = {bsn: [(in_force.rows[bsn], day)] if bsn in in_force.rows else [] for bsn in sample}
            found = _registered(request, sample)
            wrong = sum(found[bsn] != expected[bsn] for bsn in sample)
            assert wrong == 0, f"a mixture: {wrong} of {len(sample)} persons {kind} are not as in the set in force"


def _registered(request, people):
    __tracebackhide__ = True
    found = {}
    for start in range(0, len(people), BSNS_PER_QUESTION):
        question = {
            "burgerservicenummers": people[start : start + BSNS_PER_QUESTION],
            "kenmerk": "crash",
            "doel": "anders",
        }
        for result in request("POST", "/v1/matches", question)["resultaten"]:
            seen = [(registratie.get("kenmerk", ""), registratie["peildatum"]) for registratie in result["registraties"]]
            found[result["burgerservicenummer"]] = seen
    return found
