from django.db.models import TextChoices

from actors.enums import PUBLIC_AUTHORITIES, OrganisationKind

# Who is told of the life of the sites of his territory without asking for it.
FOLLOW_THEIR_TERRITORY = PUBLIC_AUTHORITIES - {OrganisationKind.EDUCATION}


class EntryKind(TextChoices):
    MESSAGE = "message", "Message"
    PASSAGE = "passage", "Passage sur site"
    ACTION = "action", "Action"
    SANTE = "sante", "Santé"
    SCOLARISATION = "scolarisation", "Scolarisation"
    EVACUATION = "evacuation", "Évacuation"
    CANICULE = "canicule", "Canicule"


class Tag(TextChoices):
    """What an entry is also about; several may be chosen."""

    CONDITIONS_DE_VIE = "conditions-de-vie", "Conditions de vie"
    ACCOMPAGNEMENT = "accompagnement", "Accompagnement social"
    DEPLACEMENT = "deplacement", "Déplacement de populations"
    INCENDIE = "incendie", "Incendie"
    MEDIATION_SANTE = "mediation-sante", "Médiation en santé"
    VACCINATION = "vaccination", "Sensibilisation à la vaccination"
    EQUIPE_MOBILE = "equipe-mobile", "Équipe mobile (dépistage, vaccination)"
    MARAUDE = "maraude", "Maraude"
    ALIMENTATION = "alimentation", "Distribution alimentaire"
    ORIENTATION = "orientation", "Personnes orientées"
    SYMPTOMES = "symptomes", "Personnes avec symptômes"
    BESOIN_ACTION = "besoin-action", "Besoin d’action"


class Audience(TextChoices):
    """Who reads a thread, among those who see the site (`journal.audiences`)."""

    TOUS = "tous", "Tous ceux qui voient le site"
    INTERVENANTS = "intervenants", "Intervenants confirmés et services de l’État"
    POUVOIRS_PUBLICS = "pouvoirs-publics", "Pouvoirs publics"
    SANTE = "sante", "Santé"
    NOMMES = "nommes", "Personnes ou structures choisies"


# What an audience may become: none of these lets anybody in who could not read before, once those
# who are named are among the readers of the moment.
NARROWER: dict[Audience, frozenset[Audience]] = {
    Audience.TOUS: frozenset(Audience) - {Audience.TOUS},
    Audience.INTERVENANTS: frozenset({Audience.NOMMES}),
    Audience.POUVOIRS_PUBLICS: frozenset({Audience.NOMMES}),
    Audience.SANTE: frozenset({Audience.NOMMES}),
    Audience.NOMMES: frozenset({Audience.NOMMES}),
}


class EntryEvent(TextChoices):
    """What happens in a journal; the object of each is the entry."""

    POSTED = "journal.posted", "Message publié"
    ANSWERED = "journal.answered", "Réponse publiée"
    EDITED = "journal.edited", "Message modifié"
    NARROWED = "journal.narrowed", "Audience d’un message restreinte"
    REMOVED = "journal.removed", "Message supprimé"
    FILE_REFUSED = "journal.file-refused", "Fichier refusé"


class AttentionEvent(TextChoices):
    """What happens to a point d’attention; the object of each is its entry."""

    RAISED = "attention.raised", "Point d’attention signalé"
    TAKEN = "attention.taken", "Point d’attention pris en compte"
    TREATED = "attention.treated", "Point d’attention traité"
    DROPPED = "attention.dropped", "Point d’attention classé sans suite"
    REOPENED = "attention.reopened", "Point d’attention rouvert"
    REMINDED = "attention.reminded", "Relance d’un point d’attention"


class Topic(TextChoices):
    EAU = "eau", "Eau"
    INCENDIE = "incendie", "Incendie"
    SANTE = "sante", "Santé"
    SCOLARISATION = "scolarisation", "Scolarisation"
    EVACUATION = "evacuation", "Évacuation"
    SECURITE = "securite", "Sécurité"
    DECHETS = "dechets", "Déchets"
    AUTRE = "autre", "Autre"


class Severity(TextChoices):
    INFORMATION = "information", "Information"
    IMPORTANT = "important", "Important"
    URGENT = "urgent", "Urgent"


class AttentionState(TextChoices):
    SIGNALE = "signale", "Signalé"
    PRIS_EN_COMPTE = "pris-en-compte", "Pris en compte"
    TRAITE = "traite", "Traité"
    SANS_SUITE = "sans-suite", "Sans suite"
    ROUVERT = "rouvert", "Rouvert"


OPEN_STATES = (AttentionState.SIGNALE, AttentionState.PRIS_EN_COMPTE, AttentionState.ROUVERT)
# Open, and nobody has taken them in charge
WAITING_STATES = (AttentionState.SIGNALE, AttentionState.ROUVERT)
# Whom a point may ask: those who answer for what the State and local authorities owe
ADDRESSEES = PUBLIC_AUTHORITIES - {OrganisationKind.DIHAL}


class AttentionAction(TextChoices):
    TAKE = "prendre-en-compte", "Prendre en compte"
    TREAT = "traiter", "Marquer traité"
    DROP = "classer", "Classer sans suite"
    REOPEN = "rouvrir", "Rouvrir"


class Reminder(TextChoices):
    DAY = "24h", "Urgent, sans réponse depuis 24 heures"
    WEEK = "7j", "Sans réponse depuis 7 jours"
    DEADLINE = "echeance", "Échéance dépassée"


class Reason(TextChoices):
    """Why one is told; of several, the first of this list is the one that counts."""

    ADDRESSED = "adresse", "Points d’attention adressés à ma structure"
    MENTION = "mention", "Messages qui me mentionnent"
    AUTHOR = "auteur", "Suites de ce que j’ai écrit"
    INTERVENANT = "intervenant", "Sites où ma structure intervient"
    FOLLOWED = "suivi", "Sites que je suis"
    ATTENTION = "attention", "Points d’attention de mon territoire"
    TERRITORY = "territoire", "Vie des sites de mon territoire"


class Channel(TextChoices):
    INBOX = "service", "Dans le service"
    MAIL = "mail", "Par e-mail"


class Cadence(TextChoices):
    NOW = "aussitot", "Aussitôt"
    DAILY = "quotidien", "Une fois par jour"
    WEEKLY = "hebdomadaire", "Une fois par semaine"
    OFF = "jamais", "Jamais"


class DeliveryState(TextChoices):
    WAITING = "attente", "En attente"
    SENDING = "envoi", "En cours d’envoi"
    SENT = "envoye", "Envoyé"
    CANCELLED = "annule", "Annulé"
    DEAD = "echec", "Échec définitif"
