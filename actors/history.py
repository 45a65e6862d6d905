"""History by database triggers: bulk writes and plain SQL leave their rows too."""

from collections.abc import Callable

import pghistory
from django.db import models


def tracked(*copies: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Keeps a row of `<Model>History` at each INSERT and UPDATE, with who wrote and through what.

    The columns named in `copies` repeat what stands elsewhere: a change of them alone leaves none.
    """

    def decorate(model: type[models.Model]) -> type[models.Model]:
        track = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            model_name=f"{model.__name__}History",
            exclude=list(copies) or None,
        )
        return track(model)

    return decorate
