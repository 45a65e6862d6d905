from django.db.models import TextChoices


class Level(TextChoices):
    """A level of the French territory; the value is also the first part of a slug."""

    NATION = "nation", "France"
    REGION = "region", "Région"
    DEPARTEMENT = "departement", "Département"
    ARRONDISSEMENT = "arrondissement", "Arrondissement"
    EPCI = "epci", "Intercommunalité (EPCI)"
    EPT = "ept", "Établissement public territorial"
    COMMUNE = "commune", "Commune"
    ARRONDISSEMENT_MUNICIPAL = "arrondissement-municipal", "Arrondissement municipal"
