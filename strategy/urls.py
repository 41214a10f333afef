"""The strategy's addresses. What a part is shows in its slug: cel-ii, program-8-…, zadanie-1-…"""

from django.urls import path, re_path

from strategy.api import indicators, strategies
from strategy.views import measures, plan, reports

PART = r"^strategia/(?P<strategy>[-a-z0-9]+)/(?P<slug>{}-[-a-z0-9]+)/$"
STRATEGY_SISTER = r"^strategia/(?P<slug>[-\w]+)\.(?P<kind>csv|xlsx|json)$"
SISTER = r"^wskazniki/(?P<code>[-\w]+)\.(?P<kind>csv|json|svg)$"

urlpatterns = [
    path("strategia/", plan.strategies, name="strategies"),
    path("strategia/<slug:slug>/", plan.strategy, name="strategy"),
    re_path(STRATEGY_SISTER, strategies.strategy_sister, name="strategy_sister"),
    path("strategia/<slug:strategy>/sprawozdanie-<int:number>/", reports.progress_report, name="progress_report"),
    path(
        "strategia/<slug:strategy>/sprawozdanie-<int:number>.pdf",
        reports.progress_report_pdf,
        name="progress_report_pdf",
    ),
    re_path(PART.format("(?:cel|kierunek)"), plan.goal, name="goal"),
    re_path(PART.format("program"), plan.programme, name="programme"),
    re_path(PART.format("zadanie"), plan.strategy_task, name="strategy_task"),
    path("wskazniki/", measures.indicators, name="indicators"),
    path("wskazniki/terminy/", measures.indicators_due, name="indicators_due"),
    path("wskazniki/<slug:code>/", measures.indicator, name="indicator"),
    re_path(SISTER, indicators.indicator_sister, name="indicator_sister"),
    path("metoda/", measures.method, name="method"),
]
