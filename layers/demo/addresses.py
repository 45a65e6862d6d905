"""Invented streets, and what sites are called."""

from layers.demo.chance import Chance
from sites.enums import SiteKind

STREETS = ("rue", "rue", "rue", "chemin", "impasse", "allée", "avenue", "quai", "route", "passage")
STREET_NAMES = (
    *("des Trois Cerisiers", "de la Fontaine aux Merles", "du Vieux Lavoir", "des Tuiliers"),
    *("de la Grande Luzerne", "du Moulin Brûlé", "des Quatre Saules", "de la Butte aux Grives"),
    *("des Cordiers", "du Four à Chaux", "de la Petite Vitesse", "des Ajoncs", "du Pré Marchand"),
    *("de l’Ancienne Gare", "des Maraîchers", "du Bois Dormant", "de la Sablière", "des Éclusiers"),
    *("du Champ des Oiseaux", "de la Halle aux Grains", "des Potiers", "du Clos Violet"),
    *("de la Tannerie", "des Bateliers", "du Chant du Coq", "de la Remise", "des Deux Ponts"),
    *("du Gué aux Biches", "de la Noria", "des Vignes Perdues", "du Triage", "de la Minoterie"),
)
NAMES = {
    SiteKind.TERRAIN: (
        *("Terrain {street}", "Bidonville {street}", "Campement {street}", "Friche {street}"),
        *("Terrain du Pré Marchand", "Les Jardins du Triage", "Bord du canal", "La Sablière"),
        *("Sous l’échangeur", "Ancien camping", "Délaissé de la rocade", "Talus de la voie ferrée"),
    ),
    SiteKind.IMMEUBLE: (
        *("Squat {street}", "Ancienne imprimerie", "Ancienne minoterie", "Entrepôt {street}"),
        *("Ancien garage", "Pavillons {street}", "Ancienne école", "Bureaux {street}"),
    ),
    SiteKind.AUTRE: ("Parking {street}", "Aire {street}", "Véhicules {street}"),
}
ACCESS = (
    "Entrée par le portail bleu, au fond du parking.",
    "Accès à pied par le chemin de halage ; stationner avant le pont.",
    "Le terrain ne se voit pas de la route : suivre le grillage sur 200 m.",
    "Prévenir l’association avant toute visite.",
    "Accès difficile par temps de pluie, prévoir des bottes.",
    "Deux entrées ; celle du nord est la plus praticable pour une camionnette.",
    "Se garer devant l’entrepôt, le passage du camion de collecte doit rester libre.",
    "Arrêt de bus à cinq minutes.",
)


def street(chance: Chance) -> str:
    return f"{chance.choice(STREETS)} {chance.choice(STREET_NAMES)}"


def name(kind: SiteKind, where: str, chance: Chance) -> str:
    """« Terrain de la rue des Potiers », « Bord du canal »."""
    by_street = [pattern for pattern in NAMES[kind] if "{" in pattern]
    pattern = chance.choice(by_street if chance.happens(0.6) else NAMES[kind])
    return pattern.format(street=_of(where))


def _of(where: str) -> str:
    masculine = ("chemin", "quai", "passage")
    if where.startswith(masculine):
        return f"du {where}"
    return f"de l’{where}" if where[0] in "aeiou" else f"de la {where}"
