"""The announcement in words, section by section: the seven points of art. 13(2) and what goes round them."""

from competitions.choices import FundingForm, Procedure
from competitions.wording import blocks
from competitions.wording.blocks import NOT_STATED, fact, fact_if, facts, section, text, text_if
from leszno_ngo.blocks import MONEY, NUMBER, TEXT, items, table
from leszno_ngo.templatetags.leszno import day, deadline, filesize_pl, number

THE_ACT = "ustawy z dnia 24 kwietnia 2003 r. o działalności pożytku publicznego i o wolontariacie"
BASIS = f"art. 11 ust. 2 i art. 13 {THE_ACT}"
CRITERIA = "Kryteria wyboru ofert"
NO_SIMILAR = "W {} nie realizowano zadań tego samego rodzaju."


def announcement_content(competition):
    """The announcement as it reads now. About ten queries, whatever its size."""
    heading = "Ogłoszenie otwartego konkursu ofert" if is_open(competition) else "Ogłoszenie o zleceniu zadania"
    sections = [make(competition) for make in SECTIONS]
    return blocks.paper("announcement", heading, competition, competition.announced_at, sections)


def is_open(competition):
    return competition.procedure == Procedure.OPEN_COMPETITION


def identity(competition):
    spheres = [f"{sphere.name} (art. 4 ust. 1 pkt {sphere.key} ustawy)" for sphere in competition.spheres.all()]
    tasks = [task.title for task in competition.tasks.all()]
    return section(
        "identity",
        "Konkurs",
        facts(
            fact("Tytuł konkursu", competition.title),
            fact("Numer konkursu", blocks.number_of(competition)),
            fact("Prowadzi", competition.department.name),
            fact("Obszar zadań", competition.area.name if competition.area else ""),
            fact("Podstawa prawna", BASIS if is_open(competition) else competition.procedure_basis),
            fact("Zarządzenie", order(competition)),
            fact("Odpowiada za treść", competition.responsible),
        ),
        items("Sfery zadań publicznych", spheres),
        items("Zadania priorytetowe", tasks),
    )


def order(competition):
    """„nr 12/2024 z dnia 5 stycznia 2024 r.”, as much of it as is known."""
    said = [
        f"nr {competition.order_number}" if competition.order_number else "",
        f"z dnia {day(competition.order_date)}" if competition.order_date else "",
    ]
    return " ".join(filter(None, said))


def kind(competition):
    return section(
        "kind",
        "1. Rodzaj zadania",
        text(competition.task_kind),
        facts(
            fact("Forma zlecenia", form(competition)),
            fact("Tryb", competition.get_procedure_display()),
        ),
    )


def form(competition):
    meaning = {
        FundingForm.SUPPORT: "wspieranie zadania (dofinansowanie części kosztów)",
        FundingForm.ENTRUSTMENT: "powierzenie zadania (sfinansowanie całości kosztów)",
    }
    return meaning.get(competition.form, "")


def money(competition):
    lines = list(competition.funding_lines.all())
    before = [("Przyznano rok wcześniej", "allotted_before"), ("Wypłacono rok wcześniej", "paid_before")]
    known = [(words, name) for words, name in before if any(getattr(line, name) is not None for line in lines)]
    columns = [
        ("Zadanie", TEXT),
        ("Rok", NUMBER),
        ("Planowana kwota", MONEY),
        *((words, NUMBER) for words, _ in known),
    ]
    rows = [
        [line.task_title, str(line.year), blocks.money(line.planned)]
        + [blocks.money(getattr(line, name)) for _, name in known]
        for line in lines
    ]
    return section(
        "money",
        "2. Wysokość środków publicznych na realizację zadania",
        facts(fact("Kwota środków publicznych", blocks.money(competition.total_amount))),
        table("Środki na poszczególne zadania", columns, rows),
    )


def rules(competition):
    own = None
    if competition.form != FundingForm.ENTRUSTMENT:
        share = competition.own_contribution_percent
        own = fact("Wkład własny", "" if share is None else f"co najmniej {number(share)}% kosztu zadania")
    return section(
        "rules",
        "3. Zasady przyznawania dotacji",
        text(competition.eligibility, "Kto może złożyć ofertę"),
        text(competition.granting_rules, "Zasady przyznawania dotacji"),
        facts(
            fact("Najmniejsza dotacja", blocks.money(competition.smallest_grant)),
            fact("Największa dotacja", blocks.money(competition.largest_grant)),
            own,
        ),
    )


