"""A faulty row never ends protection, whatever it swallowed; and what is no row does not keep anybody."""

import pytest

from harness.bsn import passes_elfproef
from harness.job import KOP, counts, day, row
from harness.leaks import FORMS_IN_VOLUME

PEOPLE = 300


def prepare(installation):
    installation.leak_forms = FORMS_IN_VOLUME


def shortened(person):
    """The number without a digit, where it passes for one that lost its zero."""
    shorter = {person[:place] + person[place + 1 :] for place in range(9)}
    return next((each for each in sorted(shorter) if passes_elfproef("0" + each)), None)


@pytest.fixture(scope="module")
def people(vish):
    return vish.bsns.take(PEOPLE)


@pytest.fixture
def known(job, people):
    """An aansluiting at which everyone is registered since the day before yesterday."""
    code = job.aansluiting()
    job.expect(job.deliver(code, people, day(-2)), 201)
    return code


def lines_of(people, header=KOP, extra=""):
    """Line by line, the header first; `extra` stands behind each row."""
    return [header, *(row(person, kenmerk="K") + extra for person in people)]


def text_of(lines, end="\r\n"):
    return end.join([*lines, ""]).encode()


def rows_pulled_together(lines):
    lines[6] = lines[6].replace(";K;", ';"zie map 3;')
    lines[31] = lines[31].replace(";K;", ';ok";')
    return text_of([line.replace("2026-01-05;schuldregeling", "2026-01-05;nazorg") for line in lines])


def pair_of_quotes(lines):
    lines[6] = lines[6].replace(";K;", ';"abc;')
    lines[7] = lines[7].replace(";K;", ';"def";')
    return text_of(lines)


def lone_cr(lines):
    return text_of(lines).replace(f"\r\n{lines[7]}".encode(), f"\r{lines[7]}".encode())


def lost_line_break(lines):
    return text_of(lines).replace(f"\r\n{lines[7]}".encode(), lines[7].encode())


def too_few_fields(lines):
    lines[6] = lines[6][:-8]
    del lines[7]
    return text_of(lines)


def text_after_quote(lines):
    lines[6] = lines[6].replace(";K;", ';"K" 3;')
    del lines[7]
    return text_of(lines)


def lost_but_for_its_empty_fields(lines):
    lines[6] = lines[6].replace(";K;", ";Kzorg;;")
    del lines[7]
    return text_of(lines)


def cut_within_a_text(lines):
    lines = [line.removesuffix(";").removesuffix(";einddatum") for line in lines[:-8]]
    return text_of(lines)[:-2]


def in_an_unknown_column(lines, place):
    """Rows 6 to 9 run together in a column that means nothing, at that place."""
    header, *rows = [line.split(";") for line in lines]
    header.insert(place, "opmerking")
    for cells in rows:
        cells.insert(place, "")
    rows[5][place], rows[8][place] = '"zie', 'map 3"'
    return text_of([";".join(cells) for cells in (header, *rows)])


def within_quotes_on_one_line(lines):
    """Rows 6 to 9 within one value of a column that means nothing: a program made one line of each value."""
    rows = [f"{line};" for line in lines]
    rows[0] = f"{lines[0]};opmerking"
    rows[6] = f'{lines[6]};"zie map 3 {lines[7]} {lines[8]} ok"'
    return text_of(rows[:7] + rows[9:])


def overwritten(lines):
    """From within row 6 to the same place in row 9 all became spaces."""
    rows = [f"{line};notitie" for line in lines]
    rows[6] = f"{lines[6]};no" + " " * len("".join(rows[7:9])) + "tie"
    return text_of(rows[:7] + rows[9:])


def overwritten_at_the_edge(lines):
    """From the end of the kenmerk of row 6 to that of row 9 all became spaces."""
    rows = lines[:]
    start, end = lines[6].rindex(";K;") + 2, lines[9].rindex(";K;") + 2
    lost = len(lines[6]) - start + 1 + len(lines[7]) + 1 + len(lines[8]) + 1 + end
    rows[6] = lines[6][:start] + " " * lost + lines[9][end:]
    return text_of(rows[:7] + rows[10:])


