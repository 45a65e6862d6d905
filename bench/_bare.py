"""The statements of a request sent again, without all that makes and reads them."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.test import Client

from actors.models import User

Statement = tuple[str, Any]
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def statements_of(user: User, path: str) -> list[Statement]:
    """All of the request: session, membership and what it writes with them."""
    made: list[Statement] = []

    def keep(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        made.append((sql, params))
        return execute(sql, params, many, context)

    client = Client(SERVER_NAME="localhost")
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    with connection.execute_wrapper(keep):
        client.get(path)
    return [one for one in made if not one[0].startswith(BOOKKEEPING)]


def send(statements: list[Statement]) -> None:
    """By psycopg alone, every row fetched; nothing of it stays."""
    with transaction.atomic():
        for sql, params in statements:
            cursor = connection.connection.execute(sql, params)
            if cursor.description:
                cursor.fetchall()
        transaction.set_rollback(True)
