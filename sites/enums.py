from django.db.models import TextChoices


class SiteStatus(TextChoices):
    SIGNALE = "signale", "Signalé (à confirmer)"
    OUVERT = "ouvert", "Ouvert"
    EN_COURS = "en-cours", "En cours de résorption"
    RESORBE = "resorbe", "Résorbé"
    FERME = "ferme", "Fermé"
    ANNULE = "annule", "Annulé"


ACTIVE = (SiteStatus.SIGNALE, SiteStatus.OUVERT, SiteStatus.EN_COURS)
CLOSED = (SiteStatus.RESORBE, SiteStatus.FERME)


class StatusAction(TextChoices):
    CONFIRM = "confirmer", "Confirmer"
    START_RESORPTION = "resorption", "Engager la résorption"
    CLOSE = "fermer", "Fermer"
    RESORB = "resorber", "Déclarer résorbé"
    REOPEN = "rouvrir", "Rouvrir"
    CANCEL = "annuler", "Annuler (signalé par erreur)"


_S, _A = SiteStatus, StatusAction
# Every (status, action) stands here; None: not possible from there.
TRANSITIONS: dict[tuple[SiteStatus, StatusAction], SiteStatus | None] = {
    (_S.SIGNALE, _A.CONFIRM): _S.OUVERT,
    (_S.SIGNALE, _A.START_RESORPTION): None,
    (_S.SIGNALE, _A.CLOSE): _S.FERME,
    (_S.SIGNALE, _A.RESORB): None,
    (_S.SIGNALE, _A.REOPEN): None,
    (_S.SIGNALE, _A.CANCEL): _S.ANNULE,
    (_S.OUVERT, _A.CONFIRM): None,
    (_S.OUVERT, _A.START_RESORPTION): _S.EN_COURS,
    (_S.OUVERT, _A.CLOSE): _S.FERME,
    (_S.OUVERT, _A.RESORB): _S.RESORBE,
    (_S.OUVERT, _A.REOPEN): None,
    (_S.OUVERT, _A.CANCEL): _S.ANNULE,
    (_S.EN_COURS, _A.CONFIRM): None,
    (_S.EN_COURS, _A.START_RESORPTION): None,
    (_S.EN_COURS, _A.CLOSE): _S.FERME,
    (_S.EN_COURS, _A.RESORB): _S.RESORBE,
    (_S.EN_COURS, _A.REOPEN): None,
    (_S.EN_COURS, _A.CANCEL): None,
    (_S.RESORBE, _A.CONFIRM): None,
    (_S.RESORBE, _A.START_RESORPTION): None,
    (_S.RESORBE, _A.CLOSE): None,
    (_S.RESORBE, _A.RESORB): None,
    (_S.RESORBE, _A.REOPEN): _S.OUVERT,
    (_S.RESORBE, _A.CANCEL): None,
    (_S.FERME, _A.CONFIRM): None,
    (_S.FERME, _A.START_RESORPTION): None,
    (_S.FERME, _A.CLOSE): None,
    (_S.FERME, _A.RESORB): None,
    (_S.FERME, _A.REOPEN): _S.OUVERT,
    (_S.FERME, _A.CANCEL): None,
    (_S.ANNULE, _A.CONFIRM): None,
    (_S.ANNULE, _A.START_RESORPTION): None,
    (_S.ANNULE, _A.CLOSE): None,
    (_S.ANNULE, _A.RESORB): None,
    (_S.ANNULE, _A.REOPEN): _S.OUVERT,
    (_S.ANNULE, _A.CANCEL): None,
}


class ClosingCause(TextChoices):
    RESORPTION = "resorption", "Résorption progressive du site"
    JUSTICE = "justice", "Décision de justice suite à une plainte du propriétaire"
    PREFECTURE = "prefecture", "Décision administrative de la préfecture"
    COMMUNE = "commune", "Décision administrative de la commune"
    AUTRE = "autre", "Autre (contexte à préciser)"
    INCONNUE = "inconnue", "Inconnue"