def a_quoted_value_of_two_rows(lines):
    """From within the kenmerk of row 6 to that of row 9 all is lost, with the quote before the latter."""
    rows = [line.replace(";K;", ';"K";') for line in lines]
    rows[6] = rows[6].replace('"K"', 'K"')
    return text_of(rows[:7] + rows[10:])


def end_of_a_fase(lines):
    """From the first letter of the fase of row 6 to a later one of that of row 9 all is lost."""
    lines[6] = lines[6].replace(";schuldregeling;", ";regeling;")
    return text_of(lines[:7] + lines[10:])


def cut_to_a_letter(lines):
    """The file has its teams first, and ends in the first letter of one."""
    rows = ["team;" + lines[0], *(f"Team Oost;{line}" for line in lines[1:])]
    return text_of([*rows[:280], "T"])


def cut_to_a_word(lines):
    """The file has names first, and ends in the first letters of one that are a word for the end of a file."""
    rows = ["naam;" + lines[0], *(f"Bakker;{line}" for line in lines[1:])]
    return text_of([*rows[:280], "Sluit"]).rstrip(b"\r\n")


def cut_within_a_line_end(lines):
    return text_of(lines[:280])[:-1]


def cut_before_an_end_date(lines):
    """The file ends behind the delimiter of an end date, which all other rows have."""
    return text_of([lines[0], *(f"{line}2031-01-01" for line in lines[1:280]), lines[280]]).rstrip(b"\r\n")


def a_second_file_behind_half_a_file(lines):
    """A file that was cut within a kenmerk was copied in front of the rest of another, with its Ctrl-Z."""
    return text_of(lines[:270])[:-2] + b"\x1a\r\n" + text_of(lines[280:])


def torn_fase(lines):
    """From within the fase of row 6 to that of row 9 all is lost."""
    lines[6] = lines[6].replace(";schuldregeling;", ";stabilregeling;")
    return text_of(lines[:7] + lines[9:])


def torn_early_row(lines):
    """From within the BSN of row 6 to that of a row in an early fase all is lost."""
    lines[6] = lines[6][:5] + lines[9][4:].replace(";schuldregeling;", ";intake;")
    return text_of(lines[:7] + lines[10:])


def torn_day(lines):
    """From within the day of the end date of row 6 to behind that of row 7 all is lost; days have their zeros."""
    rows = [lines[0], *(line.replace("2026-01-05", "05-01-2026") + "20-11-2031" for line in lines[1:])]
    rows[6] = rows[6].removesuffix("0-11-2031") + "-11-2031"
    return text_of(rows[:7] + rows[8:])


def torn_month(lines):
    """So it is within the month, where a control character stands now; no day has a zero."""
    rows = [lines[0], *(line.replace("2026-01-05", "5-1-2026") + "21-12-2031" for line in lines[1:])]
    rows[6] = rows[6].removesuffix("12-2031") + "\x102-2031"
    return text_of(rows[:7] + rows[8:])


