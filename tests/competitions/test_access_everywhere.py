"""Every address of the desk, tried by everybody: an official finds no trace of another department's rows, an auditor
changes nothing, and without both factors nothing opens. An address without a rule here fails the first test."""

import io
import zipfile

import lxml.html
import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from model_bakery import baker

from leszno_ngo import second_factor
from leszno_ngo.choices import Role
from leszno_ngo.models import Department, User
from tests.competitions.desk_rules import PAGES, READ_BY_AUDITORS, SAYING_NOTHING, SENDING_NOTHING_ALONE
from tests.competitions.pdfs import everything_in
from tests.competitions.two_departments import (
    FOREIGN,
    OWN,
    TODAY,
    common_rows,
    models_with_words,
    rows_of,
    snapshot,
    snapshot_of,
)

pytestmark = pytest.mark.django_db

STOCK = ("changelist", "add", "history", "delete", "change")
REFUSED = {302, 403, 404, 405}
FOR_SUPERUSERS = {Group, *apps.get_app_config("axes").get_models()} & set(admin.site._registry)
MODELS = [model for model in admin.site._registry if model not in FOR_SUPERUSERS]


@pytest.fixture(autouse=True)
def on_their_day(settings):
    settings.PORTAL_DATE = TODAY


@pytest.fixture
def common():
    return common_rows()


@pytest.fixture
def own(common):
    department = baker.make(
        Department, name="Kultura", source_name="Kultura", slug="kultura", email="kultura@leszno.example"
    )
    return rows_of(department, OWN, common, is_public=True)


@pytest.fixture
def foreign(common):
    department = baker.make(Department, name="Sport", source_name="Sport", slug="sport", email="sport@leszno.example")
    return rows_of(department, FOREIGN, common, is_public=False)


@pytest.fixture
def official(own):
    return own[User]


@pytest.fixture
def auditor(foreign):
    """A member of the other department, which gives an auditor nothing to change."""
    user = baker.make(User, username="audytor", is_staff=True, role=Role.AUDITOR)
    user.departments.set([foreign[Department]])
    return user


@pytest.fixture
def coordinator():
    return baker.make(User, username="koordynator", is_staff=True, role=Role.COORDINATOR)


