"""What is written in the journals: invented, without an inhabitant's name or an origin.

A post takes one sentence of each column. {n} and {k} are small numbers, {m} a larger one, {soon} a
coming day, {past} a former one, {people} the site’s own figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from actors.enums import OrganisationKind as Kind
from journal.enums import EntryKind, Tag
from sites.enums import EventKind

_FIELD = frozenset({Kind.OPERATEUR})
_LOCAL = frozenset({Kind.OPERATEUR, Kind.COLLECTIVITE})
_STATE = frozenset({Kind.PREFECTURE, Kind.DDETS})
_PUBLIC = _STATE | {Kind.COLLECTIVITE}
_HEALTH = frozenset({Kind.OPERATEUR, Kind.ARS})
_SCHOOL = frozenset({Kind.OPERATEUR, Kind.EDUCATION, Kind.COLLECTIVITE})


@dataclass(frozen=True, slots=True)
class Topic:
    """`kinds`: of the structures that write on it; `kind`, `tags`: what their messages are."""

    kinds: frozenset[Kind]
    openings: tuple[str, ...]
    sequels: tuple[str, ...]
    kind: EntryKind = EntryKind.MESSAGE
    tags: tuple[Tag, ...] = ()

    @property
    def is_health(self) -> bool:
        return self.kind == EntryKind.SANTE


TOPICS = (
    Topic(  # eau
        _LOCAL,
        (
            "Passage ce matin : la rampe d’eau ne donne plus depuis {past}.",
            "Le robinet posé à l’entrée du site fuit, une grande flaque d’eau stagne devant les "
            "premières cabanes.",
            "Deux points d’eau supplémentaires ont été raccordés à la borne incendie.",
            "L’accès à l’eau reste à plus de 300 m, les bidons sont remplis à la fontaine du parc.",
            "Analyse de l’eau faite au robinet du site : conforme.",
        ),
        (
            "La régie des eaux a été prévenue et doit passer {soon}.",
            "Il faudrait au moins {n} robinets pour que personne n’attende.",
            "Nous avons distribué des jerricans alimentaires en attendant.",
            "Le compteur a été relevé, la convention est à renouveler avant la fin du mois.",
            "À surveiller : risque de gel sur la partie hors sol.",
        ),
        tags=(Tag.CONDITIONS_DE_VIE,),
    ),
    Topic(  # scolarisation
        _SCHOOL,
        (
            "Point sur la scolarisation : {n} enfants inscrits en élémentaire, {k} en attente "
            "d’une affectation au collège.",
            "Permanence d’inscription scolaire tenue sur le site {past}.",
            "Les familles ont rencontré la directrice de l’école ; la cantine et le transport sont "
            "réglés pour la rentrée.",
            "Plusieurs enfants ne vont plus en classe depuis la coupure du bus.",
            "L’évaluation de niveau (CASNAV) est fixée au {soon} pour {n} jeunes.",
        ),
        (
            "Il manque encore des justificatifs de domiciliation pour deux fratries.",
            "La médiatrice accompagne les parents le premier jour.",
            "Fournitures distribuées avec l’aide du centre social.",
            "Nous demandons un appui pour les dérogations de secteur.",
            "L’assiduité est bonne pour les plus jeunes, plus fragile au collège.",
        ),
        kind=EntryKind.SCOLARISATION,
    ),
    Topic(  # maraude
        _FIELD,
        (
            "Maraude du {past} : {m} personnes rencontrées, ambiance calme.",
            "Passage de l’équipe mobile en soirée, {n} nouveaux ménages installés au fond du "
            "terrain.",
            "Maraude avec distribution de couvertures et de produits d’hygiène.",
            "Passage sur site : peu de monde, beaucoup sont au travail (ferraille, marchés).",
        ),
        (
            "Besoins exprimés : bois, bâches et lait infantile.",
            "{n} personnes orientées vers la permanence d’accès aux soins.",
            "Prochain passage prévu le {soon}.",
            "Trois ménages demandent un accompagnement vers l’hébergement.",
            "Rien à signaler par ailleurs.",
        ),
        kind=EntryKind.PASSAGE,
        tags=(Tag.MARAUDE,),
    ),
    Topic(  # incendie
        _LOCAL | _STATE,
        (
            "Départ de feu dans la nuit du {past} sur {n} cabanes, aucun blessé.",
            "Visite de prévention avec les pompiers : poêles et branchements électriques vérifiés.",
            "Les allées sont de nouveau encombrées, un camion de secours ne passerait pas.",
            "{n} extincteurs et des détecteurs de fumée ont été remis aux habitants.",
        ),
        (
            "Les ménages touchés sont hébergés chez des proches sur le site.",
            "Une démonstration est prévue le {soon} avec le SDIS.",
            "Il reste à dégager l’accès côté voie ferrée.",
            "Nous signalons un groupe électrogène trop proche des habitations.",
            "Les consignes traduites ont été affichées à l’entrée.",
        ),
        tags=(Tag.INCENDIE,),
    ),
    Topic(  # déchets
        _PUBLIC | _LOCAL,
        (
            "Ramassage des déchets effectué {past} : environ {m} m³ évacués.",
            "Les bennes débordent, la collecte n’est pas passée depuis deux semaines.",
            "Opération de nettoyage avec les habitants, une dizaine de participants.",
            "La collecte passe désormais deux fois par semaine, à l’angle de la rue.",
            "Un dépôt sauvage extérieur au site s’ajoute aux ordures ménagères.",
        ),
        (
            "Une benne à encombrants est demandée pour le {soon}.",
            "Présence de rongeurs signalée près des bacs, dératisation à programmer.",
            "Sacs et gants laissés au référent du site.",
            "Le coût est pris en charge par l’intercommunalité pour six mois.",
            "Merci de rappeler les jours de collecte lors de vos passages.",
        ),
        kind=EntryKind.ACTION,
        tags=(Tag.CONDITIONS_DE_VIE,),
    ),
    Topic(  # propriétaire
        _PUBLIC,
        (
            "Rencontre avec le propriétaire du terrain le {past} : il n’engage pas de procédure "
            "pour le moment.",
            "Le propriétaire annonce un démarrage des travaux au printemps.",
            "Réunion en mairie avec le propriétaire et les associations.",
            "Échange avec l’aménageur : le terrain n’est pas concerné par la première tranche.",
        ),
        (
            "Il accepte la pose d’un point d’eau et de toilettes.",
            "Une convention d’occupation temporaire est à l’étude.",
            "Compte rendu à venir ; prochain point le {soon}.",
            "Il demande que l’accès au bassin soit clôturé.",
        ),
    ),
    Topic(  # santé, sans rien qui désigne quelqu’un
        _HEALTH,
        (
            "Action de médiation en santé : {m} personnes informées, {k} rendez-vous pris.",
            "Séance de vaccination organisée avec le centre de santé, {m} adultes et enfants vus.",
            "Passage du bus dentaire le {past}.",
            "Information collective sur la rougeole et le rattrapage vaccinal.",
            "Ouverture de droits : {n} dossiers d’aide médicale déposés.",
        ),
        (
            "Une seconde séance est prévue le {soon}.",
            "La PMI propose un créneau chaque jeudi matin.",
            "Besoin d’un interprète pour la prochaine visite.",
            "Les carnets sont à jour pour la moitié des enfants rencontrés.",
            "Merci aux équipes d’avoir annoncé notre venue.",
        ),
        kind=EntryKind.SANTE,
        tags=(Tag.MEDIATION_SANTE,),
    ),
    Topic(  # toilettes, assainissement
        _LOCAL,
        (
            "Les {n} toilettes sèches sont en service, vidange hebdomadaire.",
            "Deux cabines sont hors d’usage, les autres sont propres.",
            "Les lave-mains ont été remis en état.",
            "Éclairage solaire installé devant les sanitaires.",
        ),
        (
            "L’entretien est assuré par un groupe d’habitants.",
            "Le prestataire est relancé pour le {soon}.",
            "À prévoir : deux cabines de plus côté nord.",
            "Situation nettement meilleure qu’au dernier passage.",
        ),
        kind=EntryKind.PASSAGE,
        tags=(Tag.CONDITIONS_DE_VIE,),
    ),
    Topic(  # accompagnement, emploi, logement
        _LOCAL | {Kind.DDETS},
        (
            "Accompagnement social : {n} ménages suivis, {k} demandes de logement social actives.",
            "Deux contrats d’insertion signés ce mois-ci, un troisième est en cours.",
            "{n} ménages ont accepté une proposition d’hébergement et sont partis le {past}.",
            "Atelier d’accès aux droits : comptes bancaires, inscription à France Travail.",
            "Domiciliations renouvelées pour {m} personnes au CCAS.",
        ),
        (
            "Les entretiens reprennent le {soon}.",
            "Un relais est à trouver pour les personnes isolées.",
            "La commission d’orientation se réunit le {soon}.",
            "Cours de français deux fois par semaine au centre social.",
            "Plusieurs familles demandent à rester proches de l’école.",
        ),
        kind=EntryKind.ACTION,
        tags=(Tag.ACCOMPAGNEMENT,),
    ),
    Topic(  # pilotage
        _STATE | {Kind.DIHAL},
        (
            "Comité de pilotage tenu le {past} avec l’ensemble des intervenants.",
            "Point de situation avec la commune, le bailleur et les associations.",
            "L’instruction des crédits de l’année est en cours, réponse attendue pour le {soon}.",
            "Le diagnostic social est lancé, restitution prévue dans six semaines.",
        ),
        (
            "Décisions : sécuriser l’électricité, ouvrir un point d’eau, réunir les familles.",
            "Chaque intervenant est invité à compléter ses thèmes sur cette fiche.",
            "Prochaine réunion le {soon}.",
            "Merci d’actualiser le diagnostic avant cette date.",
        ),
    ),
    Topic(  # mouvements
        _LOCAL | _STATE,
        (
            "Arrivée de {n} ménages depuis un site fermé du département.",
            "Départ de plusieurs caravanes depuis le {past}.",
            "Le terrain s’étend vers le talus, une quinzaine de cabanes en cours de construction.",
            "Effectif stable depuis le dernier passage, autour de {people} personnes.",
        ),
        (
            "Nous referons un comptage le {soon}.",
            "Les enfants arrivés sont signalés à l’équipe de médiation scolaire.",
            "À vérifier lors du prochain diagnostic.",
            "Les équipes proches sont prévenues.",
        ),
        kind=EntryKind.PASSAGE,
        tags=(Tag.DEPLACEMENT,),
    ),
    Topic(  # électricité, nuisibles, intempéries
        _LOCAL,
        (
            "Coupure d’électricité depuis le {past}, les branchements sont dangereux.",
            "Forte pluie cette semaine : le bas du terrain est inondé.",
            "Vent violent annoncé : consignes passées aux familles, bâches renforcées.",
            "Dératisation effectuée, nouveau passage dans quinze jours.",
            "Canicule : distribution d’eau, pose de toiles d’ombrage, passages quotidiens.",
        ),
        (
            "Des palettes ont été livrées pour surélever les cabanes.",
            "Le gestionnaire du réseau se rend sur place le {soon}.",
            "Vigilance pour les nourrissons et les personnes âgées.",
            "Nous repassons dès demain.",
        ),
        kind=EntryKind.PASSAGE,
        tags=(Tag.CONDITIONS_DE_VIE,),
    ),
)

TURNS: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.SITE_CONFIRMED: (
        "Site confirmé après visite conjointe avec la commune.",
        "Visite faite : l’installation est confirmée, premier diagnostic à suivre.",
    ),
    EventKind.SITE_RESORPTION: (
        "La stratégie de résorption est validée : diagnostic social partagé, objectif fixé avec "
        "la commune et l’opérateur.",
        "Lancement de la résorption. L’opérateur rencontrera chaque ménage dans les deux mois.",
    ),
    EventKind.SITE_CLOSED: (
        "Le site est fermé. Merci aux équipes de signaler toute réinstallation.",
        "Site évacué ce matin. Les ménages qui l’acceptaient ont été orientés.",
        "Fermeture du site. Une permanence reste ouverte pour les familles suivies.",
    ),
    EventKind.SITE_RESORBED: (
        "Le dernier ménage a rejoint son logement : le site est résorbé.",
        "Fin de l’accompagnement sur site, tous les ménages ont une solution.",
    ),
    EventKind.SITE_REOPENED: (
        "Des familles se sont réinstallées au même endroit, la fiche est rouverte.",
        "Réoccupation constatée lors d’un passage : le site est rouvert.",
    ),
}
