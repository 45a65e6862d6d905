from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    DIHAL = "dihal", "Dihal"
    PREFECTURE = "prefecture", "Préfecture"
    DDETS = "ddets", "DDETS"
    ARS = "ars", "ARS"
    EDUCATION = "education", "Éducation nationale"
    COLLECTIVITE = "collectivite", "Collectivité"
    OPERATEUR = "operateur", "Opérateur (association)"
    AUTRE = "autre", "Autre structure"


STATE_SERVICES = frozenset(
    {OrganisationKind.DIHAL, OrganisationKind.PREFECTURE, OrganisationKind.DDETS}
)
PUBLIC_AUTHORITIES = STATE_SERVICES | {
    OrganisationKind.ARS,
    OrganisationKind.EDUCATION,
    OrganisationKind.COLLECTIVITE,
}


class Function(TextChoices):
    CHEF_DE_SERVICE = "chef-de-service", "Chef ou cheffe de service"
    COORDINATION = "coordination", "Coordinateur ou coordinatrice"
    TRAVAIL_SOCIAL = "travail-social", "Travailleur social ou travailleuse sociale"
    MEDIATION = "mediation", "Médiateur ou médiatrice"
    SANTE = "sante", "Professionnel ou professionnelle de santé"
    CHARGE_DE_MISSION = "charge-de-mission", "Chargé ou chargée de mission"
    ELU = "elu", "Élu ou élue"
    AUTRE = "autre", "Autre fonction"


class Ability(TextChoices):
    """What a structure may do; the labels are the lines of `/aide/droits/`."""

    VIEW_SITE = "view_site", "Voir un site, ses intervenants et son journal"
    REPORT_SITE = "report_site", "Signaler un site"
    CONFIRM_SITE = "confirm_site", "Confirmer, fermer, rouvrir ou fusionner un site"
    SURVEY_SITE = "survey_site", "Actualiser un site (diagnostic)"
    WRITE_JOURNAL = "write_journal", "Écrire au journal d’un site"
    MODERATE_JOURNAL = "moderate_journal", "Modérer le journal"
    HANDLE_ATTENTION = "handle_attention", "Répondre à un point d’attention"
    CONFIRM_INTERVENANT = "confirm_intervenant", "Confirmer un intervenant"
    VIEW_OWNER = "view_owner", "Voir le propriétaire"
    VIEW_LEGAL = "view_legal", "Voir les procédures"
    EDIT_LEGAL = "edit_legal", "Renseigner les procédures"
    VIEW_EVACUATION_DATE = "view_evacuation_date", "Voir la date d’évacuation"
    VIEW_HEALTH = "view_health", "Lire les messages de santé"
    PLAN_CAMPAIGN = "plan_campaign", "Préparer une campagne"
    REPORT_VISIT = "report_visit", "Rendre compte d’un passage"
    SET_HEATWAVE = "set_heatwave", "Déclarer une canicule"
    SET_TARGET = "set_target", "Fixer un objectif de résorption"
    IMPORT_SITES = "import_sites", "Importer des sites"
    EXPORT_SITES = "export_sites", "Exporter ce que l’on peut lire"
    USE_TOKENS = "use_tokens", "Utiliser un jeton personnel (SIG)"
    VIEW_READS = "view_reads", "Voir qui a lu les informations protégées"
    MANAGE_USERS = "manage_users", "Inviter des personnes"


class Condition(TextChoices):
    """ "… if": the app that knows declares the test under this name (`abilities.declare`)."""

    IS_INTERVENANT = "is_intervenant", "si la structure intervient sur le site"
    IS_ADDRESSED = "is_addressed", "si le point lui est adressé"
    CONFIRMED_FOR_HEALTH = "confirmed_for_health", "si elle est confirmée sur le thème santé"
    HEALTH_ONLY = "health_only", "pour le thème santé"
    IN_ITS_TEAM = "in_its_team", "si c’est son équipe"
    IN_ITS_TERRITORY = "in_its_territory", "dans son territoire"
    OWN_STRUCTURE = "own_structure", "pour sa propre structure"
    OWN_AND_TERRITORY = "own_and_territory", "pour sa structure et celles de son territoire"


class Grant(TextChoices):
    """A cell of the table that is neither a condition nor empty."""

    YES = "yes", "oui"
    NO = "no", "non"
    BY_EXCEPTION = "by_exception", "par exception"


class ExceptionState(TextChoices):
    ASKED = "asked", "Demandée"
    GRANTED = "granted", "Accordée"
    REFUSED = "refused", "Refusée"
    WITHDRAWN = "withdrawn", "Retirée"
