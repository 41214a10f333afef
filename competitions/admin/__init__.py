"""The officials' desk for planning and competitions."""

from django.contrib import admin

from competitions.admin import competitions, front, lists, small_grants

admin.site.panels.append(front.panel)

__all__ = ["competitions", "front", "lists", "small_grants"]
