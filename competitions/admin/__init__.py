"""The officials' desk for planning and competitions."""

from django.contrib import admin

from competitions.admin import competitions, front, front_calls, lists, papers, small_grants

admin.site.panels += [front.panel, front_calls.panel]

__all__ = ["competitions", "front", "front_calls", "lists", "papers", "small_grants"]
