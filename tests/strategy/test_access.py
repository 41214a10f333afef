"""Who sees and changes what of strategies: querysets first, then the desk that stands on them."""

from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leszno_ngo.choices import Role
from leszno_ngo.models import User
from leszno_ngo.reading import read_text
from strategy.importing import read, save
from strategy.models import (
    BudgetLine,
    Goal,
    Indicator,
    IndicatorValue,
    NoneDeclared,
    Partner,
    Programme,
    Responsibility,
    Stage,
    StageShare,
    Strategy,
    StrategyTask,
)
from tests.strategy.conftest import NOW, TASK_PAGE

OWNED = [StrategyTask, Stage, StageShare, Partner, NoneDeclared, Indicator, IndicatorValue]
MODELS = [model for model in admin.site._registry if model._meta.app_label == "strategy"]


def list_of(client, user, model):
    client.force_login(user)
    return client.get(reverse(f"admin:strategy_{model._meta.model_name}_changelist"))


def test_official_changes_rows_of_own_department_alone(task_page, official, other_official, coordinator):
    for model in OWNED:
        everything = set(model.objects.all())
        assert everything
        assert set(model.objects.editable_by(coordinator)) == everything
        assert set(model.objects.editable_by(official)) == everything
        assert set(model.objects.editable_by(other_official)) == set()
        assert set(model.objects.visible_to(other_official)) == set()


def test_auditor_finds_every_row_and_changes_none_even_of_departments_of_their_own(task_page, goals_table, official):
    official.role = Role.AUDITOR
    for model in MODELS:
        everything = set(model.objects.all())
        assert set(model.objects.visible_to(official)) == everything
        assert set(model.objects.editable_by(official)) == set()


def test_official_reads_public_strategies_and_changes_none(goals_table, task_page, official, coordinator):
    for model in (Strategy, Goal):
        public = set(model.objects.public())
        assert public
        assert public != set(model.objects.all())
        assert set(model.objects.visible_to(official)) == public
        assert set(model.objects.editable_by(official)) == set()
        assert set(model.objects.visible_to(coordinator)) == set(model.objects.all())


def test_indicator_without_a_department_belongs_to_its_tasks_department(task_page, official):
    without = Indicator.objects.get(department=None)
    assert list(Indicator.objects.editable_by(official).filter(pk=without.pk)) == [without]


def test_responsibility_for_a_goal_is_the_coordinators(task_page, official, coordinator):
    mine = Responsibility.objects.editable_by(official)
    assert {each.task for each in mine} == {StrategyTask.objects.get()}
    assert Responsibility.objects.editable_by(coordinator).count() == 3


def test_every_list_opens_and_is_searched_by_the_coordinator(client, task_page, goals_table, coordinator):
    client.force_login(coordinator)
    for model in MODELS:
        address = reverse(f"admin:strategy_{model._meta.model_name}_changelist")
        assert client.get(address).context["cl"].result_count == model.objects.count()
        assert client.get(address, {"q": "nie ma takich słów"}).context["cl"].result_count == 0


def queries_of_lists(client):
    counts = {}
    for model in MODELS:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"admin:strategy_{model._meta.model_name}_changelist"))
        counts[model] = len(queries)
    return counts


def copies_of_the_task_page(number):
    """Pages of other strategies, each with a goal, a programme, a task and a budget of its own."""
    text = TASK_PAGE.read_text().replace(
        "Źródło finansowania Środki", "Źródło finansowania Środki\nBudżet miasta 1 000 zł"
    )
    for n in range(1, number + 1):
        page = text.replace("Strategia rozwoju Leszna", f"Strategia rozwoju Leszna, część {n}")
        save(read(read_text(page.encode(), f"strona-{n}.txt"))[0], now=NOW)


def test_lists_ask_as_many_queries_for_many_rows_as_for_few(client, departments, goals_table, coordinator):
    client.force_login(coordinator)
    copies_of_the_task_page(1)
    few = queries_of_lists(client)
    copies_of_the_task_page(5)
    assert BudgetLine.objects.count() == 5
    assert queries_of_lists(client) == few
    assert max(few.values()) <= 12


def queries_of_a_form(client, row):
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"admin:strategy_{row._meta.model_name}_change", args=[row.pk]))
    return len(queries)


def test_form_asks_as_many_queries_for_many_rows_inside_as_for_few(client, task_page, coordinator):
    client.force_login(coordinator)
    indicator, task = Indicator.objects.first(), StrategyTask.objects.get()
    queries_of_a_form(client, indicator), queries_of_a_form(client, task)  # fills Django's cache of content types
    many = queries_of_a_form(client, indicator), queries_of_a_form(client, task)
    indicator.values.filter(year__gt=2010).delete()
    task.stages.filter(position__gt=2).delete()
    assert (queries_of_a_form(client, indicator), queries_of_a_form(client, task)) == many


def test_list_at_the_desk_holds_own_rows_alone(client, task_page, official, other_official):
    for model in OWNED:
        assert list_of(client, official, model).context["cl"].result_count == model.objects.count()
        assert list_of(client, other_official, model).context["cl"].result_count == 0


