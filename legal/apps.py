from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "legal"
    verbose_name = "Procédures"

    def ready(self) -> None:
        from legal import calendar, filters, readable

        readable.declare()
        filters.declare_filters()
        calendar.declare()
