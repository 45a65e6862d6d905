from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from layers.demo import scale
from layers.demo.scale_sql import STEPS
from territories.models import Territory

MOST = 1_000_000


class Command(BaseCommand):
    help = "Ajoute à la démonstration des sites inventés en nombre, pour mesurer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sites", type=int, default=50_000, help="50 000 par défaut")
        parser.add_argument("--outside", default="", help="un territoire où n'en mettre aucun")
        parser.add_argument("--remove", action="store_true", help="les retire tous")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("DEMONSTRATION n'est pas activé : rien n'est écrit.")
        if options["remove"]:
            return self._remove()
        number = options["sites"]
        if not 1 <= number <= MOST:
            raise CommandError(f"--sites va de 1 à {MOST}.")
        outside = self._territory(options["outside"])
        there = scale.count()
        if there == number:
            self.stdout.write(f"{there} sites d'essai : déjà là, rien à faire.")
            return None
        if there:
            raise CommandError(f"Il y en a déjà {there} : retirez-les d'abord avec --remove.")
        self._add(number, outside, quiet=options["verbosity"] == 0)
        self.stdout.write(f"{number} sites d'essai ajoutés.")
        return None

    def _add(self, number: int, outside: Territory | None, quiet: bool) -> None:
        with tqdm(total=len(STEPS), disable=quiet or None, leave=False, unit="étape") as bar:

            def step(label: str) -> None:
                bar.set_description(label)
                bar.update()

            try:
                scale.add(number, timezone.localdate(), outside, step)
            except scale.NoAuthor as error:
                raise CommandError("Lancez d'abord seed_demo : personne ne les signale.") from error

    def _remove(self) -> None:
        try:
            gone = scale.remove()
        except scale.SomethingHangsOn as error:
            raise CommandError("Des écritures dépendent de ces sites : ils restent.") from error
        self.stdout.write(f"{gone} sites d'essai retirés.")

    def _territory(self, slug: str) -> Territory | None:
        try:
            return Territory.objects.by_slug(slug) if slug else None
        except Territory.DoesNotExist:
            raise CommandError(f"Aucun territoire ne s'appelle {slug}.") from None
