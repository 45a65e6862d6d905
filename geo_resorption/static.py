"""How static files are found and named."""

from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Leaves out what no page asks for: collecting takes a quarter of the time."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
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
        "js/*",  # bundled into built/
    ]


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names, also inside `import … from "./x.js"` of the bundles."""

    support_js_module_import_aggregation = True
