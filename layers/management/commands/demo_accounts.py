from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from layers.demo.accounts import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Affiche les comptes de la démonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("DEMONSTRATION n'est pas activé : il n'y a pas de compte à montrer.")
        rows = [("Qui", "Adresse e-mail", "Mot de passe")]
        rows += [(account.who, account.email, PASSWORD) for account in ACCOUNTS]
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
