from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    name = "competitions"
    verbose_name = "Konkursy: zadania priorytetowe i harmonogramy"

    def ready(self):
        from competitions.telling import grants_told  # models can be loaded only now
        from strategy.documents import money  # they are loaded by it too

        money.told_by.append(grants_told)
