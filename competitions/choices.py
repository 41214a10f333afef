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
    ANNOUNCED = "announced", "ogłoszony"


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


class FundingForm(TextChoices):
    """Art. 5(4) and 11(1) of the act: the whole cost of a task, or a part of it."""

    SUPPORT = "support", "wspieranie"
    ENTRUSTMENT = "entrustment", "powierzenie"


class Procedure(TextChoices):
    """Art. 11(2): an open competition, unless the act or another one gives a different way."""

    OPEN_COMPETITION = "open_competition", "otwarty konkurs ofert"
    SMALL_GRANT = "small_grant", "mały grant (art. 19a)"
    WITHOUT_COMPETITION = "without_competition", "zlecenie bez konkursu (art. 11a–11c)"
    OTHER_ACT = "other_act", "tryb innej ustawy"


class CriterionKind(TextChoices):
    """What art. 15(1) makes the authority look at, in its order; and the city's own criteria."""

    FEASIBILITY = "feasibility", "możliwość realizacji zadania"
    COST_ESTIMATE = "cost_estimate", "kalkulacja kosztów wobec zakresu zadania"
    QUALITY = "quality", "jakość wykonania i kwalifikacje osób"
    OWN_FUNDS = "own_funds", "środki finansowe własne lub z innych źródeł"
    IN_KIND = "in_kind", "wkład rzeczowy i osobowy, w tym wolontariusze"
    TRACK_RECORD = "track_record", "realizacja zadań zleconych w latach poprzednich"
    OTHER = "other", "inne kryterium"


class Place(TextChoices):
    """Where a competition is announced: three places of art. 13(3), and the newspaper that art. 13(4) allows."""

    BIP = "bip", "Biuletyn Informacji Publicznej"
    NOTICE_BOARD = "notice_board", "tablica ogłoszeń urzędu"
    WEBSITE = "website", "strona internetowa urzędu"
    NEWSPAPER = "newspaper", "prasa"


class PublicationSubject(TextChoices):
    """What was made public."""

    ANNOUNCEMENT = "announcement", "ogłoszenie"
    AMENDMENT = "amendment", "zmiana ogłoszenia"
    RESULTS = "results", "wyniki"
    ANNULMENT = "annulment", "unieważnienie"


class AmendmentKind(TextChoices):
    CHANGE = "change", "zmiana ogłoszenia"
    EXTENSION = "extension", "przedłużenie naboru"
    RESULTS = "results", "zmiana wyników"


class AnnulmentReason(TextChoices):
    """The two reasons of art. 18a(1)."""

    NO_OFFERS = "no_offers", "nie złożono żadnej oferty"
    NONE_COMPLIANT = "none_compliant", "żadna oferta nie spełniała wymogów ogłoszenia"


class ResultState(TextChoices):
    """What became of an offer."""

    FUNDED = "funded", "dotacja"
    RESERVE = "reserve", "lista rezerwowa"
    NOT_FUNDED = "not_funded", "bez dotacji"
    REJECTED = "rejected", "odrzucona z przyczyn formalnych"
    WITHDRAWN = "withdrawn", "wycofana"
    RESIGNED = "resigned", "rezygnacja z dotacji"


class LegalSeverity(TextChoices):
    """What a finding of the law does to an act of the office."""

    BLOCKS = "E", "blokuje"
    WARNS = "W", "wymaga potwierdzenia"
    INFORMS = "I", "informuje"


class CompetitionState(TextChoices):
    """What a competition is at a moment; derived, never stored."""

    DRAFT = "draft", "szkic"
    ANNOUNCED = "announced", "ogłoszony"
    OPEN = "open", "trwa nabór"
    CLOSED = "closed", "nabór zakończony"
    DECIDED = "decided", "rozstrzygnięty"
    ANNULLED = "annulled", "unieważniony"
    WITHDRAWN = "withdrawn", "wycofany"


class Receipt(TextChoices):
    """What counts when it is asked whether a paper came in time."""

    RECEIVED = "received", "liczy się data wpływu do urzędu"
    POSTMARK = "postmark", "liczy się data stempla pocztowego"


class Register(TextChoices):
    """The register whose number an organisation bears."""

    KRS = "krs", "KRS"
    REGISTER_OF_ASSOCIATIONS = "associations", "ewidencja stowarzyszeń zwykłych"
    REGISTER_OF_SPORTS_CLUBS = "sports_clubs", "ewidencja klubów sportowych"
    OTHER = "other", "inny rejestr lub ewidencja"


class SmallGrantState(TextChoices):
    """What an offer under art. 19a is on a day; derived, never stored."""

    TO_PUBLISH = "to_publish", "do zamieszczenia"
    REMARKS = "remarks", "można zgłaszać uwagi"
    TO_DECIDE = "to_decide", "do rozpatrzenia"
    GRANTED = "granted", "przyznano dotację"
    REFUSED = "refused", "odmówiono dotacji"