class Solution(TextChoices):
    """What was offered to people when a site closed."""

    LOGEMENT = "logement", "Logement"
    HEBERGEMENT = "hebergement", "Hébergement"
    ESPACE_TEMPORAIRE = "espace-temporaire", "Espace temporaire d’accompagnement"
    RETOUR = "retour", "Aide au retour"
    AUTRE = "autre", "Autre solution"


class Phase(TextChoices):
    """What prepares the resorption of a site, in the order in which it mostly comes."""

    DIAGNOSTIC_SOCIAL = "diagnostic-social", "Diagnostic social"
    DIAGNOSTIC_TECHNIQUE = "diagnostic-technique", "Diagnostic technique"
    EVALUATION_SOCIALE = "evaluation-sociale", "Évaluation sociale"
    VALIDATION_POLITIQUE = "validation-politique", "Validation politique"
    PREPARATION_CONTRAT = "preparation-contrat", "Préparation du contrat"
    AMENAGEMENT = "amenagement", "Aménagement du terrain"
    INFORMATION = "information", "Information des familles"
    CONTRACTUALISATION = "contractualisation", "Contractualisation avec les familles"
    OUVERTURE = "ouverture", "Ouverture officielle"


class ReinstallationState(TextChoices):
    """Where people of a former site went, as far as two departments agree on it."""

    LIEE = "liee", "Réinstallation indiquée"
    DEMANDEE = "demandee", "Demandée à l’autre département"
    ECARTEE = "ecartee", "Écartée par l’autre département"
    RETIREE = "retiree", "Retirée"


class DocumentAccess(TextChoices):
    """Who reads a document of a site, among those who see it."""

    TOUS = "tous", "Tous ceux qui voient le site"
    SANTE = "sante", "Ceux qui lisent les messages de santé"


class SiteKind(TextChoices):
    TERRAIN = "terrain", "Terrain"
    IMMEUBLE = "immeuble", "Immeuble bâti"
    AUTRE = "autre", "Autre"


class Precision(TextChoices):
    POSITION = "position", "Position relevée"
    ADRESSE = "adresse", "À l’adresse"
    COMMUNE = "commune", "Dans la commune, sans plus"


class CommuneSource(TextChoices):
    POSITION = "position", "Déduite de la position"
    AGENT = "agent", "Choisie par l’agent"
    GEOCODEUR = "geocodeur", "Donnée par le géocodeur"


class ConditionLevel(TextChoices):
    BON = "bon", "Bon"
    A_AMELIORER = "a-ameliorer", "À améliorer"
    MAUVAIS = "mauvais", "Mauvais"
    INCONNU = "inconnu", "Inconnu"


class SurveyGroup(TextChoices):
    """The groups of a survey; those but the first two are the living conditions, one level each."""

    POPULATION = "population", "Population"
    ABRIS = "abris", "Abris"
    EAU = "eau", "Eau"
    ASSAINISSEMENT = "assainissement", "Assainissement"
    ELECTRICITE = "electricite", "Électricité"
    DECHETS = "dechets", "Déchets"
    NUISIBLES = "nuisibles", "Nuisibles"
    INCENDIE = "incendie", "Prévention de l’incendie"


class LevelSource(TextChoices):
    """Where a level comes from."""

    CONSTATE = "constate", "Fixé par la personne qui l’a constaté"
    DEDUIT = "deduit", "Déduit des réponses"


class SurveyMethod(TextChoices):
    COMPTAGE = "comptage", "Comptage sur place"
    ENTRETIENS = "entretiens", "Entretiens avec les familles"
    ESTIMATION = "estimation", "Estimation à vue"
    DIRE = "dire", "Dire d’un intervenant"
    AUTRE = "autre", "Autre méthode"


class Origin(TextChoices):
    """Nationalities by kind, as the law allows; never ethnicity."""

    FRANCAISE = "francaise", "Française"
    UE = "ue", "Union européenne"
    HORS_UE = "hors-ue", "Hors Union européenne"


class Theme(TextChoices):
    ACCOMPAGNEMENT = "accompagnement", "Accompagnement social"
    SANTE = "sante", "Santé"
    SCOLARISATION = "scolarisation", "Scolarisation"
    EMPLOI = "emploi", "Emploi"
    LOGEMENT = "logement", "Logement et hébergement"
    EAU_HYGIENE = "eau-hygiene", "Eau et hygiène"
    ALIMENTATION = "alimentation", "Aide alimentaire"
    DROITS = "droits", "Accès aux droits"
    SECURISATION = "securisation", "Sécurisation et stabilisation du site"
    PILOTAGE = "pilotage", "Pilotage de la résorption"


