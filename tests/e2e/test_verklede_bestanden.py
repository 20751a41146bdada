"""Day files in the clothes that programs put on them: read as what is in them, or told what is wrong."""

import datetime
import gzip

import pytest

from harness.bsn import passes_elfproef
from harness.job import KOP, counts, dagbestand, day, row

SETTINGS = {"max_aanlevering_mb": 1, "max_rijen": 50}
ZWSP, RLO, LRM, BOM = "\u200b", "\u202e", "\u200e", "\ufeff"
SOFT, NARROW = "\u00ad", "\u202f"
REAL = "123456782"  # of nobody that is known, and no test number
WARNING = "waarschuwing"


def wide(digits):
    return "".join(chr(0xFF10 + int(digit)) if digit.isdigit() else digit for digit in digits)


def arabic(digits):
    return "".join(chr(0x0660 + int(digit)) if digit.isdigit() else digit for digit in digits)


def shown(job, person):
    """What a bailiff sees of this person, who is in one file."""
    (registratie,) = job.ask([person]).json["resultaten"][0]["registraties"]
    return registratie


def messages(report):
    return " ".join(finding["melding"] for finding in report["bevindingen"])


def per_code(report):
    return report["bevindingenPerCode"]


@pytest.mark.parametrize("word", ["NULL", "null", "(null)", "<null>", "\\N", "nan", "None", "NaT", "<NA>", '"NULL"', " NULL ",
                                  '"""NULL"""', "[NULL]", "N/A", "-nan", "n.v.t.", "“NULL”", "ＮＵＬＬ"])  # fmt: skip
def test_a_word_for_nothing_is_nothing(job, bsns, word):
    code, (person,) = job.aansluiting(), bsns(1)
    report = job.expect(job.deliver(code, [row(person, kenmerk=word, einddatum=word)]), 201).json
    assert per_code(report) == {"leeg_woord": 2} and counts(report) == {"rijen": 1, "nieuw": 1}
    assert {finding["ernst"] for finding in report["bevindingen"]} == {WARNING}
    assert "kenmerk" not in shown(job, person)


DRESSES = {
    "formula": lambda value: f'="{value}"',
    "formula in quotes": lambda value: f'"=""{value}"""',
    "formula with its quotes doubled": lambda value: f'="""{value}"""',
    "apostrophe": lambda value: f"'{value}",
    "zero width space": lambda value: value[:3] + ZWSP + value[3:],
    "direction around it": lambda value: f"\u202a{value}\u202c",
    "mark of direction": lambda value: value + LRM,
    "byte order mark": lambda value: BOM + value,
    "byte order mark inside": lambda value: value[:4] + BOM + value[4:],
    "unit separator": lambda value: "\x1f" + value + "\x1f",
    "unit separator inside": lambda value: value[:5] + "\x1f" + value[5:],
    "narrow space": lambda value: value + NARROW,
    "soft hyphen": lambda value: value[:3] + SOFT + value[3:],
    "hyphens that do not break": lambda value: value.replace("-", "\u2011"),
    "wide digits": wide,
    "Arabic digits": arabic,
}


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)
def test_a_dressed_value_means_what_is_in_it(job, bsns, dress):
    code, (person, ending) = job.aansluiting(), bsns(2)
    rows = [
        row(dress(person), startdatum=dress("2026-01-05"), einddatum=dress(day(+30))),
        row(dress(ending), startdatum=dress("05-01-2026"), einddatum=dress(day(-1))),
    ]
    report = job.expect(job.deliver(code, dagbestand(rows)), 201).json
    assert counts(report) == {"rijen": 2, "nieuw": 2}
    assert {finding["ernst"] for finding in report["bevindingen"]} == {WARNING}
    assert set(per_code(report)) <= {"vreemd_teken", "verpakt", "bsn_opmaak"}
    assert job.found([person, ending]) == {person}


