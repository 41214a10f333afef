"""Planning's public pages: they only read."""

from django.http import HttpResponse


def home(request):
    return HttpResponse()


schedules = priority_years = departments = home


def schedule(request, year):
    return HttpResponse()


schedule_pdf = priority_tasks = schedule


def edition(request, year, edition):
    return HttpResponse()


edition_pdf = edition


def schedule_part(request, year, department):
    return HttpResponse()


def department(request, slug):
    return HttpResponse()
