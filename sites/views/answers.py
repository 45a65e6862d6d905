from django.core.exceptions import ValidationError

from actors.http import Request

YES, NO = "oui", "non"


def yes_or_no(request: Request, name: str) -> bool:
    """What a button says. Raises ValidationError on `name`."""
    answer = request.POST.get(name)
    if answer not in (YES, NO):
        raise ValidationError({name: "Répondez par oui ou non."})
    return answer == YES
