"""Fields of the composer alone: boxes to tick under headings, texts with formatting."""

from django import forms


class FormattedInput(forms.Textarea):
    """A text with lists, bold and links; a script gives it a toolbar."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 8, "data-formatted": ""} | (attrs or {}))


class GroupedBoxes(forms.CheckboxSelectMultiple):
    """Groups with a tick stand open, and the first one always."""

    template_name = "admin/competitions/composer/boxes.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["groups"] = [
            (group, options, place == 0 or any(option["selected"] for option in options))
            for place, (group, options, _) in enumerate(context["widget"]["optgroups"])
        ]
        return context


class GroupedChoices(forms.models.ModelChoiceIterator):
    """Rows, in their order, under the names that `group_of` gives them."""

    def __iter__(self):
        groups = {}
        for row in self.queryset:
            groups.setdefault(self.field.group_of(row), []).append(self.choice(row))
        return iter(groups.items())


class GroupedRows(forms.ModelMultipleChoiceField):
    widget = GroupedBoxes
    iterator = GroupedChoices

    def __init__(self, queryset, *, group_of=str, **kwargs):
        self.group_of = group_of
        super().__init__(queryset, **kwargs)
