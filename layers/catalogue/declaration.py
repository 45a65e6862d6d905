"""What a layer is: all that a reader of it needs to know, and what gives its GeoJSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actors.enums import Ability


@dataclass(frozen=True, slots=True)
class Field:
    """A property of each feature."""

    name: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address may ask for, beside the filters."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """`/couches/<path>.geojson`, served by one view, printed on `/couches/`.

    `read` turns the reader and what he asks for into what `write` makes a FeatureCollection
    (WGS84) of; parts of the path come to it by name, and it raises ValidationError by parameter.
    It must begin with what the scope may see, unless the layer is the same for all. `fields` are
    those of each kind of feature, by its name in words. `zooms` are those that it serves; `limit`
    is the most features of an answer. Without its `ability` the layer does not exist for the
    reader. `filters`: it takes those of the map.

    `version` names the data in force of a layer that is the same for all: its answers, asked for
    under that name (`v`), are kept for a year. The others are asked again each time.

    `example`: parts of the path and a query, to try it.
    """

    id: str
    title: str
    description: str
    geometry: str
    fields: Mapping[str, tuple[Field, ...]]
    limit: int
    read: Callable[..., Any]  # (Scope, QueryDict, **parts of the path)
    write: Callable[[Any], str]
    zooms: tuple[int, int] = (0, 22)
    path: str = ""
    parameters: tuple[Parameter, ...] = ()
    filters: bool = False
    ability: Ability | None = None
    version: Callable[[], str] | None = None
    example: Mapping[str, str] = field(default_factory=dict)
    example_query: str = ""

    @property
    def name(self) -> str:
        """Of its route."""
        return f"layer-{self.id}"

    @property
    def route(self) -> str:
        return f"couches/{self.path or self.id}.geojson"
