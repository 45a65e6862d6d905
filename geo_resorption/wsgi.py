"""WSGI entry point, for a threaded server (GeoDjango leaks GEOS handles under ASGI threads)."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from geo_resorption.frames import in_one_chunk

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo_resorption.settings.base")

application = in_one_chunk(get_wsgi_application())

# Before the first page is asked for: its library takes a second to load. By its name, for it needs
# the applications that the line above made ready.
import_string("layers.paper.pdf.prepare")()

# All that is loaded stays: the collector need not walk through it, nor walk every 700 objects of a
# page that makes thousands.
gc.freeze()
gc.set_threshold(10_000)
