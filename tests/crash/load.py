"""Deliveries and questions without pause, and what is known of their fate."""

import datetime
import http.client
import itertools
import random
import threading

from harness.connection import Connection
from harness.job import RUIME_DREMPELS, Job, dagbestand, row

# As long ago as a peildatum may be.
FIRST_DAY = datetime.date.today() - datetime.timedelta(days=364)
BEFORE = "1999-12-31"
GONE = (OSError, http.client.HTTPException)


class Delivery:
    def __init__(self, peildatum, rows, number=0):
        self.peildatum = peildatum
        self.number = number  # of the deliveries of its source, in order
        self.rows = rows  # BSN -> kenmerk
        self.report = None  # as acknowledged


class Source:
    """One aansluiting: the delivery in force as far as known, and the one whose fate is not."""

    def __init__(self, code):
        self.code = code
        self.number = 0
        self.in_force = Delivery(FIRST_DAY, {})
        self.in_flight = None
        self.acknowledged = []  # since the last check
        self.acknowledged_count = 0

    def next_delivery(self, pool, generator):
        """Another set of persons; some rows stay as they were, one is always new."""
        self.number += 1
        last = self.in_force
        # The first one always: that nobody of those before is left would be held.
        people = [pool[0], *generator.sample(pool[1:], generator.randint(0, len(pool) - 1))]
        keep = generator.random()
        rows = {bsn: last.rows.get(bsn, "") if generator.random() < keep else f"L{self.number}" for bsn in people}
        rows[people[0]] = f"L{self.number}"
        next_day = last.peildatum + datetime.timedelta(days=generator.choice((0, 0, 1)))
        # A long run reaches today; from then on everything corrects today.
        return Delivery(min(next_day, datetime.date.today()), rows, self.number)

    def acknowledge(self, delivery, report):
        delivery.report = report
        self.in_force, self.in_flight = delivery, None
        self.acknowledged.append(report["aanleveringId"])
        self.acknowledged_count += 1


def connect(vish, count, make=Source):
    """Everyone connected; the guard may not hold what these sources deliver."""
    job = Job(vish)
    job.connect_parties()
    return [make(job.aansluiting(drempels=RUIME_DREMPELS)) for _ in range(count)]


class Running:
    """Everyone delivers and asks until the server is gone, or each has done so `most` times."""

    def __init__(self, vish, sources, askers, pool, generator, most=None):
        self._answered = [{} for _ in range(askers)]
        tasks = [(deliver, source) for source in sources] + [(ask, notes) for notes in self._answered]
        self._workers = [
            threading.Thread(target=task, args=(vish, about, pool, random.Random(generator.random()), most))
            for task, about in tasks
        ]
        for worker in self._workers:
            worker.start()

    def answered(self):
        """Once the server is gone: the questions that were answered, as ask() notes them."""
        for worker in self._workers:
            worker.join()
        return {match_id: count for notes in self._answered for match_id, count in notes.items()}


def turns(most):
    return itertools.count() if most is None else range(most)


def deliver(vish, source, pool, generator, most):
    try:
        with Connection(vish, "gemeente") as request:
            for _ in turns(most):
                delivery = source.next_delivery(pool, generator)
                file = dagbestand(row(bsn, BEFORE, kenmerk=kenmerk) for bsn, kenmerk in delivery.rows.items())
                path = f"/v1/aansluitingen/{source.code}/aanleveringen/{delivery.peildatum}"
                source.in_flight = delivery
                source.acknowledge(delivery, request("PUT", path, file, "text/csv"))
    except GONE:
        pass


def ask(vish, answered, pool, generator, most):
    """Notes of each answer its id and how many persons it is about."""
    try:
        with Connection(vish, "deurwaarder") as request:
            for _ in turns(most):
                people = generator.sample(pool, generator.choice((1, 2, 3, 4, 5, 20)))
                question = {"burgerservicenummers": people, "kenmerk": "crash", "doel": "anders"}
                answered[request("POST", "/v1/matches", question)["matchId"]] = len(people)
    except GONE:
        pass