def names_of_addresses(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of_addresses(pattern.url_patterns)
        elif pattern.name:  # without a name: „not found”, and what leads old addresses of rows to their forms
            yield pattern.name


def stock_name(model, page):
    return f"{model._meta.app_label}_{model._meta.model_name}_{page}"


def stock_address(model, page, rows):
    args = [] if page in ("changelist", "add") else [rows[model].pk]
    return reverse(f"admin:{stock_name(model, page)}", args=args)


def address(name, rows):
    """Of one of PAGES, with these rows in it."""
    parts = [rows[part].pk if part in rows else part for part in PAGES[name].of]
    return reverse(f"admin:{name}", args=[0 if part is ContentType else part for part in parts])


def addresses(rows):
    """Every address of the desk, with these rows in it."""
    stock = [stock_address(model, page, rows) for model in MODELS for page in STOCK]
    return stock + [address(name, rows) for name in PAGES]


def addresses_of_rows(rows):
    """Those in which a row of one department stands."""
    models = models_with_words(rows)
    stock = [
        stock_address(model, page, rows)
        for model in MODELS
        if model in models
        for page in ("history", "delete", "change")
    ]
    return stock + [address(name, rows) for name, page in PAGES.items() if models & set(page.of)]


def says(response, word):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as workbook:
            body = b"".join(workbook.read(name) for name in workbook.namelist())
    told = everything_in(body) if body.startswith(b"%PDF") else body.decode(errors="replace")
    return word.lower() in (told + str(response.headers)).lower()


# ── The table is complete ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_address_of_the_desk_has_a_rule():
    stock = {stock_name(model, page) for model in admin.site._registry for page in STOCK}

    assert set(names_of_addresses(admin.site.get_urls())) - stock == set(PAGES)


def test_every_list_of_the_desk_has_rows_to_try(own, foreign):
    assert {model for model in MODELS if model not in own or model not in foreign} == set()


def test_what_is_hidden_below_is_there_to_be_found(client, coordinator, foreign):
    client.force_login(coordinator)
    pages = [stock_address(model, "change", foreign) for model in MODELS if model in models_with_words(foreign)]
    pages += [
        address(name, foreign)
        for name, page in PAGES.items()
        if models_with_words(foreign) & set(page.of) and name not in SAYING_NOTHING
    ]
    pages += [
        address("competitions_schedule_overview", foreign),
        address("competitions_schedule_working_copy", foreign),
    ]
    answers = {where: client.get(where, follow=True) for where in pages}

    assert [where for where, answer in answers.items() if answer.status_code != 405 and not says(answer, FOREIGN)] == []


# ── Without signing in, and with the password alone ─────────────────────────────────────────────────────────────────


def leads_to_signing_in(response):
    return response.status_code == 302 and response.headers["Location"].startswith(reverse("admin:login"))


def open_addresses(client, rows):
    return {
        where
        for where in addresses(rows)
        if not leads_to_signing_in(client.get(where)) or not leads_to_signing_in(client.post(where))
    }


def test_nothing_opens_without_signing_in(client, own):
    assert open_addresses(client, own) == {address(name, own) for name in ("login", "logout")}


def test_nothing_opens_with_the_password_alone(client, own, coordinator):
    second_factor.confirm(second_factor.prepare(coordinator))
    client.force_login(coordinator)
    between = {address(name, own) for name, page in PAGES.items() if not page.needs_both_factors}

    assert {where for where in set(addresses(own)) - between if not leads_to_signing_in(client.get(where))} == set()
    assert {where for where in set(addresses(own)) - between if not leads_to_signing_in(client.post(where))} == set()


# ── An official ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_official_opens_pages_with_own_rows(client, official, own):
    client.force_login(official)

    answers = {name: client.get(address(name, own)).status_code for name in PAGES}

    assert answers == {name: page.official for name, page in PAGES.items()}
    closed = [name for name, page in PAGES.items() if page.official == 403]
    assert {name: client.post(address(name, own)).status_code for name in closed} == dict.fromkeys(closed, 403) | {
        "autocomplete": 405
    }


def test_official_reads_no_word_of_another_departments_rows(client, official, own, foreign):
    client.force_login(official)

    theirs = {where: client.get(where) for where in addresses_of_rows(foreign)}

    assert [where for where in addresses(own) if says(client.get(where), FOREIGN)] == []
    assert [where for where, answer in theirs.items() if says(answer, FOREIGN)] == []
    assert [where for where, answer in theirs.items() if answer.status_code not in REFUSED] == []


def test_official_gets_no_public_address_of_a_hidden_row(client, official, own, foreign):
    client.force_login(official)
    models = [model for model in models_with_words(own) if hasattr(model, "get_absolute_url")]

    def answers(rows):
        return {model: client.get(public_address(model, rows)).status_code for model in models}

    assert answers(own) == dict.fromkeys(models, 302)
    assert answers(foreign) == dict.fromkeys(models, 404)


def public_address(model, rows):
    return reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(model).pk, rows[model].pk])


def test_lists_and_searches_find_no_row_of_another_department(client, official, foreign):
    client.force_login(official)
    models = [model for model in MODELS if not admin.site._registry[model].hidden_from_officials]
    lists = [stock_address(model, "changelist", foreign) for model in models]
    searched = [stock_address(m, "changelist", foreign) for m in models if admin.site._registry[m].search_fields]

    found = {where: client.get(where, {"q": FOREIGN}).context["cl"].result_count for where in searched}
    in_windows = [where for where in lists if says(client.get(where, {"_popup": 1, "_to_field": "id"}), FOREIGN)]

    assert (found, in_windows) == (dict.fromkeys(searched, 0), [])


def filters_by_rows():
    """(model, filter, the model whose rows it offers)."""
    for model in MODELS:
        for name in admin.site._registry[model].list_filter:
            field = get_fields_from_path(model, name)[-1] if isinstance(name, str) else None
            if field is not None and field.is_relation:
                yield model, name, field.related_model


