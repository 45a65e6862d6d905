"""What the points d’attention of the demonstration say, and what is answered to them: invented."""

from collections.abc import Mapping
from dataclasses import dataclass

from actors.enums import OrganisationKind as Kind
from journal.enums import EntryKind, Severity
from journal.enums import Topic as About

_I, _M, _U = Severity.INFORMATION, Severity.IMPORTANT, Severity.URGENT


@dataclass(frozen=True, slots=True)
class Ask:
    """`to`: the kinds of structures that are asked, beside the préfecture; `within`: days."""

    about: About
    severity: Severity
    text: str
    to: tuple[Kind, ...] = ()
    within: int | None = None
    kind: EntryKind = EntryKind.MESSAGE


ASKS = (
    Ask(
        About.EAU,
        _U,
        "Le point d’eau du site est coupé depuis hier soir, il n’y a plus d’eau potable à moins "
        "d’un kilomètre. Des nourrissons sont présents. Merci d’intervenir auprès de la régie.",
        (Kind.COLLECTIVITE, Kind.DDETS),
        within=3,
        kind=EntryKind.PASSAGE,
    ),
    Ask(
        About.EAU,
        _M,
        "Un seul robinet pour tout le site et une fuite importante au raccord. Un second point "
        "d’eau est demandé avant les gelées.",
        (Kind.COLLECTIVITE,),
        within=21,
    ),
    Ask(
        About.INCENDIE,
        _U,
        "Branchements électriques à nu au milieu des cabanes, un début de feu a été éteint cette "
        "nuit par les habitants. Une visite de sécurité est nécessaire sans attendre.",
        (Kind.COLLECTIVITE,),
        within=2,
    ),
    Ask(
        About.INCENDIE,
        _M,
        "L’allée des secours est fermée par des encombrants et les extincteurs remis en début "
        "d’année sont vides. Nous demandons un enlèvement et un réassort.",
        (Kind.COLLECTIVITE,),
        within=15,
    ),
    Ask(
        About.SANTE,
        _M,
        "Plusieurs enfants du site ne sont pas à jour de leurs vaccins et une séance est demandée "
        "sur place. Un interprète serait utile.",
        (Kind.ARS,),
        within=30,
        kind=EntryKind.SANTE,
    ),
    Ask(
        About.SANTE,
        _U,
        "Eau stagnante et rongeurs près des habitations, plusieurs personnes se plaignent de "
        "troubles digestifs. Nous demandons un avis et une désinfection.",
        (Kind.ARS, Kind.COLLECTIVITE),
        within=4,
        kind=EntryKind.SANTE,
    ),
    Ask(
        About.SCOLARISATION,
        _M,
        "Des dossiers d’inscription restent sans réponse depuis la rentrée faute de justificatif "
        "de domicile. Un rendez-vous avec le service des écoles est demandé.",
        (Kind.EDUCATION, Kind.COLLECTIVITE),
        within=14,
        kind=EntryKind.SCOLARISATION,
    ),
    Ask(
        About.SCOLARISATION,
        _I,
        "Le bus scolaire ne dessert plus l’arrêt du site. Les enfants font deux kilomètres à pied "
        "le long de la route.",
        (Kind.EDUCATION, Kind.COLLECTIVITE),
        kind=EntryKind.SCOLARISATION,
    ),
    Ask(
        About.EVACUATION,
        _M,
        "Les familles ont reçu une convocation et ne savent pas quelles solutions leur seront "
        "proposées. Un temps d’information avec les services est demandé avant l’audience.",
        (Kind.DDETS,),
        within=10,
        kind=EntryKind.EVACUATION,
    ),
    Ask(
        About.SECURITE,
        _U,
        "Des jets de projectiles sur les cabanes ont été constatés deux soirs de suite depuis la "
        "route. Les familles demandent des passages de la police.",
        (Kind.COLLECTIVITE,),
        within=2,
    ),
    Ask(
        About.SECURITE,
        _M,
        "Le grillage qui sépare le terrain de la voie ferrée est ouvert sur vingt mètres. Des "
        "enfants jouent à proximité.",
        (Kind.COLLECTIVITE,),
        within=7,
    ),
    Ask(
        About.DECHETS,
        _M,
        "La collecte n’est pas passée depuis trois semaines, les bacs débordent et des dépôts "
        "sauvages viennent de l’extérieur.",
        (Kind.COLLECTIVITE,),
        within=10,
    ),
    Ask(
        About.DECHETS,
        _I,
        "Les habitants proposent une journée de nettoyage : il faudrait une benne et des gants.",
        (Kind.COLLECTIVITE,),
    ),
    Ask(
        About.AUTRE,
        _I,
        "Nous cherchons une salle proche du site pour la permanence d’accès aux droits de cet "
        "hiver.",
        (Kind.DDETS, Kind.COLLECTIVITE),
    ),
)
SEVERITIES: Mapping[Severity, float] = {_I: 2, _M: 5, _U: 3}

TAKEN = (
    "Bien reçu, je contacte le service compétent ce jour et vous tiens informés.",
    "Pris en compte. Une visite est programmée avec la commune dans la semaine.",
    "Signalement transmis au service technique, retour attendu rapidement.",
    "Merci de l’alerte. Nous nous rendons sur place demain matin.",
    "",
)
TREATED = (
    "L’intervention a été faite, merci de confirmer que tout fonctionne.",
    "C’est réglé depuis ce matin. Le prestataire repassera dans un mois.",
    "Réunion tenue avec la commune : la solution est en place.",
    "Travaux réalisés et vérifiés sur place avec l’association.",
)
DROPPED = (
    "La demande relève d’un projet déjà programmé au printemps ; il n’y aura pas d’intervention "
    "séparée.",
    "Après visite, la situation signalée n’a pas été constatée.",
    "Le terrain est privé et le propriétaire refuse les travaux ; le sujet sera repris en comité "
    "de pilotage.",
)
REOPENED = (
    "Le problème est revenu dès le lendemain, nous devons rouvrir ce point.",
    "L’intervention n’a réglé qu’une partie : il reste une cabane sur deux sans accès.",
)

# Answers in the threads of the journals, by anybody who may write there
REPLIES = (
    "Merci pour l’information, nous en tenons compte pour notre prochain passage.",
    "Bien noté. Nous passons {soon} et ferons le point sur place.",
    "Nous avons constaté la même chose cette semaine.",
    "Pouvez-vous préciser combien de ménages sont concernés ?",
    "Environ {n} ménages, d’après notre dernier passage.",
    "C’est transmis à nos collègues, réponse d’ici {soon}.",
    "De notre côté, rien de nouveau depuis le dernier comité de pilotage.",
    "Nous pouvons mettre à disposition un véhicule {soon}.",
    "Merci à tous pour votre réactivité.",
    "Point à mettre à l’ordre du jour de la prochaine réunion.",
)
CALLS = (
    "@{name}, pouvez-vous confirmer de votre côté ?",
    "@{name}, qu’en pensez-vous ?",
    "@{name}, êtes-vous disponible {soon} pour en parler ?",
)
