"""Connects many parties over the beheer listener itself: hundreds of vishctl would take minutes."""

from harness.connection import Connection
from harness.installation import DEURWAARDER, DEURWAARDER2, GEMEENTE
from upload import Upload, make_request

SOURCE = "GM0344-MISBRUIK"
REFUSED = [f"GM0344-FOUT{number}" for number in range(1, 9)]  # one at a time each
REPORTING = "GM0344-VERSLAGEN"  # of which there are many large reports


class Desk(Connection):
    """One open connection of the operator."""

    def __init__(self, vish):
        super().__init__(vish, "beheerder", "beheer")

    def post(self, collection, body):
        self("POST", f"/v1/{collection}", body)

    def move(self, collection, name, fase):
        self.post(f"{collection}/{name}/fasewisselingen", {"fase": fase, "reden": "meting"})


def connect(vish, sources):
    """Takes the aansluitingen named and one bevrager through test to productie."""
    desk, upload = Desk(vish), Upload(vish)
    today = vish.today.isoformat()
    desk.post("organisaties", {"oin": GEMEENTE, "naam": "Gemeente Voorbeeld", "soort": "gemeente"})
    desk.post("organisaties", {"oin": DEURWAARDER, "naam": "Voorbeeld", "soort": "gerechtsdeurwaarder"})
    desk.post("bevragers", {"oin": DEURWAARDER, "overeenkomstdatum": today})
    desk.move("bevragers", DEURWAARDER, "test")
    example = (vish.folder / "voorbeeld.csv").read_bytes()
    for source in sources:
        desk.post("aansluitingen", {
            "aansluitcode": source, "organisatie": GEMEENTE, "aanleveraars": [], "overeenkomstdatum": today,
            "contact": {"telefoon": "14 030", "email": "shv@voorbeeld.nl"},
            "drempels": {"eersteHoogstens": 10_000_000},
        })
        desk.move("aansluitingen", source, "test")
        upload.deliver(make_request(source, vish.today, example))
        desk.move("aansluitingen", source, "productie")
    vish.ask({"burgerservicenummers": ["999993653"], "kenmerk": "meting", "doel": "anders"})
    desk.move("bevragers", DEURWAARDER, "productie")
    desk.close()
    upload.close()


def add_bailiff(vish):
    """A second one, in test."""
    desk = Desk(vish)
    desk.post("organisaties", {"oin": DEURWAARDER2, "naam": "Tweede", "soort": "gerechtsdeurwaarder"})
    desk.post("bevragers", {"oin": DEURWAARDER2, "overeenkomstdatum": vish.today.isoformat()})
    desk.move("bevragers", DEURWAARDER2, "test")
    desk.close()
