"""WSGI entry point, for a threaded server (GeoDjango leaks GEOS handles under ASGI threads)."""

import os

from django.core.wsgi import get_wsgi_application

from layers.paper import pdf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo_resorption.settings.base")

application = get_wsgi_application()

# Before the first page is asked for: its library takes a second to load.
pdf.prepare()
