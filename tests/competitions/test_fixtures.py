"""The city's lists: spheres of public tasks, departments, areas and the wordings they are recognised by."""

import json
import re

from django.conf import settings
from django.core.management import call_command
from django.utils.text import slugify

from competitions.models import AreaWording, PriorityArea, PublicTaskSphere
from leszno_ngo.models import Department
from leszno_ngo.reading import fold
from tests.competitions.sources import SCHEDULE_2024, TASKS_2023, everything_stored, lines_of

FIXTURES = ["spheres", "departments", "areas"]


def printed_lines():
    markup = re.compile(r"</?[bi]>|^###\s*|^\*|\*$")
    lines = lines_of(TASKS_2023) + [line.partition("\t")[0] for line in lines_of(SCHEDULE_2024)]
    return [markup.sub("", line.strip()) for line in lines]


def test_spheres_are_the_forty_points_of_the_act_in_their_order(lists):
    letters = {1: "ab", 2: "a", 5: "a", 22: "a", 29: "a", 32: "a"}
    keys = [f"{number}{letter}" for number in range(1, 34) for letter in ["", *letters.get(number, "")]]

    assert [sphere.key for sphere in PublicTaskSphere.objects.all()] == keys
    assert len(keys) == 40


def test_sphere_sorts_by_the_number_in_its_key(lists):
    wrong = [s.key for s in PublicTaskSphere.objects.all() if s.number != int(s.key.rstrip("ab"))]

    assert wrong == []


def test_departments_are_the_eleven_of_the_schedule_of_2024_as_printed(lists):
    headings = [line for line in printed_lines() if line.isupper() and len(line) > 5]
    printed = [name.strip() for heading in headings for name in heading.split("/")]

    assert sorted(Department.objects.values_list("source_name", flat=True)) == sorted(printed)
    assert len(printed) == 11


def test_only_the_misspelt_department_is_shown_in_other_words_than_printed(lists):
    corrected = {d.source_name: d.name for d in Department.objects.all() if fold(d.name) != fold(d.source_name)}

    assert corrected == {
        "WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA": "Wydział Zarządzania Kryzysowego i Bezpieczeństwa"
    }


def test_departments_have_no_contact_that_no_document_names(lists):
    contacts = set(Department.objects.values_list("email", "phone", "address", "website"))

    assert contacts == {("", "", "", "")}


def test_every_fixture_has_a_slug_that_stays_as_it_is():
    slugs = [
        row["fields"]["slug"]
        for name in ("departments", "areas")
        for row in json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text("utf-8"))
        if "slug" in row["fields"]
    ]

    assert slugs == [slugify(slug) for slug in slugs]
    assert len(slugs) == 21


def test_areas_lie_in_the_spheres_of_the_act(lists):
    areas = {area.slug: [sphere.key for sphere in area.spheres.all()] for area in PriorityArea.objects.all()}

    assert areas == {
        "pomoc-spoleczna": ["1", "2", "7", "10"],
        "zdrowie-i-uzaleznienia": ["6", "27", "32"],
        "kultura": ["16"],
        "kultura-fizyczna": ["17"],
        "pomoc-prawna": ["1b", "22a"],
        "ekologia": ["18"],
        "turystyka": ["19"],
        "organizacje-pozarzadowe": ["13", "33"],
        "rozwoj": ["5a", "26", "32a"],
        "bezpieczenstwo": ["20", "23"],
    }


def test_every_wording_is_printed_in_one_of_the_two_documents(lists):
    printed = printed_lines()
    nameless = ["WYDZIAŁ ROZWOJU", "WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA"]
    known = printed + [f"{heading}: Zadania w zakresie:" for heading in nameless]

    assert [wording.text for wording in AreaWording.objects.all() if wording.text not in known] == []


def test_every_wording_is_folded_the_way_the_importers_fold(lists):
    assert [wording.folded for wording in AreaWording.objects.all()] == [
        fold(wording.text) for wording in AreaWording.objects.all()
    ]


def test_loading_twice_changes_nothing(lists):
    before = everything_stored()

    call_command("loaddata", *FIXTURES, verbosity=0)

    assert everything_stored() == before


def test_dumping_by_natural_keys_gives_the_committed_files_again(lists, tmp_path):
    models = {
        "spheres": ["competitions.publictasksphere"],
        "departments": ["leszno_ngo.department"],
        "areas": ["competitions.priorityarea", "competitions.areawording"],
    }
    for name, labels in models.items():
        call_command("dumpdata", *labels, natural_primary=True, natural_foreign=True, output=tmp_path / name)
        assert by_words(tmp_path / name) == by_words(settings.BASE_DIR / "fixtures" / f"{name}.json")


def by_words(path):
    """Rows with the fields that were filled in, whatever their order."""
    rows = json.loads(path.read_text("utf-8"))
    for row in rows:
        row["fields"] = {k: sorted(v) if k == "spheres" else v for k, v in row["fields"].items() if v}
    return sorted(rows, key=str)
