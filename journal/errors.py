"""What a journal refuses because of what stands already (409)."""

from sites.errors import Conflict


class AlreadyPublished(Conflict):
    """Too late to take it back in silence."""

    def __init__(self) -> None:
        super().__init__(
            "Ce message est déjà publié : il ne s’annule plus, mais vous pouvez le supprimer."
        )


class AlreadyRemoved(Conflict):
    """The form's uuid wrote an entry that was taken back or removed since."""

    def __init__(self) -> None:
        super().__init__("Ce message a déjà été envoyé, puis annulé ou supprimé.")