@pytest.mark.parametrize("sign, name", [
    (ZWSP, "U+200B ZERO WIDTH SPACE"), (RLO, "U+202E RIGHT-TO-LEFT OVERRIDE"), (SOFT, "U+00AD SOFT HYPHEN"),
    (NARROW, "U+202F NARROW NO-BREAK SPACE"), (BOM, "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    ("\u2060", "U+2060 WORD JOINER"), ("\x1f", "U+001F INFORMATION SEPARATOR ONE"),
])  # fmt: skip
def test_what_stays_unreadable_names_the_hidden_sign(job, bsns, sign, name):
    code, people = job.aansluiting(), bsns(21)
    rows = [*people[:20], row(people[20], startdatum=f"2026-02-3{sign}0")]
    report = job.expect(job.deliver(code, rows), 201).json
    assert per_code(report) == {"datum": 1} and name in messages(report)
    again = job.expect(job.deliver(code, [*people[:20], row("99999" + sign + "0018")]), 200).json
    assert per_code(again) == {"elfproef": 1} and name in messages(again)


@pytest.mark.parametrize("name", [f"eind{ZWSP}datum", BOM + "einddatum", f"Eind{SOFT}datum", "einddatum" + RLO, '="einddatum"',
                                  "'einddatum", "\x1feinddatum", "ｅｉｎｄｄａｔｕｍ"])  # fmt: skip
def test_a_dressed_column_is_the_column(job, bsns, name):
    code, (over, current) = job.aansluiting(), bsns(2)
    body = dagbestand([row(over, einddatum=day(-1)), row(current)]).decode().replace("einddatum", name, 1)
    report = job.expect(job.deliver(code, body.encode()), 201).json
    assert per_code(report) == {"kolom_opmaak": 1} and "einddatum" in messages(report)
    assert job.found([over, current]) == {current}


@pytest.mark.parametrize("name", [
    "eind_datum", "eind datum", "Eind-datum", "einddatm", "eindatum", "eniddatum", "eindadtum",
    "Einddatum (verwacht)", "verwachte einddatum", "eindd\u0430tum", "einddátum", "e\u0131nddatum", "eind\u00a0datum",
    "eiṇḍḍatum", "ein\u0323d\u0323datum", "\u0435ind\u0501\u0430\u0442um", "\u03b5\u03b9ndd\u03b1\u03c4um", "eindd\ua4ee\ua4d4um",
])  # fmt: skip
def test_a_column_that_nearly_is_einddatum_refuses_the_file(job, bsns, name):
    code, (over,) = job.aansluiting(), bsns(1)
    body = dagbestand([row(over, einddatum=day(-1))]).decode().replace("einddatum", name, 1)
    report = job.expect(job.deliver(code, body.encode()), 400).json["aanlevering"]
    assert per_code(report) == {"kolom_lijkt_op": 1}
    assert "Bedoelde u einddatum?" in report["reden"] and "Kolom 5 " in report["reden"]


@pytest.mark.parametrize("right, wrong", [("startdatum", "start_datum"), ("startdatum", "satrtdatum"), ("fase", "fasse"),
                                          ("burgerservicenummer", "burger service nummer")])  # fmt: skip
def test_a_required_column_with_another_name_is_asked_for(job, bsns, right, wrong):
    body = dagbestand(bsns(1)).decode().replace(right, wrong, 1)
    report = job.expect(job.deliver(job.aansluiting(), body.encode()), 400).json["aanlevering"]
    assert per_code(report) == {"kolom_ontbreekt": 1} and f" {right}?" in report["reden"]


def test_a_column_that_nearly_is_kenmerk_is_a_warning_that_asks(job, bsns):
    body = dagbestand(bsns(1)).replace(b"kenmerk", b"kenmrek", 1)
    report = job.expect(job.deliver(job.aansluiting(), body), 201).json
    assert per_code(report) == {"onbekende_kolom": 1} and "Bedoelde u kenmerk?" in messages(report)


@pytest.mark.parametrize("end", [b"\x1a", b"\x1a\r\n", b"\x1a\x1a\x1a", b"\r\n\x1a\r\n\x1a\r\n"])
def test_ctrl_z_may_end_a_file(job, bsns, end):
    code, people = job.aansluiting(), bsns(2)
    job.expect(job.deliver(code, people, day(-2)), 201)
    report = job.expect(job.deliver(code, dagbestand(people[:1]) + end), 201).json
    assert counts(report) == {"rijen": 1, "ongewijzigd": 1, "beeindigd": 1} and per_code(report) == {}
    glued = job.expect(job.deliver(code, dagbestand(people[:1]).rstrip() + end), 200).json
    assert counts(glued) == {"rijen": 1, "ongewijzigd": 1} and per_code(glued) == {}


def test_gzip_says_so_in_its_header_or_is_refused_for_that(job, bsns):
    code, people = job.aansluiting(), bsns(1)
    packed = gzip.compress(dagbestand(people))
    report = job.expect(job.deliver(code, packed), 400).json["aanlevering"]
    assert per_code(report) == {"gzip": 1} and "Content-Encoding: gzip" in report["reden"]
    twice = job.deliver(code, gzip.compress(packed), headers={"Content-Encoding": "gzip"})
    assert per_code(job.expect(twice, 400).json["aanlevering"]) == {"gzip": 1}
    plain = job.deliver(code, dagbestand(people), headers={"Content-Encoding": "gzip"})
    assert "niet met gzip ingepakt" in job.expect(plain, 400).json["detail"]
    empty = job.deliver(code, b"", headers={"Content-Encoding": "gzip"})
    assert "leeg" in job.expect(empty, 400).json["detail"]
    job.expect(job.deliver(code, packed, headers={"Content-Encoding": "x-gzip"}), 201)


@pytest.mark.parametrize("charset, encoding", [
    ("utf-8", "utf-8"), ('"UTF-8"', "utf-8-sig"), ("windows-1252", "windows-1252"), ("ISO-8859-1", "iso-8859-1"),
    ("iso-8859-15", "iso-8859-15"), ("utf-16", "utf-16"), ("utf-16le", "utf-16-le"), ("UTF-16BE", "utf-16-be"),
])  # fmt: skip
def test_a_charset_is_followed(job, bsns, charset, encoding):
    code, (person,) = job.aansluiting(), bsns(1)
    kenmerk = "Â© Café"  # whose first bytes in Windows-1252 could be UTF-8
    body = dagbestand([row(person, kenmerk=kenmerk)]).decode().encode(encoding)
    job.expect(job.deliver(code, body, headers={"Content-Type": f"text/csv; header=present; charset={charset}"}), 201)
    assert shown(job, person)["kenmerk"] == kenmerk


@pytest.mark.parametrize("charset, encoding", [("utf-8", "windows-1252"), ("utf-8", "utf-16"), ("utf-16", "utf-8"),
                                               ("windows-1252", "utf-8-sig"), ("utf-16le", "utf-16-be")])  # fmt: skip
def test_a_file_in_another_charset_than_was_said_is_refused(job, bsns, charset, encoding):
    text = dagbestand([row(bsns(1)[0], kenmerk="Café")]).decode()
    body = ("\ufeff" * (encoding == "utf-16-be") + text).encode(encoding)
    answer = job.deliver(job.aansluiting(), body, headers={"Content-Type": f"text/csv; charset={charset}"})
    report = job.expect(answer, 400).json["aanlevering"]
    assert per_code(report) == {"tekenset": 1} and "Content-Type" in report["reden"]


@pytest.mark.parametrize("content_type", ["text/csv; charset=koi8-r", "text/csv;charset=utf-32", "text/csv; charset=utf-8; charset=utf-16",
                                          "text/csv; charset="])  # fmt: skip
def test_a_charset_that_is_not_read_is_refused(job, bsns, content_type):
    answer = job.deliver(job.aansluiting(), bsns(1), headers={"Content-Type": content_type})
    assert job.expect(answer, 415).json["code"] == "mediatypeOnbekend" and "charset" in answer.json["detail"]


@pytest.mark.parametrize("said", ["header=absent", "Header=ABSENT", 'charset=utf-8; header="absent"', "header=present; header=absent",
                                  'profile="a;b"; header=absent'])  # fmt: skip
def test_a_file_that_is_said_to_have_no_header_is_refused(job, bsns, said):
    answer = job.deliver(job.aansluiting(), bsns(1), headers={"Content-Type": f"text/csv; {said}"})
    assert job.expect(answer, 415).json["code"] == "mediatypeOnbekend" and "kopregel" in answer.json["detail"]


@pytest.mark.parametrize("said", ["header=present", 'header="Present"', "profile=x", "headers=absent", "header", "header=", "header=1",
                                  'header="yes"', "header=absentee", 'profile="a; header=absent; b"'])  # fmt: skip
def test_other_words_about_a_file_change_nothing(job, bsns, said):
    job.expect(job.deliver(job.aansluiting(), bsns(1), headers={"Content-Type": f"text/csv; {said}"}), 201)


def test_a_question_in_another_charset_is_refused(job, bsns):
    job.expect(job.ask(bsns(1), headers={"Content-Type": "application/json; charset=iso-8859-1"}), 415)
    job.expect(job.ask(bsns(1), headers={"Content-Type": 'application/json; charset="UTF-8"'}), 200)


def test_a_part_of_a_file_is_refused(job, bsns):
    answer = job.deliver(job.aansluiting(), bsns(1), headers={"Content-Range": "bytes 0-99/200"})
    assert job.expect(answer, 400).json["code"] == "ongeldigeInvoer" and "Content-Range" in answer.json["detail"]


def test_a_peildatum_of_more_than_a_year_ago_is_refused(job, bsns):
    code, people = job.aansluiting(), bsns(1)
    year_ago = next((day(-days) for days in (365, 366) if day(-days)[5:] == day()[5:]), day(-365))
    day_before = (datetime.date.fromisoformat(year_ago) - datetime.timedelta(days=1)).isoformat()
    for peildatum in (day(-400), day_before):
        report = job.expect(job.deliver(code, people, peildatum), 400).json["aanlevering"]
        assert "jaar" in report["reden"] and report["status"] == "geweigerd"
    early = [row(people[0], startdatum="2020-01-05")]
    job.expect(job.deliver(code, early, year_ago), 201)


def test_what_exceeds_a_limit_is_told_the_limit(job, bsns):
    code = job.aansluiting()
    assert " 50 rijen" in job.expect(job.deliver(code, bsns(51)), 413).json["detail"]
    large = KOP.encode() + b"\n" * (3 << 20)
    assert "1 MB" in job.expect(job.deliver(code, large), 413).json["detail"]
    packed = job.deliver(code, gzip.compress(large), headers={"Content-Encoding": "gzip"})
    assert "1 MB" in job.expect(packed, 413).json["detail"]
    long = job.expect(job.deliver(code, [row(bsns(1)[0], kenmerk="x" * 70_000)]), 400).json
    assert "64 KiB" in long["detail"]


@pytest.mark.parametrize("kenmerk", ["SHV{}-12", "{}SHV-12", "SHV-12{}", "SHV-{}{}12"])
@pytest.mark.parametrize("sign", [ZWSP, RLO, "\u2066", "\u200f", BOM, SOFT, "\u3164", "\U000e0041", "\u180f", "\u2065", "\ufff4",
                                  "\U000e0fff", "\U0001d159", "\U00016fe4", "\U0001343f"])  # fmt: skip
def test_no_hidden_sign_of_a_kenmerk_reaches_a_bailiff(job, bsns, kenmerk, sign):
    code, (person,) = job.aansluiting(), bsns(1)
    rows = [row(person, kenmerk=kenmerk.replace("{}", sign))]
    report = job.expect(job.deliver(code, rows), 201).json
    assert per_code(report) == {"vreemd_teken": 1} and "U+" in messages(report)
    assert shown(job, person)["kenmerk"] == "SHV-12"


WRITTEN = {
    "plain": str,
    "in a sentence": lambda bsn: f"dossier {bsn}/A",
    "with full stops": lambda bsn: f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}",
    "with letters between": lambda bsn: f"{bsn[:3]}a{bsn[3:6]}b{bsn[6:]}",
    "with hidden signs": lambda bsn: bsn[:5] + ZWSP + bsn[5:],
    "in wide digits": wide,
    "in Arabic digits": arabic,
    "in digits of the newest script": lambda bsn: "".join(chr(0x11DE0 + int(digit)) for digit in bsn),
    "with rare hidden signs": lambda bsn: "\u2065".join(bsn[:5]) + "\U0001d159" + bsn[5:],
    "in raised digits": lambda bsn: "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in bsn),
    "with more digits behind": lambda bsn: f"{bsn}-2026",
}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_a_kenmerk_with_the_own_bsn_or_that_of_another_row_is_dropped(job, bsns, write):
    code, (own, first, last) = job.aansluiting(), bsns(3)
    rows = [row(own, kenmerk=write(own)), row(first, kenmerk=write(last)), row(last, kenmerk=write(first))]
    report = job.expect(job.deliver(code, dagbestand(rows)), 201).json
    assert per_code(report)["kenmerk_bevat_bsn"] == 3 and "kenmerk_nummer" not in per_code(report)
    assert not [person for person in (own, first, last) if "kenmerk" in shown(job, person)]
    again = job.expect(job.deliver(code, dagbestand(rows), day(0)), 201).json
    assert counts(again) == {"rijen": 3, "ongewijzigd": 3}


