"""Pages that belong to no floor above: data issues, source documents, accessibility, health, errors."""

from django.http import HttpResponse


def data_issues(request):
    return HttpResponse()


def source_document(request, pk):
    return HttpResponse()


def accessibility(request):
    return HttpResponse()


def health(request):
    return HttpResponse("ok")


def forbidden(request, exception):
    return HttpResponse(status=403)


def not_found(request, exception):
    return HttpResponse(status=404)


def server_error(request):
    return HttpResponse(status=500)
