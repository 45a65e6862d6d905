"""The safe part of Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.markdown import plain, refused_links, to_html

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "![a](data:image/svg+xml,<svg/onload=1>)",
    '[a](https://x.fr/"onclick="alert(1))',
    '<https://x.fr/" onclick=alert(1)>',
    "[a](https://x.fr 'x\" onclick=\"alert(1)')",
    "@<b>x</b>",
]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb", "<p>a<br>\nb</p>\n"),
        ("**a** *b*", "<p><strong>a</strong> <em>b</em></p>\n"),
        ("# Titre", "<p><strong>Titre</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"),
        (
            "[a](https://x.fr)",
            '<p><a href="https://x.fr" target="_blank" rel="noopener nofollow noreferrer">a</a>'
            "</p>\n",
        ),
        ("[a](/sites/)", "<p>[a](/sites/)</p>\n"),
    ],
)
def test_what_is_shown(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize("text", NASTY)
def test_nothing_runs(text):
    html = to_html(text, ["<b>x</b>"])
    for tag in ("<script", "<img", "<b>", "<svg"):
        assert tag not in html
    assert 'href="javascript' not in html
    assert " onclick=alert" not in html.replace("&quot;", '"').split("<a ")[-1].split(">")[0]


@given(st.text(st.sampled_from("<>[]()!`*_#@&:;\"'/ \nabjs"), max_size=60))
def test_any_text_comes_out_in_known_tags(text):
    html = to_html(text, ["ab", "a"])
    left = html
    for tag in ("p", "br", "hr", "strong", "em", "ul", "ol", "li", "code", "pre", "blockquote"):
        left = left.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    left = left.replace('<span class="mention">', "").replace("</span>", "")
    assert "<" not in left.replace("</a>", "").replace('<a href="http', "").replace("<ol start", "")
    plain(text)
    refused_links(text)


def test_only_those_who_are_mentioned_are_marked():
    html = to_html("@Anne Petit, @Anne Petitjean, @Zoé & `@Anne Petit`", ["Anne Petit"])
    assert html.count('<span class="mention">') == 1
    assert '<span class="mention">@Anne Petit</span>, @Anne Petitjean' in html


def test_an_excerpt_is_one_line_without_marks():
    assert (
        plain("# Titre\n\n**Gras** et [lien](https://x.fr)\n- a\n- b") == "Titre Gras et lien a b"
    )
    assert plain("Un mot, deux mots", 8) == "Un mot…"


def test_bad_links_are_named():
    text = "[a](javascript:x) [b](mailto:a@b.fr) [c](https://x.fr) ![d](data:x) [e](/page)"
    assert refused_links(text) == ["javascript:x", "mailto:a@b.fr", "data:x"]


@pytest.mark.parametrize(
    "text",
    [
        "[a](java&#x09;script:x)",
        "[a](java&NewLine;script:x)",
        "[a](java%09script:x)",
        "[a](<&#x20;javascript:x>)",
        "![a](<dat&#10;a:text/html,x>)",
    ],
)
def test_a_bad_link_in_disguise_is_named(text):
    assert len(refused_links(text)) == 1


def test_a_good_link_with_blanks_in_it_is_let_through():
    assert refused_links("[a](https://x.fr/un%20d%3Aeux) [b](/un%20deux)") == []
