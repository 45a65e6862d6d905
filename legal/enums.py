from collections.abc import Mapping

from django.db.models import TextChoices

from actors.enums import Ability


class Block(TextChoices):
    """What is read and logged apart, each under its own ability."""

    OWNER = "proprietaire", "Propriétaire"
    LEGAL = "procedures", "Procédures"
    EVACUATION = "evacuation", "Date d’évacuation"


ABILITIES: Mapping[Block, Ability] = {
    Block.OWNER: Ability.VIEW_OWNER,
    Block.LEGAL: Ability.VIEW_LEGAL,
    Block.EVACUATION: Ability.VIEW_EVACUATION_DATE,
}


class Way(TextChoices):
    """By what the values left the server."""

    PAGE = "page", "Page du site"
    SHEET = "volet", "Volet de la carte"
    FORM = "formulaire", "Formulaire"
    API = "api", "API"
    HISTORY = "historique", "Historique"
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    FILE = "fichier", "Document"
    DEADLINES = "echeances", "Échéances"
    CALENDAR = "calendrier", "Calendrier"
    LIST = "liste", "Liste"
    MAP = "carte", "Carte"
    FILTER = "filtre", "Filtre"
    EXPORT = "export", "Export"


class OwnerKind(TextChoices):
    ETAT = "etat", "État ou établissement public"
    COLLECTIVITE = "collectivite", "Collectivité"
    BAILLEUR = "bailleur", "Bailleur social"
    PRIVE = "prive", "Personne privée"
    SOCIETE = "societe", "Société"
    INCONNU = "inconnu", "Nature inconnue"


class ProcedureKind(TextChoices):
    JUDICIAIRE = "judiciaire", "Procédure judiciaire"
    ADMINISTRATIVE = "administrative", "Procédure administrative"
    INSALUBRITE = "insalubrite", "Insalubrité, RHI"


class StepKind(TextChoices):
    PLAINTE = "plainte", "Plainte"
    ENGAGEE = "engagee", "Procédure engagée"
    DECISION = "decision", "Décision rendue"
    APPEL = "appel", "Appel"
    ARRETE = "arrete", "Arrêté"
    CONCOURS_DEMANDE = "concours-demande", "Concours de la force publique demandé"
    CONCOURS_ACCORDE = "concours-accorde", "Concours de la force publique accordé"
    CONCOURS_REFUSE = "concours-refuse", "Concours de la force publique refusé"
    AUTRE = "autre", "Autre étape"


_K = StepKind
CONCOURS = (_K.CONCOURS_DEMANDE, _K.CONCOURS_ACCORDE, _K.CONCOURS_REFUSE)
DECISIONS = (_K.DECISION, _K.ARRETE)
# Of each kind, those of which the first may not come after the first of it
BEFORE: Mapping[StepKind, tuple[StepKind, ...]] = {
    _K.PLAINTE: (),
    _K.ENGAGEE: (_K.PLAINTE,),
    _K.DECISION: (_K.PLAINTE, _K.ENGAGEE),
    _K.APPEL: (_K.PLAINTE, _K.ENGAGEE, _K.DECISION),
    _K.ARRETE: (),
    _K.CONCOURS_DEMANDE: (_K.PLAINTE, _K.ENGAGEE),
    _K.CONCOURS_ACCORDE: (_K.CONCOURS_DEMANDE,),
    _K.CONCOURS_REFUSE: (_K.CONCOURS_DEMANDE,),
    _K.AUTRE: (),
}
# What must stand already: one of these
NEEDS: Mapping[StepKind, tuple[StepKind, ...]] = {_K.APPEL: DECISIONS}


class LegalEvent(TextChoices):
    OWNER = "legal.owner", "Propriétaire renseigné"
    PROCEDURE = "legal.procedure", "Procédure renseignée"
    STEP = "legal.step", "Étape d’une procédure renseignée"
    EVACUATION = "legal.evacuation", "Date d’évacuation renseignée"
    DEADLINE = "legal.deadline", "Échéance proche"


EVENT_BLOCKS: Mapping[LegalEvent, Block] = {
    LegalEvent.OWNER: Block.OWNER,
    LegalEvent.PROCEDURE: Block.LEGAL,
    LegalEvent.STEP: Block.LEGAL,
    LegalEvent.EVACUATION: Block.EVACUATION,
    LegalEvent.DEADLINE: Block.LEGAL,
}