def test_a_kenmerk_may_neither_name_the_person_of_a_faulty_row_or_one_that_ended(job, bsns):
    code, people = job.aansluiting(), bsns(23)
    faulty, ended = people[20:22]
    rows = [*people[2:20], row(faulty, fase="onbekend"), row(ended, einddatum=day(-9))]
    rows += [row(people[0], kenmerk=faulty), row(people[1], kenmerk=ended)]
    report = job.expect(job.deliver(code, dagbestand(rows)), 201).json
    assert per_code(report)["kenmerk_bevat_bsn"] == 2
    assert "kenmerk" not in shown(job, people[0]) and "kenmerk" not in shown(job, people[1])


@pytest.mark.parametrize("fase, skipped", [("test", "intake"), ("test", "aanmelding"), ("test", None), ("productie", "intake")])
def test_a_kenmerk_may_neither_name_the_person_of_a_skipped_row(job, bsns, fase, skipped):
    code, (named, person, other) = job.aansluiting(fase), bsns(3)
    named = named if skipped else REAL
    rows = [row(person, kenmerk=f"partner {named}"), row(named, fase=skipped or "nazorg"), row(other, kenmerk=wide(named))]
    report = job.expect(job.deliver(code, dagbestand(rows)), 201).json
    assert per_code(report)["kenmerk_bevat_bsn"] == 2 and "kenmerk_nummer" not in per_code(report)
    assert counts(report)["overgeslagen"] == 1
    party = "deurwaarder2" if fase == "productie" else "deurwaarder"
    for result in job.ask([person, other], party).json["resultaten"]:
        assert [each for each in result["registraties"] if each["aansluitcode"] == code and "kenmerk" not in each]


