"""The six living conditions. Questions and choices are those that the field records."""

from collections.abc import Mapping

from sites.conditions.declaration import (
    MOST_METRES,
    NO,
    YES,
    Choice,
    Condition,
    Kind,
    Question,
    bad,
    to_improve,
)
from sites.enums import SurveyGroup

NEAR_M, FAR_M = 200, 500

_WITH_WATER = {"acces": ("reseau", "borne", "citerne", "bouteilles", "autre")}
WATER = Condition(
    SurveyGroup.EAU,
    (
        Question(
            "acces",
            "Accès principal à l’eau",
            Kind.CHOICE,
            (
                Choice("robinet", "Robinet raccordé au réseau", "reseau"),
                Choice("fontaine", "Fontaine publique", "reseau"),
                Choice("borne-incendie", "Borne incendie", "borne"),
                Choice("citerne", "Réservoir ou citerne", "citerne"),
                Choice("bouteilles", "Achat de bouteilles", "bouteilles"),
                Choice("autre", "Autre accès", "autre"),
                Choice("aucun", "Aucun accès", "aucun"),
            ),
        ),
        Question("continu", "L’eau coule en continu", asked_if=_WITH_WATER),
        Question("sur_site", "Point d’eau sur le site", asked_if=_WITH_WATER),
        Question(
            "distance",
            "Distance du logement le plus loin",
            Kind.METRES,
            up_to=((NEAR_M, "proche"), (FAR_M, "loin"), (MOST_METRES, "tres-loin")),
            asked_if=_WITH_WATER,
        ),
        Question("inegal", "Accès inégal entre les habitants", asked_if=_WITH_WATER),
        Question("stagnantes", "Eaux stagnantes"),
    ),
    (
        bad("aucun accès à l’eau", acces="aucun"),
        bad("eau achetée en bouteilles", acces="bouteilles"),
        bad(f"point d’eau à plus de {FAR_M} m", distance="tres-loin"),
        to_improve("eau prise à une borne incendie", acces="borne"),
        to_improve("eau d’un réservoir ou d’une citerne", acces="citerne"),
        to_improve("accès hors du réseau", acces="autre"),
        to_improve("eau coupée par moments", continu=NO),
        to_improve("point d’eau hors du site", sur_site=NO),
        to_improve(f"point d’eau à plus de {NEAR_M} m", distance="loin"),
        to_improve("accès inégal", inegal=YES),
        to_improve("eaux stagnantes", stagnantes=YES),
    ),
)

_WITH_TOILETS = {"toilettes": ("bonnes", "latrines")}
SANITATION = Condition(
    SurveyGroup.ASSAINISSEMENT,
    (
        Question("air_libre", "Défécation à l’air libre"),
        Question(
            "toilettes",
            "Toilettes en état",
            Kind.SEVERAL,
            (
                Choice("aucune", "Aucune", "aucune", alone=True),
                Choice("latrines", "Latrines d’habitants", "latrines"),
                Choice("chimiques", "Chimiques", "bonnes"),
                Choice("seches", "Sèches", "bonnes"),
                Choice("chasse", "À chasse d’eau", "bonnes"),
            ),
        ),
        Question("sur_site", "Toilettes sur le site", asked_if=_WITH_TOILETS),
        Question("eclairees", "Éclairées et fermant de l’intérieur", asked_if=_WITH_TOILETS),
        Question("lave_mains", "Lave-mains à côté", asked_if=_WITH_TOILETS),
    ),
    (
        bad("défécation à l’air libre", air_libre=YES),
        bad("aucune toilette en état", toilettes="aucune"),
        to_improve("latrines d’habitants seulement", toilettes="latrines"),
        to_improve("toilettes hors du site", sur_site=NO),
        to_improve("toilettes sans lumière ou sans verrou", eclairees=NO),
        to_improve("pas de lave-mains", lave_mains=NO),
    ),
)

ELECTRICITY = Condition(
    SurveyGroup.ELECTRICITE,
    (
        Question(
            "acces",
            "Accès à l’électricité",
            Kind.CHOICE,
            (
                Choice("reseau", "Réseau urbain", "reseau"),
                Choice("bati", "Installation du bâti", "bati"),
                Choice("groupe", "Groupe électrogène", "groupe"),
                Choice("aucun", "Aucun accès", "aucun"),
            ),
        ),
        Question(
            "inegal",
            "Accès inégal entre les habitants",
            asked_if={"acces": ("reseau", "bati", "groupe")},
        ),
    ),
    (
        bad("aucun accès à l’électricité", acces="aucun"),
        to_improve("groupe électrogène", acces="groupe"),
        to_improve("accès inégal", inegal=YES),
    ),
)

_WITH_COLLECTION = {"collecte": (YES,)}
WASTE = Condition(
    SurveyGroup.DECHETS,
    (
        Question("amas", "Amas d’ordures sur le site"),
        Question("encombrants", "Encombrants à enlever"),
        Question("collecte", "Point de collecte proche"),
        Question("bon_etat", "Point de collecte en bon état", asked_if=_WITH_COLLECTION),
        Question("reguliere", "Ramassage régulier", asked_if=_WITH_COLLECTION),
    ),
    (
        bad("amas d’ordures sans point de collecte proche", amas=YES, collecte=NO),
        bad("amas d’ordures et ramassage irrégulier", amas=YES, reguliere=NO),
        to_improve("amas d’ordures", amas=YES),
        to_improve("encombrants", encombrants=YES),
        to_improve("pas de point de collecte proche", collecte=NO),
        to_improve("point de collecte en mauvais état", bon_etat=NO),
        to_improve("ramassage irrégulier", reguliere=NO),
    ),
)

PESTS = Condition(
    SurveyGroup.NUISIBLES,
    (
        Question("presence", "Présence de nuisibles"),
        Question(
            "lesquels",
            "Lesquels",
            Kind.SEVERAL,
            (
                Choice("insectes", "Moustiques, mouches", "genants"),
                Choice("autres", "Autres", "genants"),
                Choice("cafards", "Cafards", "parasites"),
                Choice("punaises", "Punaises de lit, puces", "parasites"),
                Choice("rats", "Rats, souris", "rongeurs"),
            ),
            asked_if={"presence": (YES,)},
        ),
    ),
    (
        bad("rats ou souris", lesquels="rongeurs"),
        bad("cafards, punaises ou puces", lesquels="parasites"),
        to_improve("nuisibles présents", lesquels="genants"),
    ),
)

FIRE = Condition(
    SurveyGroup.INCENDIE,
    (
        Question("diagnostic", "Diagnostic de prévention du SDIS"),
        Question(
            "suites",
            "Préconisations du SDIS suivies",
            Kind.CHOICE,
            (
                Choice("toutes", "Toutes", "toutes"),
                Choice("en-partie", "En partie", "en-partie"),
                Choice("aucune", "Aucune", "aucune"),
            ),
            asked_if={"diagnostic": (YES,)},
        ),
    ),
    (
        bad("pas de diagnostic du SDIS", diagnostic=NO),
        bad("préconisations du SDIS sans suite", suites="aucune"),
        to_improve("préconisations du SDIS suivies en partie", suites="en-partie"),
    ),
)

CONDITIONS: Mapping[SurveyGroup, Condition] = {
    condition.group: condition for condition in (WATER, SANITATION, ELECTRICITY, WASTE, PESTS, FIRE)
}
