"""The blocks that only reports have: charts with the tables that say the same, and judgements."""

from leszno_ngo.templatetags.leszno import NOT_STATED
from strategy.choices import ResponsibilityRole


def charted(chart, table):
    """A chart as its words and its spec, from which a worker draws it; and the table with all that it shows."""
    words = {name: getattr(chart, name) for name in ("title", "description", "reason", "spec")}
    return {"type": "charted", "chart": words, "table": table}


def stated(words):
    return words or NOT_STATED


def paragraphs(text):
    """A block for every line of a document's text."""
    return [{"type": "paragraph", "words": line.strip()} for line in text.splitlines() if line.strip()]


def people(rows, missing):
    """(role, post – scope) of those who answer for something; `missing`: the role that is said to be not stated."""
    told = [
        (role.label.capitalize(), "; ".join(with_scope(row.post, row.scope) for row in rows if row.role == role))
        for role in ResponsibilityRole
    ]
    return [fact for fact in told if fact[1]] or [(missing.label.capitalize(), NOT_STATED)]


def with_scope(name, scope):
    return f"{name} – {scope}" if scope else name
