"""Made-up persons, and the day files and questions that name them."""

import json

PUBLIC_TEST_NUMBERS = "99999"
WEIGHTS = range(9, 1, -1)
STEP = 61_803_399  # coprime with 100,000,000: its multiples come by every number
PHASES = ("stabilisatie", "schuldregeling", "oplossing", "nazorg")
HEADER = "burgerservicenummer;startdatum;fase;kenmerk;einddatum\r\n"
MATCH = '"match":true'
NO_MATCH = '"match":false'


def different_numbers(random, count):
    """That many BSNs that pass the elfproef, none twice and none of the public test range."""
    numbers = {}
    while len(numbers) < count:
        digits = f"{random.randrange(10**8):08}"
        check = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits)) % 11
        if check < 10 and not digits.startswith(PUBLIC_TEST_NUMBERS) and digits != "00000000":
            numbers[f"{digits}{check}"] = None
    return list(numbers)


def every_number():
    """All BSNs that pass the elfproef but those of the public test range, each once, in mixed order, always the same."""
    checks = [sum(weight * (half // 10**place % 10) for place, weight in enumerate((2, 3, 4, 5))) for half in range(10000)]
    high = [sum(weight * (half // 10**place % 10) for place, weight in enumerate((6, 7, 8, 9))) for half in range(10000)]
    for place in range(1, 10**8):
        digits = place * STEP % 10**8
        check = (high[digits // 10000] + checks[digits % 10000]) % 11
        if check < 10 and digits // 1000 != int(PUBLIC_TEST_NUMBERS):
            yield f"{digits:08}{check}"


def day_file(numbers):
    """A day file with a row for each of them; about as long as real rows are."""
    rows = [HEADER]
    for position, number in enumerate(numbers):
        day = f"2026-{position % 9 + 1:02}-{position % 28 + 1:02}"
        rows.append(f"{number};{day};{PHASES[position % 4]};SHV-{position:08};\r\n")
    return "".join(rows).encode()


def question(number):
    return json.dumps({"burgerservicenummers": [number], "kenmerk": "2026-004711", "doel": "dagvaarding"})


def write_questions(file, random, registered, others):
    """Questions for vish_load in random order: what the answer must hold, a tab, the body."""
    lines = [f"{MATCH}\t{question(number)}\n" for number in registered]
    lines += [f"{NO_MATCH}\t{question(number)}\n" for number in others]
    random.shuffle(lines)
    file.write_text("".join(lines))
