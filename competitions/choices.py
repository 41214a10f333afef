"""The closed lists of planning, with the words people read."""

from django.db.models import TextChoices

from leszno_ngo.terms import Kind, Unit


class PlanKind(TextChoices):
    PERIOD = Kind.PERIOD.value, "okres"
    UNTIL = Kind.UNTIL.value, "do dnia"
    SINCE = Kind.SINCE.value, "od dnia"
    CONTINUOUS = Kind.CONTINUOUS.value, "na bieżąco"
    NOT_PLANNED = Kind.NOT_PLANNED.value, "nie planuje się"
    OTHER_PROCEDURE = Kind.OTHER_PROCEDURE.value, "inny tryb"
    RELATIVE = Kind.RELATIVE.value, "zależny od innego zdarzenia"
    UNPARSED = Kind.UNPARSED.value, "nie odczytano"


class PlanUnit(TextChoices):
    DAY = Unit.DAY.value, "dzień"
    MONTH_PART = Unit.MONTH_PART.value, "część miesiąca"
    MONTH = Unit.MONTH.value, "miesiąc"
    QUARTER = Unit.QUARTER.value, "kwartał"
    HALF = Unit.HALF.value, "półrocze"
    SEASON = Unit.SEASON.value, "pora roku"
    YEAR = Unit.YEAR.value, "rok"


class PlanSource(TextChoices):
    PRINTED = "printed", "wydrukowany w tym wierszu"
    INHERITED = "inherited", "przejęty z wiersza wyżej"
    ENTERED = "entered", "wpisany w portalu"
    BLANK = "blank", "puste pole"


class EntryState(TextChoices):
    """What a planned row is on a given day; derived, never stored."""

    PLANNED = "planned", "zaplanowany"
    DUE_NOW = "due_now", "termin trwa"
    OVERDUE = "overdue", "po terminie"
    NOT_PLANNED = "not_planned", "nie planuje się"
    OTHER_PROCEDURE = "other_procedure", "inny tryb"
    UNDATED = "undated", "bez terminu"
    PAST_WITHOUT_RECORD = "past_without_record", "miniony, bez danych o ogłoszeniu"


class Certainty(TextChoices):
    """Whether a planned row falls into a window of days; derived, never stored."""

    CERTAIN = "certain", "na pewno"
    POSSIBLE = "possible", "możliwe"


class ChangeKind(TextChoices):
    """What became of a row from one edition to another; derived, never stored. The order is the one people read."""

    NEW = "new", "nowa pozycja"
    WITHDRAWN = "withdrawn", "pozycja wycofana"
    MOVED = "moved", "zmieniony termin"
    REWORDED = "reworded", "zmienione brzmienie"
    OTHER = "other", "inna zmiana"


class PartState(TextChoices):
    """How far a department's part of a working edition is; derived, never stored."""

    EMPTY = "empty", "puste"
    IN_WORK = "in_work", "w pracy"
    READY = "ready", "gotowe"


class Severity(TextChoices):
    """What a finding of a working edition asks for."""

    MEND = "mend", "do poprawienia"
    LOOK = "look", "do sprawdzenia"
    KNOW = "know", "do wiadomości"


class FindingKind(TextChoices):
    """What can be found about a working edition, in the order in which it is told."""

    NO_PART = "no_part", "wydział bez części"
    EMPTY_PART = "empty_part", "część bez pozycji"
    NOT_READY = "not_ready", "część niepotwierdzona"
    NO_PROGRAMME = "no_programme", "brak zadań priorytetowych"
    TASK_WITHOUT_ROW = "task_without_row", "zadanie bez pozycji"
    UNDATED = "undated", "bez terminu"
    NOT_UNDERSTOOD = "not_understood", "niezrozumiany termin"
    OVERDUE = "overdue", "po terminie"
    OTHER_YEAR = "other_year", "inny rok w nazwie"
    SAME_ROUNDS = "same_rounds", "tury w jednym terminie"
    TASK_DIFFERS = "task_differs", "różnica względem programu"
    NO_TASK = "no_task", "poza programem"
    ISSUE = "issue", "uwaga do dokumentu"
    DUE_NOW = "due_now", "termin trwa"
    DEPENDENT = "dependent", "termin zależny"
    TERM_PAST = "term_past", "termin minął"