def test_filters_tell_nothing_of_rows_of_another_department(client, official, foreign):
    client.force_login(official)
    asked = [
        (stock_address(model, "changelist", foreign), {f"{name}__id__exact": foreign[related].pk})
        for model, name, related in filters_by_rows()
        if model is not User
    ]

    assert len(asked) > 10
    assert [where for where in asked if says(client.get(*where), FOREIGN)] == []


def test_suggestions_name_no_row_of_another_department(client, official, foreign):
    client.force_login(official)
    fields = [field for model in apps.get_models() for field in model._meta.get_fields() if field.concrete]
    asked = [
        {"app_label": field.model._meta.app_label, "model_name": field.model._meta.model_name, "field_name": field.name}
        for field in fields
        if field.is_relation
    ]

    def told(question):
        return says(client.get(reverse("admin:autocomplete"), question), FOREIGN)

    assert [question for question in asked if told(question) or told(question | {"term": FOREIGN})] == []


def test_row_of_another_department_is_not_reached_by_another_of_its_fields(client, official, foreign):
    client.force_login(official)
    reached = []
    for model in models_with_words(foreign) & set(MODELS):
        row = foreign[model]
        for field in model._meta.concrete_fields:
            value = str(getattr(row, field.attname)) or "-"
            where = reverse(f"admin:{stock_name(model, 'change')}", args=[value])
            answer = client.get(where, {"_to_field": field.name, "_popup": 1})
            reached += [where] if answer.status_code == 200 and says(answer, f"{FOREIGN} {model.__name__}") else []

    assert reached == []


# ── What is sent ────────────────────────────────────────────────────────────────────────────────────────────────────


def forms_on(page, word):
    """(address, what it would send) of every form of a page, with each free text of the department changed."""
    for form in lxml.html.fromstring(page.content.decode()).forms:
        if form.method == "POST" and form.get("id") != "logout-form" and form.xpath(".//*[@type='submit']"):
            button = form.xpath(".//*[@name='_save' or @name='zapisz' or @value='zapisz']")[:1]
            data = {}
            for name, text in [*form.form_values(), *((each.get("name"), each.get("value", "")) for each in button)]:
                text = text.removeprefix("\n")  # of a <textarea>, and not of its text
                data.setdefault(name, []).append(f"{text[:-1]}X" if text.startswith(word) else text)
            data |= {each.name: "nowe haslo, bardzo dlugie" for each in form.xpath(".//input[@type='password']")}
            data |= answers_in(form)
            yield form.action or page.request["PATH_INFO"], data


ANSWERS = {
    "confirmed": "on",
    "submitted_count": "0",
    "closes_at_0": "2024-01-05",
    "confirmation_due_at_0": "2024-01-05",
    "published_on": "2023-12-01",
    "url": "https://example.org/",
}


def answers_in(form):
    """What an act asks that no page can fill in: the mark, a later term, a reason, an offer that was given up."""
    names = {each.name for each in form.inputs}
    told = {name: answer for name, answer in ANSWERS.items() if name in names}
    told |= {each.name: "Powód." for each in form.xpath(".//textarea[@name='reason']")}
    told |= {each.name: each.get("value") for each in form.xpath(".//input[@type='radio'][@name='reason']")[:1]}
    for each in form.xpath(".//select[contains(@name, '-state')][option[@value='resigned']]"):
        told |= {each.name: "resigned"} if each.value == "" else {}
    return told


