from typing import Any

from django import forms

# What `sites.services.files.formats` takes, as a browser offers it and as a form says it
ACCEPTED = (
    "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,application/pdf,.docx,.xlsx,.odt,"
    ".ods,audio/*"
)
KINDS = "PDF, DOCX, XLSX, ODT, ODS, photo ou note audio"


class Uploads(forms.FileField):
    """Several files under one name → their list; what they hold, `sites.services.files` judges."""

    class Input(forms.ClearableFileInput):
        allow_multiple_selected = True

        def __init__(self, attrs: dict[str, Any] | None = None) -> None:
            super().__init__({"accept": ACCEPTED, "multiple": True} | (attrs or {}))

    widget = Input

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data if isinstance(data, list | tuple) else [data]
        given = [upload for upload in uploads if upload]
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return given
