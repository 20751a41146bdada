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
    """All BSNs that pass the elfproef, each once in an order that is mixed and always the same; none that is public."""
    first, last = ([sum(weight * int(digit) for weight, digit in zip(weights, f"{half:04}")) for half in range(10**4)]
                   for weights in (WEIGHTS[:4], WEIGHTS[4:]))
    for place in range(1, 10**8):
        digits = place * STEP % 10**8
        check = (first[digits // 10**4] + last[digits % 10**4]) % 11
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
