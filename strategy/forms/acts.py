"""Forms of the acts with years and judgements. What is missing, the act itself says."""

from django import forms
from django.core.exceptions import ValidationError

from strategy.choices import Category


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Powód", required=False, widget=forms.Textarea(attrs={"rows": 4, "cols": 70}))

    def refuse(self, refusal: ValidationError):
        """The act was refused: its words stand at the field they speak of, or above all."""
        told = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal.error_list}
        for name, errors in told.items():
            self.add_error(name if name in self.fields else None, errors)


class ConfirmForm(ReasonForm):
    """An act that asks for nothing but the press of its button."""

    reason = None


class OverrideForm(ReasonForm):
    category = forms.ChoiceField(label="Ocena, która ma się liczyć", choices=Category)

    field_order = ["category", "reason"]

    def __init__(self, data=None, *, judgement):
        super().__init__(data, initial={"category": judgement.shown, "reason": judgement.override_reason})
        computed = judgement.category
        self.fields["category"].choices = [
            (value, f"{label} (obliczona)" if value == computed else label) for value, label in Category.choices
        ]
        self.fields["reason"].help_text = "Przeczytają go mieszkańcy."
