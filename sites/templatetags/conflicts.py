"""What a form needs so that the second of two people learns what the first one did."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
OPENED = "ouvert_a"


@register.simple_tag
def opened() -> SafeString:
    """When the page was drawn: what changed since is shown beside a refusal (409)."""
    now = timezone.now().isoformat()
    return format_html('<input type="hidden" name="{}" value="{}" />', OPENED, now)
