import django.contrib.gis.db.models.fields
import django.contrib.postgres.fields
import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import migrations, models

import territories.functions

# The extensions are made by a superuser beforehand; "IF NOT EXISTS" then asks for no right.
EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
"""

# unaccent(text) is only STABLE, since its dictionary could be changed; naming the dictionary and
# promising not to change it makes it fit for indexes and generated columns.
FUNCTIONS = r"""
CREATE FUNCTION immutable_unaccent(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT public.unaccent('public.unaccent'::regdictionary, value)
$$;

CREATE FUNCTION territories_normalise(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(
    regexp_replace(
      regexp_replace(
        regexp_replace(lower(public.immutable_unaccent(value)), '[^a-z0-9]+', ' ', 'g'),
        '\mst\M', 'saint', 'g'),
      '\mste\M', 'sainte', 'g'))
$$;

CREATE FUNCTION territories_search_codes(code text, postcodes text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ' ' || code || ' ' || array_to_string(postcodes, ' ')
$$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION territories_search_codes(text, text[]);
DROP FUNCTION territories_normalise(text);
DROP FUNCTION immutable_unaccent(text);
"""

TRIGGERS = """
CREATE FUNCTION territories_outline_level() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.level := (SELECT level FROM territories_territory WHERE id = NEW.territory_id);
  RETURN NEW;
END
$$;
CREATE TRIGGER territories_outline_level BEFORE INSERT OR UPDATE ON territories_outline
FOR EACH ROW EXECUTE FUNCTION territories_outline_level();

CREATE FUNCTION territories_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A territory is never deleted: it ends and names its successor (% %)',
    OLD.level, OLD.code USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER territories_territory_keep BEFORE DELETE ON territories_territory
FOR EACH ROW EXECUTE FUNCTION territories_keep();

CREATE FUNCTION territories_same_level() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.level <> OLD.level OR NEW.code <> OLD.code THEN
    RAISE EXCEPTION 'A territory keeps its level and code (% %)', OLD.level, OLD.code
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER territories_territory_same BEFORE UPDATE OF level, code ON territories_territory
FOR EACH ROW EXECUTE FUNCTION territories_same_level();
"""

DROP_TRIGGERS = """
DROP TRIGGER territories_territory_same ON territories_territory;
DROP TRIGGER territories_territory_keep ON territories_territory;
DROP TRIGGER territories_outline_level ON territories_outline;
DROP FUNCTION territories_same_level();
DROP FUNCTION territories_keep();
DROP FUNCTION territories_outline_level();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(EXTENSIONS, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.CreateModel(
            name="Territory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("nation", "France"),
                            ("region", "Région"),
                            ("departement", "Département"),
                            ("arrondissement", "Arrondissement"),
                            ("epci", "Intercommunalité (EPCI)"),
                            ("ept", "Établissement public territorial"),
                            ("commune", "Commune"),
                            ("arrondissement-municipal", "Arrondissement municipal"),
                        ],
                        max_length=24,
                        verbose_name="niveau",
                    ),
                ),
                ("code", models.CharField(max_length=9, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="population"),
                ),
                (
                    "postcodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes postaux",
                    ),
                ),
                (
                    "label_point",
                    django.contrib.gis.db.models.fields.PointField(
                        help_text="Dans le contour.",
                        spatial_index=False,
                        srid=4326,
                        verbose_name="point d'étiquette",
                    ),
                ),
                (
                    "first_vintage",
                    models.PositiveSmallIntegerField(verbose_name="premier millésime"),
                ),
                (
                    "last_vintage",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="dernier millésime"
                    ),
                ),
                (
                    "search_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=territories.functions.Normalise(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "search_codes",
                    models.GeneratedField(
                        db_persist=True,
                        expression=territories.functions.SearchCodes(
                            models.F("code"), models.F("postcodes")
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="territories.territory",
                        verbose_name="successeur",
                    ),
                ),
            ],
            options={
                "verbose_name": "territoire",
                "ordering": ("level", "code", "-first_vintage"),
            },
        ),
        migrations.CreateModel(
            name="Inside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "container",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contents",
                        to="territories.territory",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="containments",
                        to="territories.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "appartenance territoriale",
                "verbose_name_plural": "appartenances territoriales",
            },
        ),
        migrations.CreateModel(
            name="Outline",
            fields=[
                (
                    "territory",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="outline",
                        serialize=False,
                        to="territories.territory",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("nation", "France"),
                            ("region", "Région"),
                            ("departement", "Département"),
                            ("arrondissement", "Arrondissement"),
                            ("epci", "Intercommunalité (EPCI)"),
                            ("ept", "Établissement public territorial"),
                            ("commune", "Commune"),
                            ("arrondissement-municipal", "Arrondissement municipal"),
                        ],
                        default="",
                        editable=False,
                        max_length=24,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "boundary",
                    django.contrib.gis.db.models.fields.MultiPolygonField(
                        spatial_index=False, srid=4326, verbose_name="contour"
                    ),
                ),
                (
                    "simplified",
                    django.contrib.gis.db.models.fields.MultiPolygonField(
                        spatial_index=False, srid=4326, verbose_name="contour simplifié"
                    ),
                ),
            ],
            options={
                "verbose_name": "contour",
                "indexes": [
                    GistIndex(
                        OpClass("boundary", name="gist_geometry_ops_2d"),
                        condition=models.Q(("level", "commune")),
                        name="outline_commune_gist",
                    ),
                    GistIndex(
                        OpClass("boundary", name="gist_geometry_ops_2d"),
                        condition=models.Q(("level", "arrondissement-municipal")),
                        name="outline_arm_gist",
                    ),
                    GistIndex(fields=["level", "simplified"], name="outline_simplified_gist"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("boundary__isvalid", True)),
                        name="outline_boundary_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("simplified__isvalid", True)),
                        name="outline_simplified_valid",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="territory",
            index=GinIndex(
                fields=["search_name"],
                name="territory_name_trgm",
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=GinIndex(
                fields=["search_codes"],
                name="territory_codes_trgm",
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.UniqueConstraint(
                condition=models.Q(("last_vintage__isnull", True)),
                fields=("level", "code"),
                name="territory_in_force_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "level__in",
                        [
                            "nation",
                            "region",
                            "departement",
                            "arrondissement",
                            "epci",
                            "ept",
                            "commune",
                            "arrondissement-municipal",
                        ],
                    )
                ),
                name="territory_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[0-9A-Z]+$")), name="territory_code_plain"
            ),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_vintage__isnull", True),
                    ("last_vintage__gte", models.F("first_vintage")),
                    _connector="OR",
                ),
                name="territory_vintages_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor__isnull", True), ("last_vintage__isnull", False), _connector="OR"
                ),
                name="territory_successor_after_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor__isnull", True),
                    models.Q(("successor", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="territory_successor_other",
            ),
        ),
        migrations.AddIndex(
            model_name="inside",
            index=models.Index(fields=["territory", "container"], name="inside_territory"),
        ),
        migrations.AddConstraint(
            model_name="inside",
            constraint=models.UniqueConstraint(
                fields=("container", "territory"), name="inside_unique"
            ),
        ),
        migrations.CreateModel(
            name="Vintage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="millésime")),
                ("source", models.TextField(verbose_name="source")),
                ("checksum", models.CharField(max_length=64, verbose_name="empreinte")),
                (
                    "counts",
                    models.JSONField(default=dict, verbose_name="nombre de territoires par niveau"),
                ),
                ("imported_at", models.DateTimeField(auto_now_add=True, verbose_name="importé le")),
            ],
            options={"verbose_name": "millésime", "ordering": ("-imported_at", "-id")},
        ),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
