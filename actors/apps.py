from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "actors"
    verbose_name = "Structures et personnes"

    def ready(self) -> None:
        from actors import conditions

        conditions.declare_conditions()
