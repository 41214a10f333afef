"""A strategy in prose, a table of goals of another city, and what is no strategy at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import Refused, read_text, read_text_file
from strategy.choices import Importance, IndicatorKind, Period, ResponsibilityRole, TargetKind
from strategy.importing import read
from tests.strategy.conftest import DOCUMENTS, GOALS_TABLE, PROSE, TASK_PAGE

TABLE_TEXT = GOALS_TABLE.read_text()


def read_file(path):
    document, problems = read(read_text_file(path))
    assert problems == []
    return document


def read_table(text=TABLE_TEXT):
    return read(read_text(text.encode(), "cele.txt"))


def issues_of(document, kind):
    return [(issue.line, issue.message) for issue in document.issues if issue.kind == kind]


def test_prose_gives_title_years_legal_basis_and_points():
    strategy = read_file(PROSE).strategy
    assert strategy.title == ("Strategia Rozwiązywania Problemów Społecznych dla Miasta Leszna na lata 2017-2023")
    assert (strategy.municipality, strategy.period_start, strategy.period_end) == ("Leszno", 2017, 2023)
    assert strategy.legal_basis == "art. 17 ust. 1 ustawy o pomocy społecznej"
    assert strategy.key_points == [
        "Uporządkowany plan na rzecz pozytywnych zmian społecznych zachodzących w przestrzeni miasta.",
        "Bazuje na wiedzy pozyskanej z diagnozy i jest odpowiedzią na zdiagnozowane problemy (słabe strony)",
        "Bazuje na potencjale służb pomocy społecznej miasta (mocne strony)",
        "Uwzględnia otoczenie zewnętrzne (szanse i zagrożenia) i jest spójny z polityką rozwoje miasta.",
    ]
    assert strategy.goals == []


def test_spellings_and_the_dead_link_of_the_prose_are_issues():
    document = read_file(PROSE)
    assert [(issue.kind, issue.line, issue.message) for issue in document.issues] == [
        (
            IssueKind.CORRECTED,
            0,
            "Lata strategii zapisano na 3 sposoby: „2017-2023”, „2017 - 2023”, „2017 – 2023”. Przyjęto zapis z tytułu.",
        ),
        (
            IssueKind.CORRECTED,
            0,
            "Nazwę miasta zapisano na 3 sposoby: „dla Miasta Leszna”, „Miasta Leszno”, „Miasta Leszna”. "
            "Przyjęto zapis z tytułu.",
        ),
        (IssueKind.MISSING, 22, "Odnośnik do pełnej treści nie ma adresu; pełnego tekstu nie ma w portalu."),
    ]


def test_other_years_in_the_prose_contradict_its_title():
    text = PROSE.read_text().replace("Miasta Leszno na lata 2017 – 2023", "Miasta Leszno na lata 2014 – 2020")
    document, problems = read(read_text(text.encode(), "opis.txt"))
    assert problems == []
    assert issues_of(document, IssueKind.CONTRADICTION) == [(13, "Tytuł podaje inne lata: 2017–2023.")]


def test_table_of_goals_belongs_to_another_city_and_year():
    strategy = read_file(GOALS_TABLE).strategy
    assert strategy.title == "CELE STRATEGICZNE – główne obszary działania na rok 2010"
    assert (strategy.municipality, strategy.period_start, strategy.period_end) == ("Łomża", 2010, 2010)


def test_table_holds_six_goals_nineteen_directions_and_seventeen_importance_words():
    goals = read_file(GOALS_TABLE).strategy.goals
    assert [(goal.numeral, goal.line, len(goal.directions), goal.importance_text) for goal in goals] == [
        ("I", 7, 3, "Ważne, Ważne, Bardzo ważne"),
        ("II", 8, 5, "Bardzo ważna, Ważna, Ważna, Bardzo ważna"),
        ("III", 13, 2, "Bardzo ważne"),
        ("IV", 17, 2, "Bardzo ważne, Bardzo ważne"),
        ("V", 18, 4, "Bardzo ważne, Bardzo ważne, Ważne, Ważne"),
        ("VI", 23, 3, "Bardzo ważne, Bardzo ważne, Ważne"),
    ]
    assert sum(len(goal.directions) for goal in goals) == 19
    assert sum(goal.importance_text.count(",") + 1 for goal in goals) == 17
    assert goals[3].title == ("Rozwijanie zintegrowanego systemu wsparcia na rzecz osób starszych i niepełnosprawnych")


def test_importance_is_given_to_directions_only_where_each_has_its_word():
    goals = read_file(GOALS_TABLE).strategy.goals
    very, plain = Importance.VERY_IMPORTANT, Importance.IMPORTANT
    assert [[each.importance for each in goal.directions] for goal in goals] == [
        [plain, plain, very],
        [None] * 5,
        [None] * 2,
        [very, very],
        [very, very, plain, plain],
        [very, very, plain],
    ]
    assert goals[0].directions[2].importance_text == "Bardzo ważne"


def test_directions_whose_numbers_are_lost_are_parted_where_another_column_confirms_it():
    goal = read_file(GOALS_TABLE).strategy.goals[4]
    assert [(each.numeral, each.title[:40]) for each in goal.directions] == [
        ("", "Wdrażanie w szkołach programów profilakt"),
        ("", "Organizowanie nieodpłatnych pozalekcyjny"),
        ("", "Egzekwowanie prawa – realizacja ustawy o"),
        ("", "Działania interwencyjne wobec osób uzale"),
    ]


def test_sentence_cut_by_a_page_break_is_put_together():
    goals = read_file(GOALS_TABLE).strategy.goals
    assert goals[1].indicators[3].source_name == (
        "Organizacja min 2 spotkań służących opracowaniu zasad i standardów współpracy ; przekazanie ich do "
        "instytucji; regularne spotkania, min 1 raz na kwartał służące koordynacji pomocy"
    )
    assert [each.line for each in goals[1].indicators] == [8, 8, 8, 8, 12, 12, 12]
    assert goals[4].indicators[5].source_name == "Założenie i prowadzenie hostelu z programem harm-reduction"


def test_indicators_of_the_table_have_no_kind_and_no_value():
    indicators = [each for goal in read_file(GOALS_TABLE).strategy.goals for each in goal.indicators]
    assert len(indicators) == 29
    assert {(each.kind, each.values, each.source_text) for each in indicators} == {(IndicatorKind.UNSPECIFIED, (), "")}


def test_thresholds_are_minimums_with_the_period_they_name():
    goals = read_file(GOALS_TABLE).strategy.goals
    assert [
        (goal.numeral, target.value, target.period, target.text)
        for goal in goals
        for indicator in goal.indicators
        for target in indicator.targets
    ] == [
        ("I", 1, Period.QUARTER, "min 1 raz na kwartał spotkania podzespołów służące ocenie sytuacji"),
        ("II", 1, Period.YEAR, "min 1 rocznie"),
        ("II", 30, None, "min 30 dzieci"),
        ("II", 5, Period.WEEK, "min 5 dni w tygodniu"),
        ("II", 2, None, "min 2 spotkań służących opracowaniu zasad i standardów współpracy"),
        ("II", 1, Period.QUARTER, "min 1 raz na kwartał służące koordynacji pomocy"),
        ("II", 15, None, "min 15 osobowej grupy wsparcia dla samotnych matek"),
        ("II", 1, Period.WEEK, "min 1 raz w tygodniu"),
        ("III", 3, Period.YEAR, "min 3 rocznie"),
        ("IV", 20, None, "min 20 osób niepełnosprawnych"),
        ("V", 1, None, "min 1 zespołu interdyscyplinarnego dla miasta/szkoły"),
        ("V", 3, None, "min 3 nowe"),
        ("V", 2, None, "min 2 specjalistów"),
        ("VI", 3, None, "min 3 w mieście"),
        ("VI", 1, Period.YEAR, "min 1 raz w roku"),
    ]
    kinds = {target.kind for goal in goals for indicator in goal.indicators for target in indicator.targets}
    assert kinds == {TargetKind.MINIMUM}


def test_italics_mean_partners_only_where_they_can_be_trusted():
    goals = read_file(GOALS_TABLE).strategy.goals
    implementer, unspecified = ResponsibilityRole.IMPLEMENTER, ResponsibilityRole.UNSPECIFIED
    assert [
        ([(each.role, each.post) for each in goal.responsibilities], [each.name for each in goal.partners])
        for goal in goals
    ] == [
        (
            [(implementer, "Miejski Ośrodek Pomocy Społecznej")],
            ["Urząd Miasta", "podzespoły robocze ds. aktualizacji"],
        ),
        (
            [(implementer, "Miejski Ośrodek Pomocy Społecznej")],
            [
                "Organizacje pozarządowe Placówki oświatowe, Zespół Placówek Opiekuńczo- wychowawczych Sąd Rodzinny i "
                "Kuratorzy, Ośrodek Adopcyjno- Opiekuńczy Urząd Miejski"
            ],
        ),
        (
            [(implementer, "PUP"), (implementer, "Miejski Ośrodek Pomocy Społecznej")],
            ["Urząd Miejski", "Organizacje pozarządowe"],
        ),
        (
            [
                (unspecified, "Urząd Miejski"),
                (unspecified, "Organizacje pozarządowe"),
                (unspecified, "Lokalne media"),
            ],
            [],
        ),
        (
            [(implementer, "MKRPA")],
            ["Urząd Miejski", "Placówki oświatowe", "Organizacje pozarządowe", "Lokalne media"],
        ),
        (
            [
                (implementer, "Urząd Miejski"),
                (unspecified, "Miejski Ośrodek Pomocy Społecznej"),
                (unspecified, "Organizacje pozarządowe"),
            ],
            [],
        ),
    ]


def test_every_doubt_of_the_table_is_an_issue():
    document = read_file(GOALS_TABLE)
    assert issues_of(document, IssueKind.CONTRADICTION) == [
        (
            0,
            "Słów ważności jest 17, a kierunków działania 19; przypisano je tylko tam, gdzie liczby się zgadzają. "
            "Rodzaj gramatyczny („ważne”, „ważna”) nic nie znaczy.",
        )
    ]
    assert issues_of(document, IssueKind.UNREADABLE) == [
        (8, "Cel II: słów ważności 4, kierunków 5; nie przypisano ich kierunkom."),
        (8, "Nazwy stoją obok siebie bez rozdzielenia; zostawiono je razem."),
        (13, "Cel III: słów ważności 1, kierunków 2; nie przypisano ich kierunkom."),
    ]
    assert issues_of(document, IssueKind.DOUBTFUL) == [
        (8, "W jednym punkcie są dalsze po myślnikach, bez numerów; zostawiono je razem."),
        (12, "Liczba bez słowa „min” nie jest na pewno progiem; nie przypisano jej."),
        (13, "W jednym punkcie są dalsze po myślnikach, bez numerów; zostawiono je razem."),
        (17, "Cel IV: kursywa nie odróżnia tu partnerów od realizatorów; wypisanym kursywą nie przypisano roli."),
        (
            17,
            "Numery wskaźników celu IV zaginęły; punkty rozdzielono po wielkich literach, czego nic nie potwierdza.",
        ),
        (23, "Cel VI: kursywa nie odróżnia tu partnerów od realizatorów; wypisanym kursywą nie przypisano roli."),
    ]
    assert [line for line, _ in issues_of(document, IssueKind.CORRECTED)] == [0, 0, 8, 12, 17, 18, 18, 22]


@pytest.mark.parametrize(
    ("wrong", "right", "problem"),
    [
        (
            "| VI. Wsparcie",
            "VI. Wsparcie",
            (23, "Poniżej tabeli oczekiwano tylko podpisu, a tego wiersza nie odczytano."),
        ),
        (
            "| VI. Wsparcie",
            "| | VI. Wsparcie",
            (23, "Oczekiwano wiersza tabeli o 5 kolumnach zamkniętego znakiem „|”."),
        ),
        (
            "| VI. Wsparcie",
            "| 6. Wsparcie",
            (23, "Oczekiwano celu z numerem rzymskim, na przykład „II. Treść celu”."),
        ),
        ("Rady Miejskiej Łomży", "Rady Miejskiej", (28, "Nie wiadomo, której gminy jest ten dokument.")),
    ],
)
def test_one_mangled_row_of_the_table_is_a_problem_with_its_line(wrong, right, problem):
    text = TABLE_TEXT.replace(wrong, right).replace("PUP w Łomży", "PUP")
    assert [(each.line, each.message) for each in read_table(text)[1]][:1] == [problem]


@pytest.mark.parametrize(
    ("name", "line", "quote"),
    [
        ("harmonogram-2024.txt", 5, "## Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku"),
        (
            "zadania-priorytetowe-2023.txt",
            5,
            "Zaproponowane przez Wydziały / Biura i Jednostki Organizacyjne Urzędu Miasta Les",
        ),
    ],
)
def test_document_of_another_kind_is_refused_with_what_was_expected_and_where_reading_stopped(name, line, quote):
    with pytest.raises(Refused) as refused:
        read(read_text_file(DOCUMENTS / name))
    assert str(refused.value) == (
        f"Wiersz {line}: To nie jest dokument strategii. Oczekiwano strony zadania strategii (wiersz „Cel II - …” i "
        "nagłówek „Etapy realizacji zadania”), tabeli celów (nagłówek „| Cel strategiczny … |”) albo opisu strategii "
        f"(tytuł „Strategia … na lata 2017-2023”). Czytanie zatrzymało się na: „{quote}”."
    )


@pytest.mark.parametrize("text", ["x\n" * 5001, "Strategia na lata 2017-2023\n" + "x" * 20_001])
def test_document_longer_than_any_strategy_is_refused(text):
    with pytest.raises(Refused, match="To nie jest dokument strategii"):
        read(read_text(text.encode(), "dlugi.txt"))


@settings(max_examples=100, deadline=None)
@given(path=st.sampled_from([TASK_PAGE, PROSE, GOALS_TABLE]), data=st.data())
def test_damaged_document_is_read_or_refused_and_never_breaks_the_reader(path, data):
    text = path.read_text()
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = start + data.draw(st.integers(0, 80))
        text = text[:start] + data.draw(st.text(alphabet="|<>/%-–.123 IVXłżAa\n", max_size=10)) + text[end:]
    try:
        document, problems = read(read_text(text.encode(), "plik.txt"))
    except Refused as refused:
        assert refused.line is None or refused.line <= len(text.split("\n"))  # noqa: PT017 - either is a right answer
    else:
        lines = len(document.source.lines)
        assert all(0 <= each.line <= lines for each in [*problems, *document.issues])
