from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sites import copies


class Command(BaseCommand):
    help = "Proves that what sites repeat of their periods and surveys is right."

    def handle(self, *args: Any, **options: Any) -> None:
        if wrong := copies.wrong():
            raise CommandError(f"{len(wrong)} sites have wrong copies: {', '.join(wrong[:20])}")
        self.stdout.write("All copies are right.")
