"""Every address of the project, from its resolver."""

import re

from django.urls import URLResolver, get_resolver

ADMIN = "administration/"


def routes():
    """{name, or the route itself: the route}, without the administration's."""
    return {name or route: route for name, route in _all() if not route.startswith(ADMIN)}


def admin_routes():
    """One path for each route of the administration, with 1 for whatever it asks."""
    return [
        "/" + re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", "1", route).replace("$", "")
        for _, route in _all()
        if route.startswith(ADMIN)
    ]


def path_of(route, values):
    """The route with its parts filled in; KeyError for one that has no value."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values[part[1]]), _plain(route))


def _plain(route):
    """A route by regular expression as one by converters."""
    named = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    return named.replace("^", "").replace("$", "").replace("\\.", ".")


def _all(patterns=None, before=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _all(pattern.url_patterns, route)
        else:
            yield pattern.name, route
