"""Connects many parties over the beheer listener itself: hundreds of vishctl would take minutes."""

from harness.connection import Connection
from harness.installation import DEURWAARDER, DEURWAARDER2, GEMEENTE
from upload import Upload, make_request

SOURCE = "GM0344-MISBRUIK"
REFUSED = [f"GM0344-FOUT{number}" for number in range(1, 9)]  # one at a time each
REPORTING = "GM0344-VERSLAGEN"  # of which there are many large reports


class Operator(Connection):
    """One open connection of the operator."""

    def __init__(self, vish):
        super().__init__(vish, "beheerder", "beheer")

    def post(self, collection, body):
        self("POST", f"/v1/{collection}", body)

    def move(self, collection, name, fase):
        self.post(f"{collection}/{name}/fasewisselingen", {"fase": fase, "reden": "meting"})


def connect(vish, sources):
    """Takes the aansluitingen named and one bevrager through test to productie."""
    operator, upload = Operator(vish), Upload(vish)
    today = vish.today.isoformat()
    operator.post("organisaties", {"oin": GEMEENTE, "naam": "Gemeente Voorbeeld", "soort": "gemeente"})
    operator.post("organisaties", {"oin": DEURWAARDER, "naam": "Voorbeeld", "soort": "gerechtsdeurwaarder"})
    operator.post("bevragers", {"oin": DEURWAARDER, "overeenkomstdatum": today})
    operator.move("bevragers", DEURWAARDER, "test")
    example = (vish.folder / "voorbeeld.csv").read_bytes()
    for source in sources:
        operator.post("aansluitingen", {
            "aansluitcode": source, "organisatie": GEMEENTE, "aanleveraars": [], "overeenkomstdatum": today,
            "contact": {"telefoon": "14 030", "email": "shv@voorbeeld.nl"},
            "drempels": {"eersteHoogstens": 10_000_000},
        })
        operator.move("aansluitingen", source, "test")
        upload.deliver(make_request(source, vish.today, example))
        operator.move("aansluitingen", source, "productie")
    vish.ask({"burgerservicenummers": ["999993653"], "kenmerk": "meting", "doel": "anders"})
    operator.move("bevragers", DEURWAARDER, "productie")
    operator.close()
    upload.close()


def add_bailiff(vish):
    """A second one, in test."""
    operator = Operator(vish)
    operator.post("organisaties", {"oin": DEURWAARDER2, "naam": "Tweede", "soort": "gerechtsdeurwaarder"})
    operator.post("bevragers", {"oin": DEURWAARDER2, "overeenkomstdatum": vish.today.isoformat()})
    operator.move("bevragers", DEURWAARDER2, "test")
    operator.close()
