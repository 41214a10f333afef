"""What a slow preparation leaves in the database, remembered: later tests of this process get the same rows at once.

Real work done once, not a stand-in for it: the rows are those that the first call of the preparation wrote.
"""

from itertools import chain

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection

from leszno_ngo.models import User

APPS = ("leszno_ngo", "strategy", "competitions")
MOST_VALUES = 999  # of one statement, as the oldest SQLite has it
remembered = {}


def once(name, prepare):
    """What prepare() does and says. Done before on a database just like this one, its rows are written down again."""
    if not connection.in_atomic_block:  # then every statement would have to stand alone
        return prepare()
    before = contents()
    key = (connection.vendor, name, settings.PORTAL_DATE, tuple(before.items()))
    if key in remembered:
        answer, tables = remembered[key]
        put(tables)
    else:
        answer = prepare()
        after = contents()
        changed = [table for table in {**before, **after} if before.get(table) != after.get(table)]
        remembered[key] = answer, {table: after.get(table, ()) for table in changed}
    return answer


def models():
    """All but people, on whom no document depends: each test has its own."""
    ours = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    people = {User, *(field.remote_field.through for field in User._meta.many_to_many)}
    return [model for model in ours if model not in people]


def contents():
    """{table: its rows, in the order of their numbers}; an empty table is not there."""
    with connection.cursor() as cursor:
        filled = filled_tables(cursor)
        return {table: rows_of(cursor, model) for model in models() if (table := model._meta.db_table) in filled}


def filled_tables(cursor):
    """The tables with any row, asked of all at once."""
    names = [model._meta.db_table for model in models()]
    asked = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})"  # noqa: S608
        for name in names
    )
    cursor.execute(asked)
    return {name for (name,) in cursor.fetchall()}


def rows_of(cursor, model):
    columns = ", ".join(connection.ops.quote_name(field.column) for field in model._meta.concrete_fields)
    table = connection.ops.quote_name(model._meta.db_table)
    cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {connection.ops.quote_name(model._meta.pk.column)}")  # noqa: S608
    return tuple(tuple(row) for row in cursor.fetchall())


def put(tables):
    """Make these tables hold these rows; their links are checked when the transaction ends."""
    changed = [model for model in models() if model._meta.db_table in tables]
    with connection.cursor() as cursor:
        for model in changed:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            fields = model._meta.concrete_fields
            columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
            marks = f"({', '.join(['%s'] * len(fields))})"
            for rows in batched(tables[model._meta.db_table], MOST_VALUES // len(fields)):
                values = ", ".join([marks] * len(rows))
                cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {values}", list(chain(*rows)))  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), changed):
            cursor.execute(statement)


def batched(rows, size):
    return [rows[start : start + size] for start in range(0, len(rows), size)]
