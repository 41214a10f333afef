"""The officials' desk for strategies. A department's officials reach the tasks and indicators of their department."""

from django.contrib import admin

from strategy.admin import front, importing, measures, plan, reminders, reports, values

admin.site.panels.append(front.panel)

__all__ = ["front", "importing", "measures", "plan", "reminders", "reports", "values"]