DAMAGE = {
    "rows within quotes on one line": (within_quotes_on_one_line, 7, "rijen_in_waarde"),
    "a block of spaces over rows": (overwritten, 7, "overschreven"),
    "a block of spaces from end to end": (overwritten_at_the_edge, 7, "overschreven"),
    "a closing quote of another row": (a_quoted_value_of_two_rows, 7, "aanhalingsteken"),
    "the end of a fase": (end_of_a_fase, 7, "fase"),
    "a file cut to a letter": (cut_to_a_letter, 281, "aantal_velden"),
    "a file cut to a word": (cut_to_a_word, 281, "laatste_regel"),
    "a file cut between CR and LF": (cut_within_a_line_end, 280, "laatste_regel"),
    "a file cut before an end date": (cut_before_an_end_date, 281, "laatste_regel"),
    "a file behind half a file": (a_second_file_behind_half_a_file, 270, "regeleinde_in_waarde"),
    "a fase of two rows": (torn_fase, 7, "fase"),
    "a BSN of two rows, of which the last is early": (torn_early_row, 7, "patroon"),
    "a day of two rows": (torn_day, 7, "datum"),
    "a month of two rows, with a control character in it": (torn_month, 7, "datum"),
    "quotes that pair up over 25 rows": (rows_pulled_together, 7, "rijen_in_waarde"),
    "a pair of quotes in two rows": (pair_of_quotes, 7, "aanhalingsteken"),
    "one lone CR": (lone_cr, 7, "aantal_velden"),
    "a lost line break": (lost_line_break, 7, "aantal_velden"),
    "a row with too few fields": (too_few_fields, 7, "aantal_velden"),
    "text after a closing quote": (text_after_quote, 7, "aanhalingsteken"),
    "a row of which empty fields are left": (lost_but_for_its_empty_fields, 7, "lege_velden"),
    "a file cut within a text": (cut_within_a_text, 293, "laatste_regel"),
    "an unknown column last": (lambda lines: in_an_unknown_column(lines, 5), 7, "regeleinde_in_waarde"),
    "an unknown column first": (lambda lines: in_an_unknown_column(lines, 0), 7, "rijen_in_waarde"),
    "an unknown column in the middle": (lambda lines: in_an_unknown_column(lines, 3), 7, "rijen_in_waarde"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_who_disappeared_in_another_row_stays_protected(job, people, known, name):
    damage, line, finding = DAMAGE[name]
    report = job.expect(job.deliver(known, damage(lines_of(people))), 201).json
    missing = counts(report).get("nietBeeindigd", 0)
    assert missing > 0 and report["aantallen"]["beeindigd"] == 0
    told = next(each for each in report["bevindingen"] if each["code"] == finding)
    assert told["regel"] == line and "beëindigt het bestand niemand" in told["melding"]
    assert "niemand beëindigd" in report["reden"] and f" {missing}." in report["reden"]
    assert job.found(people, known) == set(people)


def test_a_held_file_still_ends_nobody_for_its_swallowed_rows_when_it_is_released(job, people):
    code = job.aansluiting()
    job.expect(job.deliver(code, people[:20], day(-2)), 201)
    lines = lines_of(people)
    lines[6] = lines[6].replace(";K;", ';"abc;')
    lines[7] = lines[7].replace(";K;", ';"def";')
    held = job.expect(job.deliver(code, text_of(lines), day(-1)), 202).json
    job.operator(f"aanleveringen/{held['aanleveringId']}/vrijgaven", {"reden": "export was goed"}, 200)
    assert people[6] in job.found(people[:20], code)


@pytest.mark.parametrize("damage", [pair_of_quotes, lambda lines: text_of([*lines, "x" + lines[1][1:]])])
def test_an_earlier_end_date_in_such_a_file_is_not_believed(job, people, known, damage):
    ended = [line + day(-1) if people[20] in line else line for line in lines_of(people)]
    report = job.expect(job.deliver(known, damage(list(ended)), day(-1)), 201).json
    assert report["aantallen"]["nietBeeindigd"] > 0 and report["aantallen"]["beeindigd"] == 0
    assert people[20] in job.found(people[:40], known)
    assert job.expect(job.deliver(known, text_of(ended), day(0)), 201).json["aantallen"]["beeindigd"] == 1
    assert people[20] not in job.found(people[:40], known)


@pytest.mark.parametrize("fase", ["schuldregeling", "intake"])
def test_a_lost_digit_that_looks_like_a_lost_zero_ends_nobody_for_as_long_as_it_stands_there(job, bsns, fase):
    code, staying = job.aansluiting("productie"), bsns(20)
    person = next(each for each in bsns(40) if shortened(each))
    job.expect(job.deliver(code, [*staying, person], day(-2)), 201)
    rows = [*(row(each) for each in staying), row(shortened(person), fase=fase)]
    report = job.expect(job.deliver(code, rows, day(-1)), 201).json
    assert counts(report)["nietBeeindigd"] == 1 and "niemand beëindigd" in report["reden"]
    assert job.found([person], code, "deurwaarder2") == {person}
    assert counts(job.expect(job.deliver(code, rows, day()), 201).json)["nietBeeindigd"] == 1
    ended = job.expect(job.deliver(code, [*staying, person], day()), 200).json["aantallen"]["beeindigd"]
    assert ended == (0 if fase == "intake" else 1)  # an early row never registered the other number
    assert job.found([person], code, "deurwaarder2") == {person}


def test_so_does_one_among_zeros_that_the_source_loses_by_habit(job, bsns):
    code, staying = job.aansluiting("productie"), bsns(20)
    person = next(each for each in bsns(40) if shortened(each))
    by_habit = row("00009921")
    job.expect(job.deliver(code, [*staying, by_habit, person], day(-2)), 201)
    rows = [*(row(each) for each in staying), by_habit, row(shortened(person))]
    report = job.expect(job.deliver(code, rows, day(-1)), 201).json
    assert counts(report)["nietBeeindigd"] == 1 and "niemand beëindigd" in report["reden"]
    assert job.found([person], code, "deurwaarder2") == {person}


def test_a_digit_that_came_into_a_number_with_a_lost_zero_ends_nobody(job, bsns):
    code, staying = job.aansluiting("productie"), bsns(20)
    longer = "31-0167966"
    job.expect(job.deliver(code, [*staying, row("30167966")], day(-2)), 201)
    rows = [*(row(each) for each in staying), row(longer)]
    assert counts(job.expect(job.deliver(code, rows, day(-1)), 201).json)["nietBeeindigd"] == 1
    assert job.found(["030167966"], code, "deurwaarder2") == {"030167966"}


def test_a_header_whose_quotes_took_rows_in_refuses_the_file(job, people, known):
    lines = lines_of(people)
    lines[0] += ';"'
    lines[9] += '";'
    answer = job.expect(job.deliver(known, text_of(lines)), 400).json
    assert answer["aanlevering"]["bevindingenPerCode"] == {"aanhalingsteken": 1}


def test_whoever_left_still_ends_where_nothing_was_swallowed(job, people, known):
    report = job.expect(job.deliver(known, people[1:]), 201).json
    assert counts(report) == {"rijen": 299, "ongewijzigd": 299, "beeindigd": 1} and "reden" not in report


GLUED = "\ufeff" + KOP


@pytest.mark.parametrize(
    "position, line, finding",
    [
        (1, "-----;-----", "scheidingslijn"),
        (1, "===================", "scheidingslijn"),
        (200, "+---+", "scheidingslijn"),
        (150, KOP, "herhaalde_kopregel"),
        (150, GLUED, "herhaalde_kopregel"),
        (150, "sep=;\r\n" + KOP.upper(), "herhaalde_kopregel"),
        (None, "(39 rows affected)", "slotregel"),
        (None, "\r\n(39 rijen)\r\n", "slotregel"),
        (None, "Totaal;300", "slotregel"),
        (None, "Aantal: 300;;;;", "slotregel"),
        (None, "\\.", "slotregel"),
        (None, "EOF", "slotregel"),
        (None, "-- einde --", "slotregel"),
        (None, "----\r\nTotaal;300\r\n(300 rows affected)", "slotregel"),
    ],
)
def test_what_is_no_row_is_named_and_skipped_and_keeps_nobody(job, people, known, position, line, finding):
    lines = lines_of(people[1:])
    lines.insert(len(lines) if position is None else position, line)
    report = job.expect(job.deliver(known, text_of(lines)), 201).json
    assert counts(report)["rijen"] == 299 and report["aantallen"]["foutief"] == 0
    assert finding in report["bevindingenPerCode"]
    assert {each["ernst"] for each in report["bevindingen"]} == {"waarschuwing"}
    assert counts(report)["beeindigd"] == 1
    assert job.found(people[:20], known) == set(people[1:20])


def test_a_count_of_more_rows_than_the_file_has_keeps_everybody(job, people, known):
    report = job.expect(job.deliver(known, text_of([*lines_of(people[:297]), "(1.300 rijen)"])), 201).json
    assert counts(report)["rijen"] == 297 and counts(report)["nietBeeindigd"] == 3
    assert report["aantallen"]["foutief"] == 0 and "niemand beëindigd" in report["reden"]
    told = report["bevindingen"][-1]
    assert told["code"] == "slotregel" and "De telling noemt 1300 en gelezen zijn 297 rijen." in told["melding"]
    assert job.found(people[297:], known) == set(people[297:])


def test_rows_that_are_empty_are_named_and_many_of_them_keep_everybody(job, people, known):
    lines = lines_of(people[1:])
    lines[100:100] = [";;;;"] * 3
    report = job.expect(job.deliver(known, text_of([*lines, *[";;;;"] * 9]), day(-1)), 201).json
    assert counts(report) == {"rijen": 299, "gewijzigd": 299, "beeindigd": 1}
    assert report["bevindingenPerCode"] == {"lege_rij": 4}
    assert [each["regel"] for each in report["bevindingen"]] == [101, 102, 103, 304]
    assert " 9 lege rijen" in report["bevindingen"][-1]["melding"]
    lines = lines_of(people[2:])
    lines[100:100] = [";;;;"] * 4
    report = job.expect(job.deliver(known, text_of(lines), day()), 201).json
    assert counts(report)["nietBeeindigd"] == 1 and report["bevindingenPerCode"] == {"lege_rij": 4}
    assert job.found(people[:20], known) == set(people[1:20])


MASK = "---------;----------;--------------;--;"


def in_place_of(rows, lines, line):
    """Those rows are that line now."""
    return [line if place in rows else each for place, each in enumerate(lines)]


LOST_VALUES = {
    "blank lines": lambda lines: in_place_of(range(20, 50), lines, ""),
    "lines of spaces": lambda lines: in_place_of(range(20, 50), lines, "  "),
    "lines of a tab and a space that does not break": lambda lines: in_place_of(range(20, 50), lines, "\t\u00a0"),
    "empty quotes": lambda lines: in_place_of(range(20, 50), lines, '""'),
    "blank lines under the header": lambda lines: in_place_of(range(1, 31), lines, ""),
    "blank lines here and there": lambda lines: in_place_of(range(20, 290, 9), lines, ""),
    "a blank line every other row": lambda lines: in_place_of(range(2, 60, 2), lines, ""),
    "blank lines in a file of double lines": lambda lines: "\r\n\r\n".join(
        in_place_of(range(20, 50), lines, "")
    ).split("\r\n"),
    "delimiters under the last row": lambda lines: in_place_of(range(271, 301), lines, ";;;;"),
    "blank lines under the last row": lambda lines: in_place_of(range(271, 301), lines, ""),
    "masks": lambda lines: in_place_of(range(20, 50), lines, MASK),
    "one mask": lambda lines: in_place_of([20], lines, MASK),
    "masks under the header": lambda lines: in_place_of(range(1, 31), lines, MASK),
    "masks under the last row": lambda lines: in_place_of(range(271, 301), lines, MASK),
    "one mask under the last row": lambda lines: in_place_of([300], lines, MASK),
    "masks of the whole line": lambda lines: in_place_of(range(20, 50), lines, "-" * 40),
    **{
        f"masks of {sign}": lambda lines, sign=sign: in_place_of(range(20, 50), lines, MASK.replace("-", sign))
        for sign in "_=+—|"
    },
    "a few of every kind": lambda lines: in_place_of(
        [90], in_place_of([70], in_place_of([40, 60], lines, ""), "====="), ";;;;"
    ),
}


@pytest.mark.parametrize("name", LOST_VALUES)
def test_rows_that_lost_their_values_keep_everybody(job, people, known, name):
    report = job.expect(job.deliver(known, text_of(LOST_VALUES[name](lines_of(people)))), 201).json
    assert report["aantallen"]["beeindigd"] == 0 and counts(report)["nietBeeindigd"] > 0
    assert "niemand beëindigd" in report["reden"]
    assert any("beëindigt het bestand niemand" in each["melding"] for each in report["bevindingen"])
    assert job.found(people, known) == set(people)


LAYOUT = {
    "double lines": lambda lines: "\r\n\r\n".join(lines).split("\r\n"),
    "a blank line under the header": lambda lines: [lines[0], "", *lines[1:]],
    "blank lines at the end": lambda lines: [*lines, *[""] * 20],
    "what a spreadsheet leaves": lambda lines: [*lines, *[";;;;"] * 200],
    "a ruler under the header and around the total": lambda lines: [
        lines[0], MASK, *lines[1:], "-----", "Totaal;299", "=====", ""
    ],
    "a count with an amount": lambda lines: [*lines, "Totaal;299;1.234.567,89"],
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUT)
def test_how_files_are_laid_out_keeps_nobody(job, people, known, name):
    report = job.expect(job.deliver(known, text_of(LAYOUT[name](lines_of(people[1:])))), 201).json
    assert counts(report) == {"rijen": 299, "gewijzigd": 299, "beeindigd": 1}


@pytest.mark.parametrize(
    "line",
    [
        "Totaal;300,00", "Totaal;300.00", "TRAILER;300", "EOF;300", "EOF 300", "Som: 300", "290 van de 300 rijen",
        "Totaal;300;10", "Totaal;10;300", "Totaal: 10 van 300", "Totaal 300/10", "Totaal;3 00",
    ],
)  # fmt: skip
def test_a_last_line_that_may_count_more_rows_keeps_everybody(job, people, known, line):
    report = job.expect(job.deliver(known, text_of([*lines_of(people[:290]), line])), 201).json
    assert counts(report)["nietBeeindigd"] == 10 and report["bevindingenPerCode"] == {"slotregel": 1}
    assert job.found(people[290:], known) == set(people[290:])


@pytest.mark.parametrize("datum", ["202-10-10", "5-1-26"])
def test_a_date_that_may_be_parts_of_two_keeps_everybody(job, people, known, datum):
    lines = lines_of(people[1:])
    lines[5] = row(people[5], einddatum=datum)
    report = job.expect(job.deliver(known, text_of(lines)), 201).json
    assert counts(report)["foutief"] == 1 and counts(report)["nietBeeindigd"] == 2
    assert report["bevindingenPerCode"] == {"datum": 1}
    assert "niemand" in report["bevindingen"][0]["melding"] and people[0] in job.found(people[:1], known)


@pytest.mark.parametrize(
    "line",
    ["99999;300", "300", "-;-;-;-;-", "Totaal;;nazorg;;", "Jansen;2026-01-15;nazorg;;", "------;2026-01-15;nazorg;;"],
)
def test_what_may_be_the_rest_of_a_row_keeps_everybody(job, people, known, line):
    report = job.expect(job.deliver(known, text_of([*lines_of(people[1:]), line])), 201).json
    assert counts(report)["foutief"] == 1 and counts(report)["nietBeeindigd"] == 1
    assert people[0] in job.found(people[:1], known)


def test_a_count_in_the_middle_of_a_file_is_a_faulty_row(job, people, known):
    lines = lines_of(people[1:])
    lines.insert(100, "Totaal;300")
    report = job.expect(job.deliver(known, text_of(lines)), 201).json
    assert counts(report)["nietBeeindigd"] == 1
    assert people[0] in job.found(people[:1], known)
