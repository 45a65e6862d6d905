"""How static files are found and named."""

from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Leaves out what no page asks for: collecting takes a quarter of the time."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        "*.map",
        "component",
        "core",
        "analytics",
        "scheme",
        "legacy",
        "ext",
        "swagger-ui-dist",
        "leaflet-src*.js",
        "htmx.esm.js",
        "htmx.amd.js",
        "htmx.cjs.js",
        "umd.js",
        "*.cjs",
        "*.d.ts",
    ]


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names, also inside `import "./x.js"` of our modules."""

    support_js_module_import_aggregation = True
