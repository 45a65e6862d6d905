"""A safe part of Markdown. Whatever is written comes out as text, emphasis, lists, quotes, code and
links to the web: no HTML, no picture, no heading (bold instead), no other scheme.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.\-]*)\s*:", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20]|%[01][0-9a-f]|%20", re.IGNORECASE)  # the reader encodes some
_WEB = re.compile(r"https?://", re.IGNORECASE)
_TAGS = frozenset(
    ("a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "span", "strong", "ul")
)
_BLOCKS = frozenset(("inline", "fence", "code_block"))


def to_html(text: str, mentions: Iterable[str] = ()) -> SafeString:
    """Links open apart and tell nothing of where one comes from. `mentions`: the names that an
    `@` calls in this entry; only those are marked."""
    rendered = _READER.render(text, {"mentions": _finder(mentions)})
    return mark_safe(  # noqa: S308  (nh3 leaves the tags above alone)
        nh3.clean(
            rendered,
            tags=set(_TAGS),
            attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
            allowed_classes={"span": {"mention"}},
            set_tag_attribute_values={"a": {"target": "_blank"}},
            link_rel="noopener nofollow noreferrer",
            url_schemes={"http", "https"},
        )
    )


def plain(text: str, most: int | None = None) -> str:
    """One line without marks, for an excerpt; cut at a word beyond `most` characters."""
    words = " ".join(" ".join(_texts(_READER.parse(text))).split())
    if most is None or len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def refused_links(text: str) -> list[str]:
    """Where its links and pictures lead, those that are not of the web."""
    found = []
    for token in _walk(_CHECKER.parse(text)):
        address = str(token.attrs.get("href") or token.attrs.get("src") or "")
        followed = _as_followed(address)
        if _SCHEME.match(followed) and not _WEB.match(followed):
            found.append(address[:60])
    return list(dict.fromkeys(found))


def _as_followed(address: str) -> str:
    """Without the blanks that a browser leaves out: « java&#9;script: » runs as the other does."""
    return _BLANK.sub("", address)


def _finder(mentions: Iterable[str]) -> re.Pattern[str] | None:
    """In escaped text; the longest name first, for one may begin another."""
    names = sorted({name for name in mentions if name}, key=len, reverse=True)
    if not names:
        return None
    return re.compile("@(?:" + "|".join(re.escape(escape(name)) for name in names) + r")(?!\w)")


def _text(renderer: Any, tokens: Sequence[Token], number: int, options: Any, env: Any) -> str:
    shown = escape(tokens[number].content)
    finder = env.get("mentions")
    return finder.sub(r'<span class="mention">\g<0></span>', shown) if finder else shown


def _heading_opens(*_: Any) -> str:
    return "<p><strong>"


def _heading_closes(*_: Any) -> str:
    return "</strong></p>\n"


def _is_web(address: str) -> bool:
    return bool(_WEB.match(address))


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    reader.disable(["image", "html_block", "html_inline"])
    reader.validateLink = _is_web  # type: ignore[method-assign, assignment]
    reader.add_render_rule("text", _text)
    reader.add_render_rule("heading_open", _heading_opens)
    reader.add_render_rule("heading_close", _heading_closes)
    return reader


def _checker() -> MarkdownIt:
    """Sees all that may pass for a link, pictures too."""
    checker = MarkdownIt("commonmark", {"html": False})
    checker.validateLink = lambda url: True  # type: ignore[method-assign, assignment]
    return checker


def _walk(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or ())


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    """A piece a block, so that two of them are never run together."""
    for token in tokens:
        if token.type not in _BLOCKS:
            continue
        if token.children is None:
            yield token.content
        else:
            yield "".join(_piece(child) for child in token.children)


def _piece(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


_READER = _reader()
_CHECKER = _checker()
