"""The operators' web page on three mornings, in headless Chromium over the real server.

The municipalities went to productie on Friday 20 November 2026 and deliver from Monday on. On Tuesday all is in; on
Wednesday three are late and one delivery is held.
"""

import struct

import pytest

from harness.browser import Browser, Door
from harness.bsn import KNOWN_FREE
from harness.clock import clock_at
from harness.installation import DEURWAARDER, LEVERANCIER, Installation
from harness.job import Job

NAMES = {
    "GM0106-SHV": "Gemeente Assen",
    "GM0307-SHV": "Gemeente Amersfoort",
    "GM0344-LOMBOK": "Wijkteam Lombok",
    "GM0344-SHV": "Gemeente Utrecht",
    "GM0513-SHV": "Gemeente Gouda",
    "GM0758-SHV": "Gemeente Breda",
    "GM0983-SHV": "Kredietbank <Noord> & \"Zuid\"",
}
LATE = {"GM0106-SHV", "GM0344-LOMBOK", "GM0758-SHV"}
HELD = "GM0513-SHV"
MEDIA = [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]


class Week:
    """An installation whose server is started anew at each moment at which something happens."""

    def __init__(self, folder):
        with clock_at("2026-11-20 15:00"):
            self.vish = Installation(folder)
        self.job = Job(self.vish)
        self.people = {code: self.vish.bsns.take(40 if code == HELD else 12) for code in NAMES}

    def at(self, moment, act):
        if self.vish.process:
            self.vish.stop()
        with clock_at(moment):
            self.vish.start()
            act()

    def connect(self):
        self.job.operator("organisaties", {"oin": LEVERANCIER, "naam": "Leverancier", "soort": "leverancier"}, 201)
        self.job.operator("organisaties", {"oin": DEURWAARDER, "naam": "Deurwaarder", "soort": "gerechtsdeurwaarder"}, 201)
        self.job.operator("bevragers", {"oin": DEURWAARDER, "overeenkomstdatum": "2026-01-31"}, 201)
        self.job.move("bevragers", DEURWAARDER, "test")
        self.job.expect(self.job.ask([KNOWN_FREE]), 200)
        self.job.move("bevragers", DEURWAARDER, "productie")
        for number, (code, name) in enumerate(NAMES.items(), 1):
            oin = f"000000990000001{number:05d}"
            self.job.operator("organisaties", {"oin": oin, "naam": name, "soort": "gemeente"}, 201)
            contact = {"telefoon": "14 030", "email": "schuldhulp@voorbeeld.nl"}
            body = {"aansluitcode": code, "organisatie": oin, "contact": contact, "aanleveraars": [LEVERANCIER]}
            self.job.operator("aansluitingen", {**body, "overeenkomstdatum": "2026-01-31"}, 201)
            self.job.move("aansluitingen", code, "test")
            self.job.expect(self.deliver(code, "2026-11-20"), 201)
            self.job.move("aansluitingen", code, "productie")

    def deliver(self, code, peildatum, people=None):
        return self.job.deliver(code, people or self.people[code], peildatum, party="leverancier")

    def all_deliver(self, peildatum, but=()):
        for code in NAMES.keys() - set(but):
            self.job.expect(self.deliver(code, peildatum), 201)

    def ask(self, questions, people):
        for _ in range(questions):
            self.job.expect(self.job.ask(people), 200)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    week = Week(tmp_path_factory.mktemp("week"))
    yield week
    if week.vish.process:
        week.vish.stop()
    week.vish.finish()
    week.vish.kill()


@pytest.fixture(scope="module")
def normal(week):
    someone = week.people["GM0344-SHV"][0]
    week.at("2026-11-20 16:00", week.connect)
    week.at("2026-11-23 08:00", lambda: week.all_deliver("2026-11-23", but=["GM0307-SHV"]))
    week.at("2026-11-23 10:00", lambda: week.deliver("GM0307-SHV", "2026-11-23"))
    week.at("2026-11-23 14:00", lambda: week.ask(4, [someone, KNOWN_FREE]))
    week.at("2026-11-24 07:30", lambda: (week.all_deliver("2026-11-24"), week.ask(2, [KNOWN_FREE])))
    with clock_at("2026-11-24 09:05"):
        for role in ("privacy", "auditor"):
            week.vish.add_operator(role, role)
    week.at("2026-11-24 09:05", lambda: None)
    with Door(week.vish, "beheerder") as door:
        yield door


@pytest.fixture(scope="module")
def trouble(week, normal):
    def morning():
        week.all_deliver("2026-11-25", but=[*LATE, HELD])
        week.job.expect(week.deliver(HELD, "2026-11-25", week.people[HELD][:5]), 202)
        week.ask(3, [KNOWN_FREE])

    week.at("2026-11-24 13:00", lambda: week.ask(5, week.people[HELD][:2]))
    week.at("2026-11-24 16:00", lambda: week.ask(9, [KNOWN_FREE, week.people[HELD][0]]))
    week.at("2026-11-25 07:30", morning)
    week.at("2026-11-25 09:05", lambda: None)
    with Door(week.vish, "beheerder") as door:
        yield door


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    with clock_at("2026-11-24 09:05"):
        vish = Installation(tmp_path_factory.mktemp("leeg"))
        vish.start()
    try:
        with Door(vish, "beheerder") as door:
            yield door
        vish.finish()
    finally:
        vish.kill()


