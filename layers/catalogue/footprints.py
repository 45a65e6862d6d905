"""What the sites occupy, drawn by those who work there."""

from layers import footprints
from layers.catalogue.declaration import Field, Layer, Parameter

LAYER = Layer(
    id="footprints",
    path="emprises",
    title="Emprises",
    description=(
        "L’emprise des sites que vous voyez, selon les filtres de la carte, quand elle a été "
        f"dessinée ; la carte la montre à partir du zoom {footprints.FROM_ZOOM}."
    ),
    geometry="Polygones",
    fields={
        "Chaque emprise": (
            Field("reference", "Référence", "« 69-0042 » ; sa page est /sites/69-0042/."),
            Field("title", "Titre", "L’appellation du site, sinon son adresse, sinon sa commune."),
            Field("status", "Statut", "signale, ouvert, en-cours, resorbe, ferme ou annule."),
            Field("footprint_m2", "Surface", "En mètres carrés, dans la projection du lieu."),
        )
    },
    limit=footprints.MOST,
    zooms=(footprints.FROM_ZOOM, 22),
    parameters=(Parameter("bbox", "ouest,sud,est,nord en degrés (WGS84) ; nécessaire"),),
    filters=True,
    read=footprints.read,
    write=footprints.geojson,
    example_query="bbox=4.8,45.7,4.9,45.8",
)
