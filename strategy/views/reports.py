"""Issued progress reports: their words on a page, and the file."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from strategy.documents import charts_of, drawn
from strategy.drawing import drawings_of
from strategy.models import ProgressReport


@require_safe
def progress_report(request, strategy, number):
    """One issued report, word for word, for ever."""
    report = report_of(strategy, number)
    content = drawn(report.content, drawings_of(charts_of(report.content)))
    newest = report.strategy.progress_reports.filter(goal=report.goal_id).only("number", "as_of").first()
    return render(request, "strategy/report/page.html", {"report": report, "content": content, "newest": newest})


def report_of(strategy, number):
    reports = ProgressReport.objects.public().select_related("strategy", "goal")
    return get_object_or_404(reports, strategy__slug=strategy, number=number)


@require_safe
def progress_report_pdf(request, strategy, number):
    report = report_of(strategy, number)
    if not report.is_ready:
        raise Http404
    name = f"sprawozdanie-{report.strategy.slug}-{report.number}.pdf"
    return FileResponse(report.file.open("rb"), filename=name, content_type="application/pdf")
