"""The officials' desk for planning."""

from django.contrib import admin

from competitions.admin import front, lists

admin.site.panels.append(front.panel)

__all__ = ["front", "lists"]
