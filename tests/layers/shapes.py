"""Bodies that the API takes."""

from uuid import uuid4

IN_VENISSIEUX = (4.75, 45.25)


def a_uuid():
    return uuid4()


def point(lon=IN_VENISSIEUX[0], lat=IN_VENISSIEUX[1]):
    return {"type": "Point", "coordinates": [lon, lat]}


def feature(geometry=None, **properties):
    body = {"type": "Feature", "properties": properties}
    return body | ({"geometry": geometry} if geometry else {})


def survey(observed_on="2026-11-20", groups=("population",), **values):
    return {"observed_on": observed_on, "groups": list(groups), **values}
