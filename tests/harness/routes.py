"""The routes of each listener, as the server declares them (tests/routes/main.cc)."""

import functools
import json
import re

from harness.programs import run


@functools.cache
def _declared():
    return json.loads(run("print_routes").stdout)


class Route:
    """One route: `method`, `who` may, the mediatype that it `takes`, and what else it says of itself."""

    def __init__(self, declared):
        self.__dict__.update(declared)

    def path_of(self, **places):
        """Its path, with these in their places and something that does not exist in the others."""
        return re.sub(r"{(\w+)}", lambda place: places.get(place[1], "bestaatniet"), self.path)


def routes(listener, *who):
    """Those of a listener that the contract describes; of `who` alone where some are given."""
    every = [Route(declared) for declared in _declared()[listener]]
    return [route for route in every if route.path.startswith("/v1/") and (not who or route.who in who)]
