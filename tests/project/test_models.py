"""Rules that every model keeps."""

import ast

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from leszno_ngo.models import User
from tests.project.sources import PRODUCT, product_modules


def our_models():
    """The models this project wrote down, without those that a library makes to keep their history."""
    models = [model for app in PRODUCT for model in apps.get_app_config(app).get_models()]
    return [model for model in models if not model.__name__.startswith("Historical")]


def our_fields(model):
    """The fields this project wrote down: neither the number of the row nor what Django's user brings."""
    inherited = {field.name for field in User._meta.get_fields()} - {"role", "departments"} if model is User else set()
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field for field in fields if field.name not in inherited and not field.primary_key]


PROPER_NAMES = {"Biuletyn Informacji Publicznej"}


def reads_as_a_lower_case_label(text):
    if text in PROPER_NAMES:
        return True
    first = text.split()[0].split("-")[0] if text else ""
    return text[:1].islower() or text[:1].isdigit() or (len(first) > 1 and first.isupper())


def test_every_field_is_labelled_in_lower_case():
    labels = {str(field): str(field.verbose_name) for model in our_models() for field in our_fields(model)}
    by_django = {
        str(field)
        for model in our_models()
        for field in our_fields(model)
        if field.verbose_name == field.name.replace("_", " ")
    }

    assert by_django == set()
    assert {field: label for field, label in labels.items() if not reads_as_a_lower_case_label(label)} == {}


def test_every_model_is_labelled_in_lower_case():
    labels = {
        (model.__name__, label)
        for model in our_models()
        for label in (str(model._meta.verbose_name), str(model._meta.verbose_name_plural))
    }

    assert {(model, label) for model, label in labels if not reads_as_a_lower_case_label(label)} == set()
    assert [
        str(model)
        for model in our_models()
        if not {"verbose_name", "verbose_name_plural"} <= model._meta.original_attrs.keys()
    ] == []


def test_every_choice_reads_in_lower_case():
    words = {
        (source.at(choice.lineno), choice.value.elts[-1].value)
        for source in product_modules()
        if "choices" in source.path.stem
        for kind in source.nodes(ast.ClassDef)
        for choice in kind.body
        if isinstance(choice, ast.Assign) and isinstance(choice.value, ast.Tuple)
    }

    assert words != set()
    assert {(place, label) for place, label in words if not reads_as_a_lower_case_label(label)} == set()


def test_no_record_of_the_office_goes_away_with_its_user():
    to_users = [
        field
        for model in our_models()
        for field in model._meta.fields
        if field.related_model is User and field.remote_field
    ]

    assert {
        str(field) for field in to_users if field.remote_field.on_delete not in (models.PROTECT, models.SET_NULL)
    } == set()


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
