"""Pages that belong to no floor above: data issues, source documents, accessibility, health, errors."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.http import HttpResponseServerError, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from leszno_ngo import clock
from leszno_ngo.celery import app
from leszno_ngo.filters import DataIssueFilterForm
from leszno_ngo.models import DataIssue, Heartbeat, SourceDocument
from leszno_ngo.reading import split_lines

ISSUES_ON_A_PAGE = 30
BROKER_TIMEOUT = 2  # seconds
WORKER_LATE_AFTER = dt.timedelta(minutes=5)  # it beats every minute


@require_safe
def data_issues(request):
    form = DataIssueFilterForm(request.GET)
    issues = form.apply(DataIssue.objects.public().open().select_related("document"))
    page = Paginator(issues.order_by("document__title", "document", "line", "pk"), ISSUES_ON_A_PAGE)
    return render(
        request,
        "ground/data_issues.html",
        {"form": form, "page": page.get_page(form.page)},
    )


@require_safe
def source_document(request, pk):
    document = get_object_or_404(SourceDocument.objects.public(), pk=pk)
    issues_of_line = defaultdict(list)
    for issue in DataIssue.objects.public().open().filter(document=document):
        issues_of_line[issue.line].append(issue)
    lines = [(n, text, issues_of_line[n]) for n, text in enumerate(split_lines(document.text), start=1)]
    context = {"document": document, "lines": lines, "issues_of_whole": issues_of_line[0]}
    return render(request, "ground/source_document.html", context)


@require_safe
def accessibility(request):
    return render(request, "ground/accessibility.html", {"statement": settings.STATEMENT})


@require_safe
@never_cache
def health(request):
    """For monitoring and load balancers: 503 when the database or the broker does not answer.

    A late worker is told and is no reason to take the pages down.
    """
    database, beaten_at = ask_database()
    broker = ask_broker()
    well = database == broker == "ok"
    return JsonResponse(
        {
            "status": "ok" if well else "failed",
            "database": database,
            "broker": broker,
            "worker": worker_state(beaten_at, clock.real_now()),
            "worker_seen_at": beaten_at,
        },
        status=200 if well else 503,
    )


def ask_database():
    """Whether it answers, and when it last heard of the worker."""
    try:
        return "ok", Heartbeat.objects.filter(name="worker").values_list("beaten_at", flat=True).first()
    except DatabaseError:
        return "failed", None


def ask_broker():
    limits = {"socket_connect_timeout": BROKER_TIMEOUT, "socket_timeout": BROKER_TIMEOUT} if settings.REDIS_URL else {}
    try:
        with app.connection_for_write(transport_options=limits) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=BROKER_TIMEOUT)
    except (OperationalError, OSError):
        return "failed"
    return "ok"


def worker_state(beaten_at, now):
    if beaten_at is None:
        return "never seen"
    return "ok" if now - beaten_at <= WORKER_LATE_AFTER else "late"


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    """Asks neither the database nor anything else that may just have failed."""
    try:
        looks = {"styles": [static("css/tokens.css"), static("css/site.css")], "icon": static("img/mark.svg")}
    except ValueError:  # static files were never collected
        looks = {}
    return HttpResponseServerError(render_to_string("500.html", looks))
