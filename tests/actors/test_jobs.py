"""A service names a task; each name must exist."""

import re

from django.conf import settings

from geo_resorption.celery import app


def test_each_enqueued_name_is_a_task():
    app.loader.import_default_modules()
    sources = [
        path
        for name in ("territories", "actors", "sites", "journal", "layers")
        for path in (settings.BASE_DIR / name).rglob("*.py")
    ]
    names = {n for path in sources for n in re.findall(r'enqueue\(\s*"([\w.]+)"', path.read_text())}

    assert names
    assert names <= set(app.tasks)


def test_nothing_leaves_before_the_transaction_is_kept(db, monkeypatch):
    from actors.jobs import enqueue

    sent = []
    monkeypatch.setattr(app, "send_task", lambda name, args, **_: sent.append(name))

    enqueue("actors.heartbeat")

    assert sent == []
