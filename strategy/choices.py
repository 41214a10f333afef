"""The closed lists of strategies, with the words people read."""

from django.db.models import IntegerChoices, TextChoices


class StrategyState(TextChoices):
    """What a strategy is on a given day; derived from its years, never stored."""

    UPCOMING = "upcoming", "jeszcze nie obowiązuje"
    IN_FORCE = "in_force", "obowiązuje"
    ENDED = "ended", "zakończona"
    UNDATED = "undated", "okres nie podany"


class GoalKind(TextChoices):
    """Levels of the goal tree, from the top down."""

    STRATEGIC = "strategic", "cel strategiczny"
    SPECIFIC = "specific", "cel szczegółowy"
    DIRECTION = "direction", "kierunek działania"


class Importance(IntegerChoices):
    """The order of the words a document uses; the words themselves are kept beside it."""

    IMPORTANT = 1, "ważne"
    VERY_IMPORTANT = 2, "bardzo ważne"


class ResponsibilityRole(TextChoices):
    HEAD = "head", "szef celu"
    COORDINATOR = "coordinator", "koordynator"
    IMPLEMENTER = "implementer", "realizator"
    UNSPECIFIED = "unspecified", "realizator lub partner (dokument nie rozróżnia)"


class IndicatorKind(TextChoices):
    OUTPUT = "output", "wskaźnik produktu"
    RESULT = "result", "wskaźnik rezultatu"
    IMPACT = "impact", "wskaźnik oddziaływania"
    UNSPECIFIED = "unspecified", "rodzaj nie podany"

    @property
    def heading(self):
        """The words over a table of indicators of this kind."""
        return {
            self.OUTPUT: "Wskaźniki produktu",
            self.RESULT: "Wskaźniki rezultatu",
            self.IMPACT: "Wskaźniki oddziaływania",
            self.UNSPECIFIED: "Wskaźniki bez podanego rodzaju",
        }[self]


class Direction(TextChoices):
    """Which way is good. Set by an official; never guessed from a name."""

    HIGHER = "higher", "im więcej, tym lepiej"
    LOWER = "lower", "im mniej, tym lepiej"


class ValueStatus(TextChoices):
    FINAL = "final", "ostateczna"
    PROVISIONAL = "provisional", "wstępna"
    REVISED = "revised", "skorygowana"
    ESTIMATE = "estimate", "szacunkowa"
    SUSPECT = "suspect", "wątpliwa"
    NOT_COLLECTED = "not_collected", "brak danych"
    NOT_APPLICABLE = "not_applicable", "nie dotyczy"


class ValueState(TextChoices):
    """How far a value has come on its way to residents."""

    DRAFT = "draft", "szkic"
    CHECKED = "checked", "sprawdzona"
    PUBLISHED = "published", "opublikowana"


class TargetKind(TextChoices):
    REACH = "reach", "osiągnąć do roku"
    MINIMUM = "minimum", "co najmniej"
    MAXIMUM = "maximum", "co najwyżej"
    BAND = "band", "w przedziale"


class Period(TextChoices):
    """How often a recurring target is to be met; empty: the document does not say."""

    WEEK = "week", "tydzień"
    MONTH = "month", "miesiąc"
    QUARTER = "quarter", "kwartał"
    HALF = "half", "pół roku"
    YEAR = "year", "rok"

    @property
    def every(self):
        """„na kwartał”, after the number that is to be met in each."""
        return f"na {self.label}"


class Category(TextChoices):
    """What a judgement says, in the order of a summary: by a target, by a threshold, by the change, or nothing."""

    MET = "met", "cel osiągnięty"
    ON_TRACK = "on_track", "zgodnie z planem"
    TOO_SLOW = "too_slow", "postęp, potrzebne przyspieszenie"
    LITTLE_PROGRESS = "little_progress", "niewielki postęp"
    MOVING_AWAY = "moving_away", "oddalanie się od celu"
    PARTLY_MET = "partly_met", "cel osiągany w części okresów"
    NOT_MET = "not_met", "cel nieosiągnięty"
    IMPROVED = "improved", "poprawa"
    STEADY = "steady", "bez istotnej zmiany"
    WORSENED = "worsened", "pogorszenie"
    NOT_JUDGED = "not_judged", "bez oceny"


class ReminderState(TextChoices):
    """What became of a letter about values that are due."""

    QUEUED = "queued", "czeka na wysłanie"
    SENT = "sent", "wysłane"
    FAILED = "failed", "nie wysłano"


class ImportKind(TextChoices):
    """The documents of a strategy that the desk can read."""

    TASK_PAGE = "task_page", "strona zadania strategii"
    GOALS_TABLE = "goals_table", "tabela celów"


class DueState(TextChoices):
    """How an expected value stands on a day; derived, never stored."""

    AHEAD = "ahead", "okres jeszcze trwa"
    DUE = "due", "do podania"
    OVERDUE = "overdue", "po terminie"
    DELIVERED = "delivered", "podana"
