"""Who answers for a goal, a programme or a task, and who helps. Posts and institutions, not persons."""

from django.db import models

from strategy.choices import ResponsibilityRole
from strategy.models.plan import Goal, Programme, exactly_one
from strategy.models.tasks import StrategyTask
from strategy.querysets import TaskPartQuerySet


class Responsibility(models.Model):
    """A post or a unit that answers for a goal, a programme or a task, and in what."""

    goal = models.ForeignKey(
        Goal, verbose_name="cel", related_name="responsibilities", null=True, blank=True, on_delete=models.CASCADE
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name="program",
        related_name="responsibilities",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    task = models.ForeignKey(
        StrategyTask,
        verbose_name="zadanie",
        related_name="responsibilities",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    role = models.CharField("rola", max_length=20, choices=ResponsibilityRole)
    post = models.CharField("stanowisko lub jednostka", max_length=300, help_text="Stanowisko, nie nazwisko.")
    scope = models.TextField("zakres", blank=True)
    position = models.PositiveSmallIntegerField("kolejność", default=1)
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        verbose_name = "odpowiedzialność"
        verbose_name_plural = "odpowiedzialności"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("goal", "programme", "task"),
                name="responsibility_for_one_thing",
                violation_error_message="Wskaż cel, program albo zadanie, jedno z trojga.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[owner, "role", "post"],
                    name=f"responsibility_once_in_{owner}",
                    violation_error_message="To stanowisko ma już tu tę rolę.",
                )
                for owner in ("goal", "programme", "task")
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.post}"


class Partner(models.Model):
    """Somebody outside who helps with a task or a goal, and in what."""

    goal = models.ForeignKey(
        Goal, verbose_name="cel", related_name="partners", null=True, blank=True, on_delete=models.CASCADE
    )
    task = models.ForeignKey(
        StrategyTask, verbose_name="zadanie", related_name="partners", null=True, blank=True, on_delete=models.CASCADE
    )
    name = models.CharField("nazwa", max_length=300)
    scope = models.TextField("zakres współpracy", blank=True)
    position = models.PositiveSmallIntegerField("kolejność", default=1)
    source_line = models.PositiveIntegerField("wiersz dokumentu", null=True, blank=True)

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partnerzy"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("goal", "task"),
                name="partner_of_one_thing",
                violation_error_message="Wskaż cel albo zadanie, jedno z dwojga.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[owner, "name"],
                    name=f"partner_once_in_{owner}",
                    violation_error_message="Ten partner już tu jest.",
                )
                for owner in ("goal", "task")
            ),
        ]

    def __str__(self):
        return self.name