def looked_at(browser, door, name):
    """Nothing is wrong for axe-core in light, dark, wide and narrow; returns what a screen reader tells."""
    for width, scheme in MEDIA:
        browser.show(door.url, width, scheme)
        assert browser.violations() == [], (name, width, scheme)
        assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= width
        png = browser.screenshot(f"{name}-{width}-{scheme}")
        assert png.startswith(b"\x89PNG") and struct.unpack(">I", png[16:20])[0] == width
        assert len(png) > 15_000, "the picture is all but blank"
    browser.show(door.url)
    return browser.nodes()


def test_a_normal_morning_says_that_all_is_in(browser, normal):
    nodes = looked_at(browser, normal, "normale-ochtend")
    assert ("heading", "Alle aanleveringen van vandaag zijn binnen") in nodes
    attention = browser.driver.find_elements("css selector", ".aandacht li span")
    assert [point.text for point in attention] == [
        "Het auditlog heeft geen kopie op een andere schijf",
        "Er worden geen back-ups gemaakt",
    ]
    cells = [name.strip() for role, name in nodes if role in ("cell", "gridcell")]
    on_monday = len(NAMES) - 1  # but for one, after the hour
    assert cells.count("verwerkt") == len(NAMES) + on_monday and cells.count("na het uur verwerkt") == 1
    assert ("StaticText", "Er wordt niets vastgehouden.") in nodes
    assert sum(role == "rowheader" and any(code in name for code in NAMES) for role, name in nodes) == len(NAMES)


def test_a_delivery_after_the_hour_and_days_without_one_are_told_apart(browser, normal):
    browser.show(normal.url)
    row = browser.driver.find_element("xpath", "//tr[contains(., 'GM0307-SHV')]").get_attribute("textContent")
    assert "na het uur verwerkt" in row and row.count("geen aanleverdag") == 4 and "nog niet van toepassing" in row


def test_questions_of_the_last_day_are_drawn_and_stand_in_a_table(browser, normal):
    browser.show(normal.url)
    assert any(role == "image" and name.startswith("Staven met vragen") for role, name in browser.nodes())
    assert len(browser.driver.find_elements("css selector", "svg rect")) == 48
    figures = browser.driver.find_element("css selector", ".cijfers").get_attribute("textContent")
    assert "ma 23 nov 14:00484" in figures and "di 24 nov 07:00220" in figures
    assert "6 beantwoorde vragen naar 10 personen, 4 matches" in normal.fetch("/")[2]


def test_names_stay_text(browser, normal):
    browser.show(normal.url)
    assert any("Kredietbank <Noord> & \"Zuid\"" in name for role, name in browser.nodes() if role == "rowheader")


def test_an_empty_installation_tells_the_first_step(browser, empty):
    nodes = looked_at(browser, empty, "lege-installatie")
    assert ("heading", "Er is nog niemand aangesloten") in nodes and ("heading", "De eerste stap") in nodes
    assert any("vishctl organisatie add" in name for _, name in nodes)


def test_the_page_needs_no_script_and_nothing_from_elsewhere(browser, normal):
    status, headers, page = normal.fetch("/")
    assert status == 200 and headers["content-type"] == "text/html; charset=utf-8"
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'none'"} <= set(policy)
    assert headers["cache-control"] == "no-store" and headers["x-frame-options"] == "DENY"
    assert "<script" not in page and " style=" not in page and "http-equiv" not in page
    assert normal.fetch("/stijl.css")[1]["content-type"] == "text/css; charset=utf-8"
    browser.show(normal.url)
    loaded = browser.driver.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
    assert normal.url + "stijl.css" in loaded and all(name.startswith(normal.url) for name in loaded)


def test_the_keyboard_skips_to_the_contents(browser, normal):
    browser.show(normal.url)
    first = browser.driver.find_element("css selector", "a")
    assert first.text == "" or first.get_attribute("href").endswith("#inhoud")
    assert ("link", "Naar de inhoud") in browser.nodes() and browser.driver.find_element("css selector", "main#inhoud")


@pytest.mark.parametrize("role", ["privacy", "auditor"])
def test_every_role_may_look(week, normal, role):
    with Door(week.vish, role) as door:
        assert door.fetch("/")[0] == 200 and f"voor {role}." in door.fetch("/")[2]


def test_nobody_else_may_and_the_page_is_only_read(week, normal):
    with Door(week.vish, "deurwaarder") as door:
        assert door.fetch("/")[0] == 403
    assert normal.fetch("/", "POST")[0] == 405 and normal.fetch("/?x=1")[0] == 400
    assert normal.fetch("/", accept="application/json")[0] == 406


# The week goes on: from here it is Wednesday.


def test_three_late_and_one_held_stand_first_with_what_to_run(browser, trouble):
    nodes = looked_at(browser, trouble, "drie-te-laat-een-vastgehouden")
    assert ("heading", "3 aansluitingen zijn te laat en 1 aanlevering is vastgehouden") in nodes
    assert ("heading", "Dit vraagt uw aandacht") in nodes
    rows = [row.text.split("\n") for row in browser.driver.find_elements("css selector", ".kalender tbody tr")]
    assert {code for code, *_ in rows[:3]} == LATE and all("te laat" in " ".join(row) for row in rows[:3])
    assert rows[3][0] == HELD and "vastgehouden" in " ".join(rows[3])
    assert all("✓ verwerkt" in " ".join(row) for row in rows[4:])
    card = browser.driver.find_element("css selector", "article").text
    assert "40 nu, 5 na vrijgeven" in card and "vishctl aanlevering diff " in card and "wo 2 dec 07:30" in card
