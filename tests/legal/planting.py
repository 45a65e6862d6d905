"""Legal rows with words that stand nowhere else."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from legal import services
from legal.readable import STEP
from sites.models import File
from sites.services import files
from tests.uploads import pairs, pdf, upload


def owner_values(**more):
    return {"name": "SCI du Pré", "kind": "societe", "parcels": [], "note": ""} | more


def procedure_values(**more):
    return {"kind": "judiciaire", "title": "", "note": ""} | more


def step_values(**more):
    values = {"kind": "plainte", "on": timezone.localdate() - timedelta(days=100), "outcome": ""}
    return values | {"deadline": None, "to_do": "", "met_on": None, "note": ""} | more


def plant_legal(scope, site, first="Aubépine", second="Bleuet"):
    """An owner, a procedure with a step that has a deadline and a PDF, an evacuation date."""
    ref, today = site.reference, timezone.localdate()
    owner = services.save_owner(
        scope,
        ref,
        owner_values(
            name=f"SCI Secret-{first}", parcels=["691990000B0042"], note=f"Tél. Secret-{first}-1"
        ),
    )
    procedure = services.save_procedure(
        scope, ref, procedure_values(title=f"TJ Secret-{second}", note=f"Dossier Secret-{first}-2")
    )
    step = services.save_step(
        scope,
        ref,
        step_values(
            kind="decision",
            outcome=f"Ordonne Secret-{second}-3",
            deadline=today + timedelta(days=6),
            to_do=f"Signifier Secret-{second}-4",
            note=f"Voir Secret-{first}-5",
        ),
        procedure=procedure.pk,
        uploads=pairs(upload(f"Secret-{second}.pdf", pdf())),
    )
    file = File.objects.get(hangs_on=STEP, object_id=step.pk)
    files.process(file.pk)
    evacuation = services.set_evacuation(
        scope, ref, {"on": today + timedelta(days=44), "note": f"Départ-{first}"}, version=0
    )
    return SimpleNamespace(
        owner=owner,
        procedure=procedure,
        step=step,
        file=file,
        date=evacuation,
        secrets=(f"Secret-{first}", f"Secret-{second}"),
        evacuation=f"Départ-{first}",
    )
