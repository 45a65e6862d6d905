"""The two database roles: `owner` migrates, `app` serves with no DDL and no more than it needs.

Used by migrations; a role that does not exist stops them with PostgreSQL's own words.
"""

from django.conf import settings
from django.db.migrations import RunSQL

APP = f'"{settings.DATABASE_APP_ROLE}"'


def serve_by_app() -> RunSQL:
    """What stands now and whatever the owner makes later: rows only, never the schema."""
    return RunSQL(
        f"""
        GRANT USAGE ON SCHEMA public TO {APP};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP};
        """,
        f"""
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {APP};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {APP};
        """,
    )


def withhold(privileges: str, *tables: str) -> RunSQL:
    """Takes `privileges` ("DELETE", "UPDATE, DELETE") on the tables from the app role."""
    names = ", ".join(tables)
    return RunSQL(
        f"REVOKE {privileges} ON {names} FROM {APP}", f"GRANT {privileges} ON {names} TO {APP}"
    )


def let_update(column: str, table: str) -> RunSQL:
    """Gives back UPDATE on one column of a table from which it is withheld."""
    return RunSQL(
        f"GRANT UPDATE ({column}) ON {table} TO {APP}",
        f"REVOKE UPDATE ({column}) ON {table} FROM {APP}",
    )
