from typing import Any

from django import forms

from actors.forms import Form
from sites.forms import fields
from sites.forms.correcting import ask_reason
from sites.forms.differences import KEEP, Difference, differences, kept
from sites.models import Site
from sites.services import SiteChanges

YEARS = (2012, 2100)
OWN_MARKUP = ("kind", "commune")
NOT_COMPARED = ("version", "reason")


class EditForm(Form):
    """Each field also carries the value it was opened with: only what the agent changed is sent,
    and a row that changed meanwhile is compared with it."""

    version = fields.version()
    location = fields.coordinates()
    location_precision = fields.precision()
    commune = fields.commune()
    name = fields.text("Appellation", 120)
    kind = fields.kind()
    address = fields.text("Adresse", 250)
    access_details = fields.access_details()
    settled_on = fields.day("Date d’installation")
    target_year = forms.IntegerField(
        label="Objectif de résorption (année)",
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
    )

    def __init__(self, *args: Any, site: Site, sets_target: bool, **kwargs: Any) -> None:
        self.site = site
        super().__init__(*args, initial=values_of(site), **kwargs)
        if not sets_target:
            del self.fields["target_year"]
        ask_reason(self, site)
        for name in self.compared():
            self.fields[name].show_hidden_initial = True

    def compared(self) -> list[str]:
        return [name for name in self.fields if name not in NOT_COMPARED]

    def other_initials(self) -> list[tuple[str, Any]]:
        """The values at the opening of the fields that the page draws by itself."""
        names = [self[name].html_initial_name for name in OWN_MARKUP]
        opened = [self[name].initial for name in OWN_MARKUP]
        return [(name, self.data.get(name, was)) for name, was in zip(names, opened, strict=True)]

    def changes(self) -> SiteChanges:
        """Of a valid form: what the agent changed, minus what he gave back after a conflict."""
        given_back = {name for name in self.compared() if self.data.get(KEEP + name) == "now"}
        changed = set(self.changed_data) - set(NOT_COMPARED) - given_back
        return SiteChanges(**{name: self.cleaned_data[name] for name in changed})  # type: ignore[typeddict-item]

    def over(self, site: Site) -> "EditForm":
        """The same form over the row as it is now, his own changes kept in it."""
        found = differences(self, values_of(site))
        data = kept(self, found)
        data["version"] = str(site.version)
        sets_target = "target_year" in self.fields
        form = EditForm(data, site=site, sets_target=sets_target)
        form.differences = found
        return form

    differences: list[Difference] = []


def values_of(site: Site) -> dict[str, Any]:
    return {
        "version": site.version,
        "location": site.location,
        "location_precision": site.location_precision,
        "commune": site.commune.code,
        "name": site.name,
        "kind": site.kind,
        "address": site.address,
        "access_details": site.access_details,
        "settled_on": site.settled_on,
        "target_year": site.target_year,
    }
