from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        from journal import abilities, filters, readable

        readable.declare()
        abilities.declare_conditions()
        filters.declare_filters()
