"""A browser that asks for `/favicon.ico` by itself finds it."""

from django.contrib.staticfiles import finders


def test_it_leads_to_the_one_that_pages_link(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert "public" in answer["Cache-Control"]
    assert finders.find(answer["Location"].removeprefix("/static/"))
