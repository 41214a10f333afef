"""What a section of a paper is made of. Every value is the words people read, so that it can be kept as JSON.

A block is one of: facts (label → words), paragraph, list, table.
"""

TEXT, NUMBER, MONEY = "text", "number", "money"  # the kinds of a table's columns


def section(key, heading, *blocks, level=2):
    """Blocks that have nothing to say are None. `level`: of the heading, two for the chief ones."""
    return {"key": key, "level": level, "heading": heading, "blocks": [block for block in blocks if block]}


def facts(*found):
    """From (label, words); a fact that is not told is None."""
    told = [{"label": fact[0], "words": fact[1]} for fact in found if fact]
    return {"type": "facts", "facts": told} if told else None


def paragraph(words):
    return {"type": "paragraph", "words": words} if words else None


def items(heading, found):
    return {"type": "list", "heading": heading, "items": [{"words": words} for words in found]} if found else None


def table(caption, columns, rows, total=()):
    """`columns`: (heading, TEXT, NUMBER or MONEY); the first cell names its row. `total`: the words of a last row."""
    if not rows:
        return None
    return {
        "type": "table",
        "caption": caption,
        "columns": [{"words": words, "kind": kind} for words, kind in columns],
        "rows": [cells(row, columns) for row in rows],
        "total": cells(total, columns) if total else [],
    }


def cells(row, columns):
    return [{"words": words, "kind": kind, "label": label} for words, (label, kind) in zip(row, columns, strict=True)]
