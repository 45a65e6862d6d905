"""The sites: points, or from afar one bubble a territory."""

from layers import drawing, points
from layers.catalogue.declaration import Field, Layer, Parameter
from sites.models import CONDITION_FIELDS

_CONDITIONS = tuple(
    Field(name, str(group.label), "Niveau : bon, à améliorer, mauvais ou inconnu.")
    for group, name in CONDITION_FIELDS.items()
)
_OF_POINTS = (
    Field("reference", "Référence", "« 69-0042 » ; sa page est /sites/69-0042/."),
    Field("title", "Titre", "L’appellation du site, sinon son adresse, sinon sa commune."),
    Field("commune_name", "Commune", "Le nom de la commune."),
    Field("status", "Statut", "signale, ouvert, en-cours, resorbe, ferme ou annule."),
    Field("kind", "Type", "terrain, immeuble ou autre."),
    Field("people", "Personnes", "Au dernier diagnostic ; vide quand le nombre est inconnu."),
    Field("minors", "Mineurs", "Au dernier diagnostic ; vide quand le nombre est inconnu."),
    *_CONDITIONS,
    Field("updated_on", "Actualisé le", "Date du dernier diagnostic ou de la vérification."),
    Field("location_precision", "Précision", "position, adresse ou commune."),
    Field("phase", "Dernière phase", "La dernière phase préparatoire atteinte ; vide sans elle."),
    Field("deadline", "Échéance", "Avec « avec=echeance » et le droit : la première qui attend."),
    Field("points", "Points d’attention", "Ceux qui sont ouverts et que vous pouvez lire."),
    Field("points_urgent", "Points urgents", "Parmi eux, les urgents."),
)
_OF_BUBBLES = (
    Field("slug", "Territoire", "« departement-69 », comme le filtre « dans » l’écrit."),
    Field("name", "Nom", "Le nom du territoire."),
    Field("level", "Niveau", "region, departement ou commune."),
    Field("sites", "Sites", "Le nombre de sites de tout le territoire que vous voyez."),
    Field("people", "Personnes", "La somme des nombres connus."),
    Field("unknown", "Nombre inconnu", "Les sites dont le nombre de personnes est inconnu."),
)

_MOST = f"{drawing.MOST_IN_VIEW:,}".replace(",", "\N{NO-BREAK SPACE}")

LAYER = Layer(
    id="sites",
    title="Sites",
    description=(
        "Les sites que vous voyez, selon les filtres de la carte. Avec « zoom », ce que la carte "
        f"dessine : un point par site quand la vue en compte {_MOST} au plus et que "
        f"le zoom est d’au moins {drawing.POINTS_FROM} ou le territoire d’au plus un département ; "
        "sinon une bulle par région (zoom 0 à 5), département (6 à 8) ou commune. Sans « zoom », "
        "toujours des points. « kind » dit lesquels (points, bubbles) ; « truncated » dit que la "
        "limite est atteinte."
    ),
    geometry="Points ; d’une bulle, le point d’étiquette de son territoire",
    fields={"Chaque point": _OF_POINTS, "Chaque bulle": _OF_BUBBLES},
    limit=points.MOST_POINTS,
    parameters=(
        Parameter("bbox", "ouest,sud,est,nord en degrés (WGS84)"),
        Parameter("zoom", "nombre entier de 0 à 22"),
        Parameter("avec", "echeance : aussi la prochaine échéance, pour qui lit les procédures"),
    ),
    filters=True,
    read=drawing.read,
    write=drawing.geojson,
    example_query="zoom=6",
)