class IntervenantState(TextChoices):
    PROPOSE = "propose", "Proposé"
    DECLARE = "declare", "Déclaré"
    CONFIRME = "confirme", "Confirmé"
    TERMINE = "termine", "Terminé"
    DECLINE = "decline", "Décliné"


class IntervenantAction(TextChoices):
    CONFIRM = "confirmer", "Confirmer"
    RENEW = "renouveler", "Renouveler pour 12 mois"
    END = "terminer", "Mettre fin"


class FileKind(TextChoices):
    IMAGE = "image", "Photo"
    DOCUMENT = "document", "Document"
    AUDIO = "audio", "Note audio"


class FileState(TextChoices):
    """Nobody but its author knows of a file that is not ready."""

    WAITING = "attente", "En cours de vérification"
    READY = "pret", "Prêt"
    REFUSED = "refuse", "Refusé"


class Refusal(TextChoices):
    """Why a worker refuses a file that was taken; its author is told."""

    INFECTED = "infecte", "L’antivirus y a trouvé un programme malveillant"
    UNREADABLE = "illisible", "Le fichier est abîmé et ne s’ouvre pas"


class EventKind(TextChoices):
    """What happens to a site; upper apps name their own kinds (`settings.EVENT_HANDLERS`)."""

    SITE_REPORTED = "site.reported", "Site signalé"
    SITE_EDITED = "site.edited", "Fiche modifiée"
    SITE_MOVED = "site.moved", "Site déplacé sur la carte"
    SITE_CONFIRMED = "site.confirmed", "Site confirmé"
    SITE_RESORPTION = "site.resorption", "Résorption engagée"
    SITE_CLOSED = "site.closed", "Site fermé"
    SITE_RESORBED = "site.resorbed", "Site résorbé"
    SITE_REOPENED = "site.reopened", "Site rouvert"
    SITE_CANCELLED = "site.cancelled", "Signalement annulé"
    SITE_SURVEYED = "site.surveyed", "Site actualisé"
    SITE_VERIFIED = "site.verified", "Vérifié, rien de changé"
    SITE_TERRITORY = "site.territory", "Commune mise à jour avec le millésime"
    SITE_CORRECTED = "site.corrected", "Fiche d’un site clos corrigée"
    SITE_FOOTPRINT = "site.footprint", "Emprise du site modifiée"
    SITE_MERGED = "site.merged", "Doublon fusionné"
    SITE_UNMERGED = "site.unmerged", "Fusion annulée"
    SITE_PHASE = "site.phase", "Phase préparatoire datée"
    SITE_HEAT_RISK = "site.heat-risk", "Risque canicule mis à jour"
    SITE_DOCUMENT = "site.document", "Document déposé"
    SITE_DOCUMENT_REMOVED = "site.document-removed", "Document d’un site clos retiré"
    HEATWAVE_DECLARED = "heatwave.declared", "Canicule déclarée"
    REINSTALLATION_LINKED = "reinstallation.linked", "Réinstallation indiquée"
    REINSTALLATION_ASKED = "reinstallation.asked", "Réinstallation demandée à un département"
    REINSTALLATION_DECLINED = "reinstallation.declined", "Réinstallation écartée"
    REINSTALLATION_REMOVED = "reinstallation.removed", "Lien de réinstallation retiré"
    INTERVENANT_PROPOSED = "intervenant.proposed", "Intervenant proposé"
    INTERVENANT_DECLINED = "intervenant.declined", "Proposition déclinée"
    INTERVENANT_DECLARED = "intervenant.declared", "Intervenant déclaré"
    INTERVENANT_CONFIRMED = "intervenant.confirmed", "Intervenant confirmé"
    INTERVENANT_RENEWED = "intervenant.renewed", "Intervention renouvelée"
    INTERVENANT_ENDED = "intervenant.ended", "Intervention terminée"
