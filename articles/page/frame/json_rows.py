"""Small tables read whole along with another query, so that they cost no query of their own."""

from django.db.models import JSONField, Subquery, Value


class JSONRows(Subquery):
    """
    All rows of a queryset with one JSON column named ``data``, as one list.

    Their order is not kept.
    """

    output_field = JSONField()

    def as_sqlite(self, compiler, connection, **extra):
        template = "(SELECT json_group_array(json(_row.data)) FROM (%(subquery)s) _row)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = "(SELECT coalesce(jsonb_agg(_row.data), '[]') FROM (%(subquery)s) _row)"
        return self.as_sql(compiler, connection, template=template, **extra)


def read_together(**querysets):
    """Return the rows of several such querysets, {name: list of their data}; one query."""
    parts = [
        queryset.annotate(part=Value(name)).order_by().values_list("part", "data")
        for name, queryset in querysets.items()
    ]
    found = {name: [] for name in querysets}
    for name, data in parts[0].union(*parts[1:], all=True):
        found[name].append(data)
    return found
