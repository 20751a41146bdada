"""What must hold after a restart."""

from harness.connection import Connection

PAGE = 1000
BSNS_PER_QUESTION = 20


class State:
    """What earlier checks saw, so that each check reads only what is new."""

    def __init__(self):
        self.volgnummer = 0
        self.persons_of = {}  # matchId -> audit pseudonyms of its lines
        self.reported = set()  # aanleveringIds of audit lines


def _read_audit(request, na):
    """Every line after a number; each next number must follow the one before."""
    while True:
        lines = request("GET", f"/v1/auditregels?limiet={PAGE}&na={na}")["auditregels"]
        for line in lines:
            na += 1
            assert line["volgnummer"] == na, f"audit line {na} is missing"
            yield line
        if len(lines) < PAGE:
            return


def audit(vish, state, answered):
    """Every answered question is in the audit log, once for each of its BSNs.

    `answered` holds the number of BSNs of each question by its matchId.
    """
    with Connection(vish, "beheerder", "beheer") as request:
        for line in _read_audit(request, state.volgnummer):
            state.volgnummer = line["volgnummer"]
            if "matchId" in line:
                state.persons_of.setdefault(line["matchId"], []).append(line["persoonPseudoniem"])
            elif line["handeling"] == "aanlevering":
                state.reported.add(line["onderwerp"])
    lost = [match_id for match_id in answered if match_id not in state.persons_of]
    assert not lost, f"{len(lost)} of {len(answered)} answered questions are not in the audit log"
    for match_id, count in answered.items():
        persons = state.persons_of[match_id]
        assert len(persons) == len(set(persons)) == count, "an answered question has not one audit line for each BSN"


def whole_audit_log(vish, state):
    """All that was ever seen in the audit log is still there."""
    with Connection(vish, "beheerder", "beheer") as request:
        lines = list(_read_audit(request, 0))
    assert {line["matchId"] for line in lines if "matchId" in line} >= state.persons_of.keys()
    assert {line.get("onderwerp") for line in lines} >= state.reported


def source(vish, state, source, pool):
    """The reports of one aansluiting, and who is registered, tell the same story."""
    with Connection(vish, "beheerder", "beheer") as request:
        for aanlevering_id in source.acknowledged:
            report = request("GET", f"/v1/aanleveringen/{aanlevering_id}")
            assert report["status"] == "verwerkt" and aanlevering_id in state.reported
    source.acknowledged = []
    with Connection(vish, "gemeente") as request:
        shown = request("GET", f"/v1/aansluitingen/{source.code}")
        reports = request("GET", f"/v1/aansluitingen/{source.code}/aanleveringen?limiet=1")["aanleveringen"]
    last = shown.get("laatsteAanlevering")
    assert [report["aanleveringId"] for report in reports] == ([last["aanleveringId"]] if last else [])
    before = source.in_force
    if last and (before.report is None or last["aanleveringId"] != before.report["aanleveringId"]):
        assert source.in_flight, "a delivery is in force that nobody sent"
        _is_difference(before, source.in_flight, reports[0], state)
        source.in_force = source.in_flight
        source.in_force.report = reports[0]
    source.in_flight = None
    if last:
        assert reports[0] == source.in_force.report
    assert shown["aantalRegistraties"] == len(source.in_force.rows)
    assert registered(vish, source.code, pool) == expected(source.in_force)


def _is_difference(before, after, report, state):
    assert report["status"] == "verwerkt" and report["aanleveringId"] in state.reported
    assert report["peildatum"] == after.peildatum.isoformat()
    assert report["aantallen"] == difference(before.rows, after.rows)


def difference(old, new):
    """The counts of a report on a file without faults that makes the old set into the new one: BSN -> kenmerk."""
    return {
        "rijen": len(new),
        "nieuw": len(new.keys() - old.keys()),
        "gewijzigd": sum(bsn in old and old[bsn] != kenmerk for bsn, kenmerk in new.items()),
        "beeindigd": len(old.keys() - new.keys()),
        "ongewijzigd": sum(old.get(bsn) == kenmerk for bsn, kenmerk in new.items()),
        "overgeslagen": 0,
        "foutief": 0,
        "nietBeeindigd": 0,
    }


def expected(delivery):
    return {bsn: (kenmerk, delivery.peildatum.isoformat()) for bsn, kenmerk in delivery.rows.items()}


def registered(vish, code, pool):
    found = {}
    with Connection(vish, "deurwaarder") as request:
        for start in range(0, len(pool), BSNS_PER_QUESTION):
            people = pool[start : start + BSNS_PER_QUESTION]
            question = {"burgerservicenummers": people, "kenmerk": "crash", "doel": "anders"}
            for result in request("POST", "/v1/matches", question)["resultaten"]:
                for registratie in result["registraties"]:
                    if registratie["aansluitcode"] == code:
                        seen = (registratie.get("kenmerk", ""), registratie["peildatum"])
                        found[result["burgerservicenummer"]] = seen
    return found
