"""The city's strategies: goals, programmes, tasks, indicators. (Placeholder shape, being filled in.)"""

from django.db import models


class Strategy(models.Model):
    title = models.CharField("tytuł", max_length=300)
    slug = models.SlugField("adres strony", max_length=80, unique=True)


class Goal(models.Model):
    strategy = models.ForeignKey(Strategy, verbose_name="strategia", related_name="goals", on_delete=models.CASCADE)
    title = models.TextField("treść celu")
