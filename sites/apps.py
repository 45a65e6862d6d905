from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = "Sites"

    def ready(self) -> None:
        from sites import abilities, documents, reinstallations

        abilities.declare_conditions()
        documents.declare()
        reinstallations.declare()
