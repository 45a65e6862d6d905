"""What an import did, for the person who ran it."""

from dataclasses import dataclass, field

from territories.enums import Level


@dataclass
class Report:
    """``written``: rows inserted, updated and deleted. ``holes``: m² each, the widest first.
    ``orphans``: ended territories that nothing succeeds. ``moved``: handler's label → rows."""

    vintage: int
    unchanged: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    holes: list[float] = field(default_factory=list)
    redrawn: int | None = None
    ended: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    created: int = 0
    outlines_changed: int = 0
    written: int = 0
    moved: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        if self.unchanged:
            return [f"Territoires {self.vintage} : déjà en vigueur, rien à faire."]
        holes = ", ".join(f"{area / 1e6:.2f} km²" for area in self.holes[:5]) or "aucun"
        redrawn = [f"Contours de communes pris d'ADMIN EXPRESS : {self.redrawn}"]
        return [
            f"Territoires, millésime {self.vintage}",
            *(f"  {Level(level).label} : {count}" for level, count in self.counts.items()),
            *(redrawn if self.redrawn is not None else ()),
            # One that is invalid or overlaps refuses the whole import before this report.
            "Contours non valides : 0",
            f"Trous de plus d'un hectare : {holes}",
            f"Territoires créés : {self.created} ; terminés : {_names(self.ended)}",
            f"Orphelins (terminés sans successeur) : {_names(self.orphans)}",
            f"Communes dont le contour a changé : {self.outlines_changed}",
            *(f"Déplacés vers un successeur, {label} : {n}" for label, n in self.moved.items()),
            f"Lignes écrites : {self.written}",
        ]


def _names(slugs: list[str]) -> str:
    return f"{len(slugs)} ({', '.join(slugs[:10])})" if slugs else "0"
