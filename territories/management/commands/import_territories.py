from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from territories.importing.check import ImportRefused
from territories.importing.run import STEPS, import_territories

DEFAULT_SOURCE = Path("fixtures") / "territories"


class Command(BaseCommand):
    help = "Met en vigueur un millésime des territoires (idempotent)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", type=Path, help="dossier du millésime")
        parser.add_argument("--admin-express", type=Path, help="contours complets de l'IGN (.gpkg)")
        parser.add_argument(
            "--force", action="store_true", help="compare ligne à ligne un millésime déjà importé"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source = options["source"] or Path(settings.BASE_DIR) / DEFAULT_SOURCE
        quiet = options["verbosity"] == 0
        # disable=None: nothing is drawn where nobody looks (not a terminal).
        with tqdm(total=STEPS, disable=quiet or None, leave=False, unit="étape") as bar:
            try:
                report = import_territories(
                    source, options["admin_express"], force=options["force"], step=_shown_on(bar)
                )
            except ImportRefused as refused:
                reasons = "\n".join(f"- {problem}" for problem in refused.problems)
                raise CommandError(f"Import refusé, rien n'a changé :\n{reasons}") from refused
        if not quiet:
            self.stdout.write("\n".join(report.lines()))


def _shown_on(bar: tqdm) -> Any:
    def step(label: str) -> None:
        bar.set_description(label)
        bar.update()

    return step
