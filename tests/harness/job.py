"""The main job in the words of its users: connect, deliver, ask."""

import datetime
import zoneinfo

from harness.installation import DEURWAARDER, DEURWAARDER2, GEMEENTE, LEVERANCIER

PARTIES = {
    "gemeente": (GEMEENTE, "gemeente"),
    "leverancier": (LEVERANCIER, "leverancier"),
    "deurwaarder": (DEURWAARDER, "gerechtsdeurwaarder"),
    "deurwaarder2": (DEURWAARDER2, "gerechtsdeurwaarder"),
}
# Only that nobody is left of those before is held.
RUIME_DREMPELS = {
    "afnamePercentage": 100, "afnameAantal": 1_000_000, "nettoAfnamePercentage": 100,
    "groeiPercentage": 10_000, "groeiAantal": 10_000_000, "eersteHoogstens": 10_000_000,
}  # fmt: skip
KOP = "burgerservicenummer;startdatum;fase;kenmerk;einddatum"
CSV = {"Content-Type": "text/csv"}


def day(offset=0):
    """A day counted from today in Amsterdam, as jjjj-mm-dd."""
    today = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date()
    return (today + datetime.timedelta(days=offset)).isoformat()


def row(bsn, startdatum="2026-01-05", fase="schuldregeling", kenmerk="", einddatum=""):
    return f"{bsn};{startdatum};{fase};{kenmerk};{einddatum}"


def dagbestand(rows):
    """A day file of rows, or of BSNs for which any row will do."""
    return "\r\n".join([KOP, *(item if ";" in item else row(item) for item in rows), ""]).encode()


def counts(report):
    """The counts of a report that are not zero."""
    return {name: count for name, count in report["aantallen"].items() if count}


class Job:
    """Acts on a running installation for whoever has a certificate in it."""

    def __init__(self, vish):
        self.vish = vish
        self._aansluitingen = 0

    def expect(self, answer, *statuses):
        assert answer.status in statuses, answer
        return answer

    def connect_parties(self):
        """Registers everyone; the bailiff goes to test, the second one to productie."""
        for name, (oin, soort) in PARTIES.items():
            self.operator("organisaties", {"oin": oin, "naam": f"Proef {name}", "soort": soort}, 201)
        for party in ("deurwaarder", "deurwaarder2"):
            oin = PARTIES[party][0]
            self.operator("bevragers", {"oin": oin, "overeenkomstdatum": "2026-01-31"}, 201)
            self.move("bevragers", oin, "test")
        self.expect(self.ask([self.vish.bsns.take(1)[0]], party="deurwaarder2"), 200)
        self.move("bevragers", DEURWAARDER2, "productie")

    def operator(self, collection, body, *statuses, party="beheerder"):
        return self.expect(self.vish.beheer("POST", f"/v1/{collection}", party, body), *statuses)

    def move(self, collection, name, fase, *statuses, party="beheerder"):
        body = {"fase": fase, "reden": "proef"}
        return self.operator(f"{collection}/{name}/fasewisselingen", body, *(statuses or (200,)), party=party)

    def aansluiting(self, fase="test", organisatie=GEMEENTE, **settings):
        """A new aansluiting in that phase; returns its code."""
        self._aansluitingen += 1
        code = f"GM0344-{self._aansluitingen}"
        contact = {"telefoon": "14 030", "email": "schuldhulp@voorbeeld.nl"}
        body = {"aansluitcode": code, "organisatie": organisatie, "contact": contact, "aanleveraars": [LEVERANCIER]}
        self.operator("aansluitingen", {**body, "overeenkomstdatum": "2026-01-31", **settings}, 201)
        if fase != "aangemeld":
            self.move("aansluitingen", code, "test")
        if fase == "productie":
            self.expect(self.deliver(code, self.vish.bsns.take(1)), 201)
            if self.move("aansluitingen", code, "productie", 200, 202).status == 202:
                self.move("aansluitingen", code, "productie", party="beheerder2")
        return code

    def deliver(self, code, rows, peildatum=None, party="gemeente", headers=None, options=()):
        body = rows if isinstance(rows, bytes) else dagbestand(rows)
        path = f"/v1/aansluitingen/{code}/aanleveringen/{peildatum or day(-1)}"
        return self.vish.data("PUT", path, party, body, {**CSV, **(headers or {})}, options)

    def ask(self, bsns, party="deurwaarder", headers=None, **members):
        question = {"burgerservicenummers": list(bsns), "kenmerk": "2026-004711", "doel": "dagvaarding", **members}
        return self.vish.data("POST", "/v1/matches", party, question, headers)

    def found(self, bsns, code=None, party="deurwaarder"):
        """Who of these matches, at this aansluiting if one is named."""
        found = set()
        bsns = list(bsns)
        for start in range(0, len(bsns), 20):
            answer = self.expect(self.ask(bsns[start : start + 20], party), 200).json
            for result in answer["resultaten"]:
                if any(code in (None, registratie["aansluitcode"]) for registratie in result["registraties"]):
                    found.add(result["burgerservicenummer"])
        return found