def forms_of_a_coordinator(client, coordinator, rows, word):
    """What a coordinator could send from the pages of these rows."""
    client.force_login(coordinator)
    without_a_file = {address(name, rows) for name in SENDING_NOTHING_ALONE}
    pages = [client.get(where) for where in addresses_of_rows(rows) if where not in without_a_file]
    html = [page for page in pages if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")]
    return [form for page in html for form in forms_on(page, word)]


def send_every_action(client, coordinator, rows, rf):
    request = rf.get("/admin/")
    request.user = coordinator
    for model in MODELS:
        for action in admin.site._registry[model].get_actions(request):
            chosen = {"action": action, "_selected_action": [rows[model].pk], "post": "yes", "confirmed": "on"}
            client.post(stock_address(model, "changelist", rows), chosen)


def test_forms_that_are_tried_below_do_change_rows_when_a_coordinator_sends_them(client, coordinator, foreign):
    forms = forms_of_a_coordinator(client, coordinator, foreign, FOREIGN)
    before, session = snapshot(), client.cookies["sessionid"].value
    unchanged = []
    for where, data in forms:
        with transaction.atomic():
            client.post(where, data)
            unchanged += [where] if snapshot() == before else []
            transaction.set_rollback(True)
        client.cookies["sessionid"] = session

    assert unchanged == []


def test_nothing_that_an_official_sends_changes_another_departments_rows(client, coordinator, official, foreign, rf):
    forms = forms_of_a_coordinator(client, coordinator, foreign, FOREIGN)
    client.force_login(official)
    before = snapshot()

    answers = [client.post(where, data) for where, data in forms]
    answers += [client.post(where, {"post": "yes"}) for where in addresses_of_rows(foreign)]
    send_every_action(client, coordinator, foreign, rf)

    assert [answer.request["PATH_INFO"] for answer in answers if answer.status_code not in REFUSED] == []
    assert snapshot() == before


def test_rows_of_another_department_do_not_come_in_through_the_form_of_an_own_one(client, official, own, foreign):
    client.force_login(official)
    before, tried = snapshot_of(foreign), set()
    for model in [model for model in MODELS if model in models_with_words(own) and model is not User]:
        page = client.get(stock_address(model, "change", own))
        for where, data in forms_on(page, OWN) if page.status_code == 200 else []:  # some lead to pages of their own
            for formset in [inline.formset for inline in page.context["inline_admin_formsets"]]:
                name = f"{formset.prefix}-0-{formset.model._meta.pk.name}"
                if name in data:
                    client.post(where, data | {name: foreign[formset.model].pk})
                    tried.add(formset.model)

    assert len(tried) >= 7
    assert snapshot_of(foreign) == before


# ── An auditor ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_auditor_reads_every_page_that_a_coordinator_reads(client, auditor, foreign):
    client.force_login(auditor)
    reading = [stock_address(m, page, foreign) for m in MODELS for page in ("changelist", "history", "change")]

    assert {where for where in reading if client.get(where, follow=True).status_code != 200} == set()
    assert {name: client.get(address(name, foreign)).status_code for name in PAGES} == {
        name: page.auditor for name, page in PAGES.items()
    }


def test_auditor_changes_nothing(client, coordinator, auditor, own, foreign, rf):
    forms = forms_of_a_coordinator(client, coordinator, foreign, FOREIGN)
    client.force_login(auditor)
    before = snapshot()

    for where, data in forms:
        client.post(where, data)
    for name in set(PAGES) - {"logout", "second_factor"}:  # those concern nobody else
        client.post(address(name, foreign))
    stock = [client.post(stock_address(model, page, own)) for model in MODELS for page in ("add", "change", "delete")]
    send_every_action(client, coordinator, foreign, rf)

    assert {answer.request["PATH_INFO"] for answer in stock if answer.status_code != 403} == set()
    assert snapshot() == before


def test_auditor_is_offered_no_form_that_changes_rows(client, auditor, foreign):
    client.force_login(auditor)
    where = [stock_address(model, page, foreign) for model in MODELS for page in ("changelist", "change")]
    where += [
        address(name, foreign) for name, page in PAGES.items() if READ_BY_AUDITORS in name and page.auditor == 200
    ]
    answers = [client.get(each, follow=True) for each in where]
    pages = [answer for answer in answers if answer.headers["Content-Type"].startswith("text/html")]
    forms = [form for page in pages for form in lxml.html.fromstring(page.content).forms if form.method == "POST"]

    assert {form.get("id") for form in forms if form.xpath(".//*[@type='submit']")} == {"logout-form"}
