"""The strategy's addresses. What a part is shows in its slug: cel-ii, program-8-…, zadanie-1-…"""

from django.urls import path, re_path

from strategy import views

PART = r"^strategia/(?P<strategy>[-a-z0-9]+)/(?P<slug>{}-[-a-z0-9]+)/$"

urlpatterns = [
    path("strategia/", views.strategies, name="strategies"),
    path("strategia/<slug:slug>/", views.strategy, name="strategy"),
    re_path(PART.format("(?:cel|kierunek)"), views.goal, name="goal"),
    re_path(PART.format("program"), views.programme, name="programme"),
    re_path(PART.format("zadanie"), views.strategy_task, name="strategy_task"),
    path("wskazniki/<slug:code>/", views.indicator, name="indicator"),
]
