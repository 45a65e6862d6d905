"""Invented associations, and how many structures of each kind a full demonstration has."""

# Each works in one place: « Chemins d’Escale Loire-Atlantique »
ASSOCIATIONS = (
    "Chemins d’Escale",
    "Le Pont des Tisserands",
    "Mille Passerelles",
    "La Halte aux Tilleuls",
    "Ancrages et Rivages",
    "Porte-Voix Solidaire",
    "Les Seuils Ouverts",
    "Cap Toiture",
    "L’Atelier des Possibles Partagés",
    "Terre d’Appui",
    "Le Fil et le Toit",
    "Médiation Rive Claire",
    "Bivouac Citoyen",
    "Les Clés du Palier",
    "Trait d’Union Logis",
    "École au Bout du Chemin",
    "Santé Pas à Pas",
    "Les Veilleurs du Canal",
)
OBSERVERS = ("Observatoire citoyen de l’habitat précaire", "Chaire Villes et marges")

# A full demonstration has 290 structures: what these do not take goes to associations.
EDUCATION, COMMUNES, GROUPS, DEPARTEMENTS, FIRE_SERVICES = 26, 28, 14, 8, 6
FULL = 290
SHOWN_ASSOCIATIONS = 7  # in the department that is shown at length

# The State has other services in the inner suburbs of Paris and overseas.
DRIHL = ("75", "92", "93", "94")
DEETS = ("971", "972", "973", "974", "976")