def task(competition):
    return section(
        "task",
        "4. Terminy i warunki realizacji zadania",
        facts(
            fact("Początek realizacji", blocks.date(competition.implementation_start)),
            fact("Koniec realizacji", until(competition.implementation_end)),
        ),
        text(competition.conditions, "Warunki realizacji"),
    )


def until(last):
    return NOT_STATED if last is None else f"{day(last)} (włącznie z tym dniem)"


def submission(competition):
    places = [
        fact_if(competition.generator_url, "Generator ofert", str, competition.generator_url),
        fact_if(competition.paper_address, "Adres do składania dokumentów", str),
        fact_if(competition.e_delivery_address, "Adres do e-Doręczeń", str),
    ]
    if not any(places):
        places = [fact("Miejsce składania ofert", "")]
    return section(
        "submission",
        "5. Termin i sposób składania ofert",
        facts(
            fact("Początek naboru", deadline(competition.opens_at) if competition.opens_at else "z dniem ogłoszenia"),
            fact("Oferty można składać do", blocks.moment(competition.closes_at)),
            fact_if(competition.confirmation_due_at, "Podpisane potwierdzenie oferty do", deadline),
            fact("Dotrzymanie terminu", competition.get_receipt_display()),
            *places,
        ),
        text_if(competition.submission_notes, "Jak złożyć ofertę"),
    )


def choice(competition):
    return section(
        "choice",
        "6. Tryb, kryteria i termin wyboru ofert",
        text(competition.selection_procedure, "Tryb wyboru ofert"),
        criteria(list(competition.criteria.all())) or text("", CRITERIA),
        facts(fact("Wybór ofert nastąpi do", blocks.moment(competition.decision_due_at))),
        text_if(competition.committee, "Komisja konkursowa"),
    )


def criteria(found):
    """A table with the most points of each; where the city gives none, a list."""
    most = sum(criterion.points or 0 for criterion in found)
    if not most:
        return items(CRITERIA, [criterion.text for criterion in found])
    rows = [[criterion.text, blocks.points(criterion.points)] for criterion in found]
    columns = [("Kryterium", TEXT), ("Najwięcej punktów", NUMBER)]
    return table(CRITERIA, columns, rows, total=("Razem", number(most)))


def similar(competition):
    """Item 7: what was carried out, and for each of the two years without such a task the statement that says so."""
    rows = [
        [task.task_title, str(task.year), *map(blocks.money, (task.total_cost, task.allotted, task.paid))]
        for task in competition.similar_tasks.all()
    ]
    columns = [
        ("Zadanie", TEXT),
        ("Rok", NUMBER),
        ("Koszt zadania", MONEY),
        ("Przyznana dotacja", MONEY),
        ("Wypłacona dotacja", MONEY),
    ]
    none = [
        NO_SIMILAR.format("roku ogłoszenia konkursu") if competition.no_similar_tasks_this_year else "",
        NO_SIMILAR.format("roku poprzednim") if competition.no_similar_tasks_last_year else "",
    ]
    stated = "\n\n".join(filter(None, none))
    return section(
        "similar",
        "7. Zadania tego samego rodzaju w roku ogłoszenia konkursu i w roku poprzednim",
        table("Zrealizowane zadania, ich koszty i dotacje", columns, rows),
        text_if(stated) if rows else text(stated),
    )


def contact(competition):
    clause = competition.privacy_clause
    return section(
        "contact",
        "Kontakt i ochrona danych osobowych",
        facts(
            fact("Informacji udziela", competition.contact_role),
            fact("Telefon", competition.contact_phone),
            fact("E-mail", competition.contact_email, f"mailto:{competition.contact_email}"),
        ),
        text(clause.text if clause else "", "Informacja o przetwarzaniu danych osobowych"),
    )


def attachments(competition):
    found = [
        {
            "words": f"{attachment.title} ({attachment.name}, {filesize_pl(attachment.size)})",
            "attachment": [attachment.pk, attachment.name],
        }
        for attachment in competition.attachments.present()
    ]
    return section("attachments", "Załączniki", blocks.attached(found))


SECTIONS = (identity, kind, money, rules, task, submission, choice, similar, contact, attachments)
