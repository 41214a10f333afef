"""Every address of the portal. The upper floors are named as strings, so that nothing here imports them."""

from django.contrib import admin
from django.urls import include, path

from leszno_ngo import views

urlpatterns = [
    path("", include("competitions.urls")),
    path("", include("strategy.urls")),
    path("dane/uwagi/", views.data_issues, name="data_issues"),
    path("dane/dokumenty/<int:pk>/", views.source_document, name="source_document"),
    path("deklaracja-dostepnosci/", views.accessibility, name="accessibility"),
    path("zdrowie/", views.health, name="health"),
    path("admin/", admin.site.urls),
]

handler403 = "leszno_ngo.views.forbidden"
handler404 = "leszno_ngo.views.not_found"
handler500 = "leszno_ngo.views.server_error"
