"""The sheet as PDF: A4, tagged for those who listen to it, made without any network."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from layers.paper.sheet import Sheet

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

MEDIA_TYPE = "application/pdf"
STYLES, DENSE = "layers/paper/sheet.css", "layers/paper/dense.css"
MOST_PAGES = 3
FONTS = ("Marianne-Regular.woff2", "Marianne-Bold.woff2")
SCHEME = "paper:"
ADDRESS = "paper:sheet"

# Pango, fontconfig and the fonts that we share between pages are not made for several threads
_one_at_a_time = Lock()


class Refused(ValueError):
    """An address that no page of ours needs: whatever was typed into a site asks for nothing."""


def render(sheet: Sheet) -> bytes:
    html = render_to_string("layers/paper/sheet.html", {"sheet": sheet})
    with _one_at_a_time:
        weasyprint, (styles, dense), fonts = prepare()
        page = weasyprint.HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher())
        document = page.render(stylesheets=[styles], font_config=fonts)
        if len(document.pages) > MOST_PAGES:
            document = page.render(stylesheets=[styles, dense], font_config=fonts)
        return document.write_pdf(pdf_tags=True)


@cache
def prepare() -> tuple[Any, tuple[Any, Any], Any]:
    """The library, our style sheets and their fonts, once a process: the library alone takes a
    second to load, which no command and no worker should pay for."""
    import weasyprint  # noqa: PLC0415
    from PIL import ImageFile  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    # Loading it lets Pillow open a photo that is cut short, wherever in the process: our checks of
    # what is sent refuse these
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    fonts = FontConfiguration()
    options = {"font_config": fonts, "url_fetcher": fetcher(), "base_url": ADDRESS}
    styles, dense = (
        weasyprint.CSS(string=render_to_string(name), **options) for name in (STYLES, DENSE)
    )
    return weasyprint, (styles, dense), fonts


@cache
def fetcher() -> "URLFetcher":
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class Own(URLFetcher):
        """Gives our fonts, and refuses all else: the network as well as the machine's files."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            name = url.removeprefix(SCHEME)
            if not url.startswith(SCHEME) or name not in FONTS:
                raise Refused(url)
            return URLFetcherResponse(url, _font(name), {"Content-Type": "font/woff2"})

    return Own()


def _font(name: str) -> bytes:
    """As the screens have it, from the DSFR's package."""
    found = finders.find(f"dsfr/dist/fonts/{name}")
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_bytes()
