from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    name = "competitions"
    verbose_name = "Konkursy: zadania priorytetowe i harmonogramy"
