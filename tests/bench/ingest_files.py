"""The day files of bench_ingest: made once, the same bytes for both."""

import persons

CHANGED, GONE, NEW = 0.005, 0.0025, 0.0025


class Files:
    """Of `rows` persons: as first delivered, with 1 % or all rows changed; and those of many aansluitingen."""

    def __init__(self, random, rows, sources, rows_each):
        spare = max(round(rows * NEW), 1)
        numbers = persons.different_numbers(random, rows + spare + max(rows, 1000) // 50)
        self.rows = rows
        self.persons, new, self.others = numbers[:rows], numbers[rows : rows + spare], numbers[rows + spare :]
        self.first = persons.day_file(self.persons)
        self.all_changed = self.first.replace(b";SHV-", b";SHX-")
        self.one_percent, self.one_percent_counts = self._one_percent(random, new)
        self.of_sources = [
            persons.day_file([self.persons[(source * rows_each + row) % rows] for row in range(rows_each)])
            for source in range(sources)
        ]

    def _one_percent(self, random, new):
        changed, gone = max(round(self.rows * CHANGED), 1), max(round(self.rows * GONE), 1)
        header, *lines = self.first.splitlines(keepends=True)
        places = random.sample(range(self.rows), changed + gone)
        for place in places[:changed]:
            lines[place] = lines[place].replace(b";SHV-", b";SHX-")
        for place in places[changed:]:
            lines[place] = b""
        left = set(places[changed:])
        self.staying = [person for place, person in enumerate(self.persons) if place not in left]
        lines += persons.day_file(new).splitlines(keepends=True)[1:]
        counts = {"nieuw": len(new), "gewijzigd": changed, "beeindigd": gone}
        return header + b"".join(lines), {**counts, "ongewijzigd": self.rows - changed - gone}
