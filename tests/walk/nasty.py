"""What a careless or a hostile hand puts where a value is expected."""

from sites.filters import FILTERS

VALUES = ("\0", "²", "9" * 400, "-1", "'\"<b>%", "é" * 300)
# name of the route → the parameters that it reads
PARAMETERS = {
    # every filter once, where it is quick: the pages read them by the same class
    "layer-sites": (*FILTERS, "bbox", "zoom"),
    "site-list": (
        "dans",
        "texte",
        "sans_maj",
        "tri",
        "colonnes",
        "apres",
        "avant",
        "impression",
        "retenir",
        "site",
        "vue",
    ),
    "search": ("q", "adresses"),
    "map": ("dans", "texte", "site", "vue", "fond", "couleur"),
    "site-batch": ("choisis", "sans", "retour"),
    "map-state": ("dans", "sans_maj", "site"),
    "map-here": ("position", "parcelle"),
    "layer-footprints": ("bbox", "dans"),
    "map-facets": ("pli", *FILTERS),
    "layer-territories": ("dans", "detail", "v"),
    "api-sites": ("dans", "bbox", "page", "page_size"),
    "api-journal": ("page", "page_size"),
    "api-surveys": ("page", "page_size"),
    "territory-list": ("q", "niveau", "dans", "page", "page_size"),
    "journal-post": ("page",),
    "notifications": ("voir", "motif", "avant", "lues"),
    "notifications-count": ("depuis",),
    "attention": ("dans", "sujet", "gravite", "pour", "etat", "apres"),
    "attention-act": ("retour",),
    "recent": ("dans", "nature", "structure", "texte", "du", "au", "apres"),
    "site-life": ("nature", "apres"),
    "survey-level": ("eau_acces", "eau_distance", "eau_continu"),
    "site-history": ("champ", "personne", "du", "au", "avant"),
    "site": ("au", "connu_au"),
    "site-report": ("lon", "lat", "location", "address", "citycode", "location_precision", "q"),
    "site-place": ("lon", "lat", "location", "citycode", "location_precision", "site"),
    "site-geocode": ("q",),
    "deadlines": ("dans", "nature", "procedure", "quand", "page"),
    "legal-reads": ("page",),
    "directory": ("q", "type", "dans", "voir", "page"),
    "invitations": ("structure",),
    "invitation-territories": ("organisation", "parts", "territoire"),
    "account_login": ("next",),
}
