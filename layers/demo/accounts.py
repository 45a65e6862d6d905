"""The accounts that the demonstration shows; read without loading anything else of it."""

from dataclasses import dataclass

from actors.enums import Function, OrganisationKind
from actors.enums import OrganisationKind as K

DOMAIN = "demo.example"  # reserved: no mail can ever reach anyone
# Known to all, on purpose: shown only where settings.DEMONSTRATION is set.
PASSWORD = "demonstration-2026"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Post:
    """A function in the first structure of that kind which acts on that territory (by slug)."""

    kind: OrganisationKind
    place: str
    function: Function


@dataclass(frozen=True, slots=True)
class Account:
    who: str
    name: str
    first_name: str
    last_name: str
    posts: tuple[Post, ...]
    is_administrator: bool = False
    # Takes the place of the one drawn in that structure: nobody else's luck then changes.
    takes_place: bool = False

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


_MISSION = Function.CHARGE_DE_MISSION
_COORDINATION = Function.COORDINATION
_NATION, _RHONE, _SSD = "nation-FR", "departement-69", "departement-93"
_VENISSIEUX, _METROPOLE_DE_LYON = "commune-69259", "epci-200046977"

MEDIATOR = Account(
    "Association dans le Rhône, médiatrice",
    "mediatrice.rhone",
    *("Camille", "Oriveau"),
    (Post(K.OPERATEUR, _RHONE, Function.MEDIATION),),
)
ACCOUNTS = (
    Account(
        "Préfecture du Rhône, chargée de mission",
        "prefecture.rhone",
        *("Hélène", "Marchandin"),
        (Post(K.PREFECTURE, _RHONE, _MISSION),),
    ),
    Account(
        "DDETS du Rhône, coordinateur",
        "ddets.rhone",
        *("Bastien", "Courvallet"),
        (Post(K.DDETS, _RHONE, _COORDINATION),),
    ),
    Account(
        "ARS Île-de-France, professionnelle de santé",
        "ars.ile-de-france",
        *("Nadège", "Ferrandeau"),
        (Post(K.ARS, "region-11", Function.SANTE),),
    ),
    MEDIATOR,
    Account(
        "Association en Seine-Saint-Denis, travailleur social",
        "travailleur-social.93",
        *("Simon", "Lavergnat"),
        (Post(K.OPERATEUR, _SSD, Function.TRAVAIL_SOCIAL),),
    ),
    Account(
        "Ville de Vénissieux, chargé de mission",
        "ville.venissieux",
        *("Adrien", "Pommeraie"),
        (Post(K.COLLECTIVITE, _VENISSIEUX, _MISSION),),
    ),
    Account(
        "Métropole de Lyon, coordinatrice",
        "metropole.lyon",
        *("Lucie", "Branchereau"),
        (Post(K.COLLECTIVITE, _METROPOLE_DE_LYON, _COORDINATION),),
    ),
    Account(
        "Deux appartenances : association et Métropole de Lyon",
        "deux-structures.rhone",
        *("Maëlle", "Tisserandot"),
        (
            Post(K.OPERATEUR, _RHONE, _COORDINATION),
            Post(K.COLLECTIVITE, _METROPOLE_DE_LYON, _MISSION),
        ),
    ),
    Account(
        "Dihal, cheffe de service",
        "dihal",
        *("Florence", "Aubrillac"),
        (Post(K.DIHAL, _NATION, Function.CHEF_DE_SERVICE),),
    ),
    Account(
        "Administration technique",
        "administration",
        *("Yannick", "Delormel"),
        (Post(K.DIHAL, _NATION, Function.AUTRE),),
        is_administrator=True,
    ),
    Account(
        "ARS Auvergne-Rhône-Alpes, professionnelle de santé",
        "ars.auvergne-rhone-alpes",
        *("Solène", "Brévalier"),
        (Post(K.ARS, "region-84", Function.SANTE),),
        takes_place=True,
    ),
)
