from django.db import connection

from territories.enums import Level
from territories.models import Territory

_NEXT = """
    INSERT INTO sites_referencecounter AS counter (departement_code, last) VALUES (%s, 1)
    ON CONFLICT (departement_code) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""


def departement_code(commune: Territory) -> str:
    """The code of the department that holds the commune ("69", "2A", "974")."""
    departements = Territory.objects.filter(level=Level.DEPARTEMENT)
    return departements.get(contents__territory=commune).code


def next_reference(departement: str) -> str:
    """`69-0042`: the next one of the department, whose counter stays locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [departement])
        return f"{departement}-{cursor.fetchone()[0]:04d}"
