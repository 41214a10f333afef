"""A document's words → the departments and areas the database knows; what it does not know is made from the words."""

import textwrap

from django.utils.text import slugify

from competitions.importing.rows import Issue
from competitions.models import AreaWording, PriorityArea
from leszno_ngo.choices import IssueKind
from leszno_ngo.models import Department
from leszno_ngo.reading import fold

POLISH_L = str.maketrans("łŁ", "lL")  # the only Polish letter that does not come apart into a letter and a sign
LONGEST_NAME, LONGEST_SLUG = 200, 80


class Departments:
    """Departments by the words of a heading: as once printed or as now shown."""

    def __init__(self, issues):
        self.issues = issues
        self.known = {}
        for department in Department.objects.all():
            self.known.setdefault(fold(department.name), department)
        for department in Department.objects.all():
            self.known[fold(department.source_name)] = department

    def find(self, words, line):
        department = self.known.get(fold(words)) or self.new(words, line)
        if fold(department.name) != fold(words):
            message = f"Nazwę wydziału poprawiono: w portalu to „{department.name}”."
            self.issues.append(Issue(line, IssueKind.CORRECTED, words, message))
        return department

    def new(self, words, line):
        message = f"Nowy wydział „{words}”: nazwę przepisano z dokumentu; sprawdź ją i uzupełnij dane."
        self.issues.append(Issue(line, IssueKind.DOUBTFUL, words, message, is_public=False))
        department = Department.objects.create(source_name=words, name=words, slug=free_slug(Department, words))
        self.known[fold(words)] = department
        return department


class Areas:
    """Areas by their wordings. A wording met beside a known one is learnt for the next document."""

    def __init__(self, issues):
        self.issues = issues
        self.known = {wording.folded: wording.area for wording in AreaWording.objects.select_related("area")}

    def find(self, words):
        recognised = [self.known[fold(text)] for text in words.wordings if fold(text) in self.known]
        area = recognised[0] if recognised else self.new(words)
        for text in words.wordings:
            if fold(text) not in self.known:
                AreaWording.objects.create(area=area, text=text, folded=fold(text))
                self.known[fold(text)] = area
        return area

    def new(self, words):
        shown = words.heading or words.wordings[0]
        message = "Nowy obszar: nazwę przepisano z dokumentu; sprawdź, czy to nie inne brzmienie obszaru już znanego."
        self.issues.append(Issue(words.line, IssueKind.DOUBTFUL, shown, message, is_public=False))
        return PriorityArea.objects.create(name=free_name(shown), slug=free_slug(PriorityArea, shown))


def free_name(words):
    """The words as an area's name, shortened to the column; numbered when another area has it already."""
    name, n = textwrap.shorten(words, LONGEST_NAME, placeholder="…"), 1
    while PriorityArea.objects.filter(name=name).exists():
        n += 1
        name = f"{textwrap.shorten(words, LONGEST_NAME - 10, placeholder='…')} ({n})"
    return name


def free_slug(model, words):
    base, n = slugify(words.translate(POLISH_L))[:LONGEST_SLUG].strip("-") or model._meta.model_name, 1
    slug = base
    while model.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{base[: LONGEST_SLUG - 5]}-{n}"
    return slug
