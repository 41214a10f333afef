"""What a report says of money: what tasks were to cost, from which sources, and what others know of grants."""

from leszno_ngo import blocks
from leszno_ngo.templatetags.leszno import zloty
from strategy.documents.blocks import stated
from strategy.models import Goal

# Functions of (goals, moment) that give further blocks: who knows of grants adds one when the portal starts.
told_by = []


def money(parts, tasks, moment):
    goals = [part.row for part in parts if isinstance(part.row, Goal)]
    lines = [
        (line.source_name, f"Zadanie {task}", stated(line.year and str(line.year)), zloty(line.amount))
        for task in tasks
        for line in task.budget_lines.all()
    ]
    columns = [("Źródło", blocks.TEXT), ("Zadanie", blocks.TEXT), ("Rok", blocks.TEXT), ("Kwota", blocks.MONEY)]
    return blocks.section(
        "pieniadze",
        "Pieniądze",
        blocks.table(
            "Planowany całkowity koszt zadań",
            [("Zadanie", blocks.TEXT), ("Koszt", blocks.MONEY)],
            [(f"Zadanie {task}", zloty(task.planned_cost)) for task in tasks],
            total=known_total([task.planned_cost for task in tasks]),
        ),
        blocks.table("Budżet według źródeł", columns, lines, total=budget_total(tasks)),
        None if lines else blocks.paragraph("Dokument nie podaje budżetu według źródeł."),
        *(block for tell in told_by for block in (tell(goals, moment) if goals else [])),
    )


def budget_total(tasks):
    return known_total([line.amount for task in tasks for line in task.budget_lines.all()], "", "")


def known_total(amounts, *between):
    """The sum of what is stated; none where there is nothing to add up."""
    known = [amount for amount in amounts if amount is not None]
    return ("Razem podane kwoty", *between, zloty(sum(known))) if len(known) > 1 else ()