def test_other_digits_that_may_be_a_bsn_are_a_warning(job, bsns):
    code, (person, other, stranger) = job.aansluiting(), bsns(3)
    number = next(number for number in map(str, range(202600000, 202600099)) if passes_elfproef(number))
    rows = [row(person, kenmerk=f"{number[:4]}-{number[4:]}"), row(other, kenmerk=f"zaak {stranger}")]
    report = job.expect(job.deliver(code, dagbestand(rows)), 201).json
    assert per_code(report) == {"kenmerk_nummer": 2}
    assert shown(job, person)["kenmerk"] == f"{number[:4]}-{number[4:]}" and shown(job, other)["kenmerk"] == f"zaak {stranger}"


def test_a_question_holds_no_hidden_sign_nor_the_bsn_in_other_digits(job, bsns):
    (person,) = bsns(1)
    for kenmerk in (f"2026{RLO}-1", f"2026{ZWSP}1", f"{BOM}2026"):
        (wrong,) = job.expect(job.ask([person], kenmerk=kenmerk), 400).json["invalidParams"]
        assert wrong["name"] == "kenmerk" and "U+" in wrong["reason"]
    for kenmerk in (wide(person), f"{person[:3]}a{person[3:]}", arabic(person)):
        assert job.expect(job.ask([person], kenmerk=kenmerk), 400).json["invalidParams"][0]["code"] == "value"
    job.expect(job.ask([person], kenmerk="Café Жук 2026"), 200)


def test_a_kenmerk_that_is_dropped_stays_dropped_under_an_older_key(vish, job, bsns):
    code, (first, last) = job.aansluiting(), bsns(2)
    rows = dagbestand([row(first, kenmerk=last), row(last)])
    job.expect(job.deliver(code, rows, day(-2)), 201)
    vish.vishctl("sleutel", "rotate", "index", "--reden", "proef")
    report = job.expect(job.deliver(code, rows), 201).json
    assert counts(report) == {"rijen": 2, "ongewijzigd": 2} and "kenmerk" not in shown(job, first)
