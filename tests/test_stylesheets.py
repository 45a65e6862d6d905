"""Style sheets asked for together: one answer, kept for ever under the version of its text."""

import re

from django.template import engines

URL = "/feuilles.css"


def link(*names: str) -> str:
    words = " ".join(f'"{name}"' for name in names)
    rendered = engines["django"].from_string(f"{{% load styles %}}{{% styles {words} %}}").render()
    return re.search(r'href="([^"]+)"', rendered)[1].replace("&amp;", "&")


def test_the_sheets_follow_each_other_in_one_answer_for_anybody(client):
    response = client.get(link("variables", "page"))

    text = response.text
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert text.index("--touch") < text.index(".app-page")


def test_another_text_has_another_address(tmp_path, monkeypatch):
    monkeypatch.setattr("geo_resorption.stylesheets.FOLDER", tmp_path)
    (tmp_path / "one.css").write_text("a {}")
    before = link("one")
    (tmp_path / "one.css").write_text("b {}")

    assert link("one") != before


def test_only_our_sheets_under_their_version(client):
    for query in ("", "?feuilles=page", "?feuilles=../settings&v=1", "?feuilles=page&v=0", "?v=1"):
        assert client.get(URL + query).status_code == 404
