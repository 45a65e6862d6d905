from django.db import migrations

from actors.roles import APP, withhold

# Of the owner, who alone may delete: nothing younger than three years, whoever calls it.
FORGET = f"""
CREATE FUNCTION legal_forget_reads() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH gone AS (
        DELETE FROM public.legal_read WHERE at < now() - interval '3 years' RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION legal_forget_reads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION legal_forget_reads() TO {APP};
"""


class Migration(migrations.Migration):
    dependencies = [("legal", "0001_initial"), ("actors", "0002_app_role")]

    operations = [
        withhold(
            "DELETE",
            "legal_owner",
            "legal_procedure",
            "legal_step",
            "legal_evacuationdate",
            "legal_reminder",
        ),
        withhold(
            "UPDATE, DELETE",
            "legal_read",
            "legal_ownerhistory",
            "legal_procedurehistory",
            "legal_stephistory",
            "legal_evacuationdatehistory",
        ),
        migrations.RunSQL(FORGET, "DROP FUNCTION legal_forget_reads()"),
    ]
