from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from layers.demo.census import Size
from layers.demo.country import NoTerritories
from layers.demo.seed import STEPS, seed


class Command(BaseCommand):
    help = "Charge la démonstration, une seule fois : personnes, sites et faits inventés."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", type=float, default=1, help="1 : la taille de la France")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("DEMONSTRATION n'est pas activé : rien n'est écrit.")
        if options["scale"] <= 0:
            raise CommandError("--scale doit être plus grand que zéro.")
        quiet = options["verbosity"] == 0
        # disable=None: nothing is drawn where nobody looks (not a terminal).
        with tqdm(total=STEPS, disable=quiet or None, leave=False, unit="étape") as bar:
            try:
                size = Size().scaled(options["scale"])
                report = seed(size, timezone.localdate(), _shown_on(bar))
            except NoTerritories as error:
                raise CommandError(
                    f"Lancez d'abord import_territories ; il manque : {', '.join(error.missing)}."
                ) from error
        if not quiet:
            self.stdout.write("\n".join(report.lines()))


def _shown_on(bar: tqdm) -> Any:
    def step(label: str) -> None:
        bar.set_description(label)
        bar.update()

    return step