def test_row_of_another_department_does_not_exist_at_the_desk(client, task_page, other_official):
    client.force_login(other_official)
    for row in (StrategyTask.objects.get(), Indicator.objects.first(), IndicatorValue.objects.first()):
        address = reverse(f"admin:strategy_{row._meta.model_name}_change", args=[row.pk])
        assert client.get(address).status_code == 302  # to the index, with "does not exist"
        refused = 403 if row._meta.model is IndicatorValue else 302  # nobody sends a value to the stock page
        assert client.post(address, {"name": "cudze"}).status_code == refused
    assert not Indicator.objects.filter(name="cudze").exists()


def test_somebody_who_is_no_staff_is_sent_to_log_in(client, task_page):
    user = User.objects.create_user("obcy", password="haslo-do-testow", role=Role.COORDINATOR)
    assert list_of(client, user, Indicator).status_code == 302


def form_of(response):
    """What a browser would send back: the form's and its inlines' own values."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data


def test_official_sets_unit_direction_and_a_target_and_the_indicator_is_judged_anew(client, task_page, official):
    client.force_login(official)
    indicator = Indicator.objects.get(code="liczba-rozeslanych-ankiet")
    address = reverse("admin:strategy_indicator_change", args=[indicator.pk])
    data = form_of(client.get(address)) | {
        "unit": "ankiety",
        "direction": "higher",
        "targets-TOTAL_FORMS": 1,
        "targets-0-indicator": indicator.pk,
        "targets-0-position": 1,
        "targets-0-kind": "reach",
        "targets-0-value": "60",
        "targets-0-due_year": 2015,
    }
    response = client.post(address, data)
    assert response.status_code == 302, response.context["errors"]
    indicator.refresh_from_db()
    assert (indicator.unit, indicator.direction) == ("ankiety", "higher")
    assert indicator.judgement.inputs["targets"] == {"2015": "60"}
    assert "nie ustalono pożądanego kierunku" not in indicator.judgement.reason


def test_values_stand_on_the_page_of_their_indicator_to_be_read(client, task_page, coordinator):
    client.force_login(coordinator)
    indicator = Indicator.objects.get(code="liczba-rozeslanych-ankiet")
    response = client.get(reverse("admin:strategy_indicator_change", args=[indicator.pk]))
    [values] = [each for each in response.context["inline_admin_formsets"] if each.opts.model is IndicatorValue]
    assert (len(values.formset.initial_forms), values.has_add_permission, values.has_change_permission) == (
        5,
        False,
        False,
    )


def test_official_cannot_move_an_indicator_or_change_its_address(client, task_page, official):
    client.force_login(official)
    indicator = Indicator.objects.first()
    response = client.get(reverse("admin:strategy_indicator_change", args=[indicator.pk]))
    assert set(response.context["adminform"].form.fields) == {
        "kind",
        "name",
        "unit",
        "direction",
        "baseline_year",
        "definition",
        "source_text",
        "frequency",
        "collected_from",
        "collected_to",
        "due_days",
        "position",
    }


def test_official_adds_no_task_and_deletes_nothing(client, task_page, official):
    client.force_login(official)
    assert client.get(reverse("admin:strategy_strategytask_add")).status_code == 403
    for row in (StrategyTask.objects.get(), Indicator.objects.first(), IndicatorValue.objects.first()):
        address = reverse(f"admin:strategy_{row._meta.model_name}_delete", args=[row.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403


def test_official_adds_a_stage_to_no_task_of_another_department(client, task_page, other_official):
    client.force_login(other_official)
    address = reverse("admin:strategy_stage_add")
    data = {"task": StrategyTask.objects.get().pk, "position": 7, "title": "Cudzy etap"}
    data |= {f"shares-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    response = client.post(address, data)
    assert list(response.context["adminform"].form.errors) == ["task"]
    assert not Stage.objects.filter(title="Cudzy etap").exists()


def test_public_querysets_hide_everything_of_an_unpublished_strategy(task_page):
    assert (StrategyTask.objects.public().count(), Programme.objects.public().count()) == (1, 1)
    assert Indicator.objects.public().count() == 9
    Strategy.objects.update(is_public=False)
    for model in (Strategy, Goal, Programme, StrategyTask, Indicator):
        assert list(model.objects.public()) == []


def test_pages_rows_come_in_a_constant_number_of_queries(task_page, goals_table, django_assert_num_queries):
    with django_assert_num_queries(9):
        task = StrategyTask.objects.with_page().get()
        shown = [share for stage in task.stages.all() for share in stage.shares.all()]
        shown += [value for indicator in task.indicators.all() for value in indicator.series]
        shown += [indicator.judgement for indicator in task.indicators.all()]
        shown += [*task.responsibilities.all(), *task.partners.all(), *task.budget_lines.all()]
        shown += [task.none_impact, task.parent_goal.strategy, task.department]
    assert len(shown) == 14 + 45 + 9 + 1 + 2 + 0 + 1 + 2
    assert None not in shown
