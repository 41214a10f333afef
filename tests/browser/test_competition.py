"""A competition of the office, in one browser: from a row of the schedule to results that everybody reads.

SCREENSHOTS=folder keeps a picture of every step.
"""

import io

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.conftest import web
from tests.browser.test_year import follow, press, step
from tests.browser.visits import TELL_REFUSALS, WORTH_HEARING
from tests.competitions.pdfs import as_poppler_reads, unspaced
from tests.worker.portal import Portal, wait_until

pytestmark = pytest.mark.browser

CLUBS = "prowadzenie klubów abstynenckich"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PEOPLE = f"""
from competitions.models import CooperationProgramme, PrivacyClause
from leszno_ngo.models import Department, User
official = User.objects.create_user(
    "urzednik", password="{pages.PASSWORD}", is_staff=True, first_name="Jan", last_name="Nowak"
)
official.departments.add(Department.objects.get(slug="biuro-ds-uzaleznien"))
PrivacyClause.objects.create(version=1, text="Administratorem danych jest Prezydent Miasta.", valid_from="2023-01-01")
CooperationProgramme.objects.filter(year=2024).update(adopted_on="2023-11-23")
answer = official.pk
"""
PAPERS = """
from competitions.models import Announcement
ready = Announcement.objects.filter(state="ready").order_by("subject", "version")
answer = [list(row) for row in ready.values_list("subject", "version")]
"""
OFFERS = [
    ["Oferent", "KRS", "Tytuł zadania", "Punkty", "Wnioskowana kwota", "Przyznana kwota", "Stan", "Powód"],
    ["Klub Abstynenta „Krokus”", "0000123456", "Klub otwarty", 52, "40 000,00", "35 000,00", "dotacja", ""],
    ["Stowarzyszenie „Źródło”", "0000234567", "Wieczory bez alkoholu", 47, "25 000,00", "25 000,00", "dotacja", ""],
    ["Fundacja „Świt”", "0000345678", "Dzień trzeźwości", 31, "10 000,00", "", "lista rezerwowa", ""],
    ["Towarzystwo „Dąb”", "0000456789", "Obóz", "", "5 000,00", "", "odrzucona", "Oferta wpłynęła po terminie."],
]

WHAT_EVERYBODY_READS = [
    "Konkurs rozstrzygnięto 9 stycznia 2024 r.",
    "2 oferty, dotacje razem 60 000 zł",
    "Fundacja „Świt”",
    "Oferta wpłynęła po terminie.",
    "Powód: Poprawiono, ile dni w tygodniu działa klub.",
    "Nabór był do: piątek, 22 grudnia 2023 r., godz. 15:30. Jest do: środa, 27 grudnia 2023 r., godz. 12:00.",
    "Planowano: grudzień 2023 r., ogłoszono 1 grudnia 2023 r., w planowanym terminie",
]


@pytest.fixture
def planned_portal(tmp_path):
    """The city's schedule of 2024, released; an official of one department. Its worker runs."""
    with Portal(tmp_path) as portal:
        portal.with_static_files().with_schedule()
        portal.ask(PEOPLE)
        portal.release()
        portal.worker()
        yield portal


class Days:
    """The official's browser, on whichever day the portal shows; in the end it may have had nothing to report."""

    def __init__(self, chromium, portal):
        self.chromium, self.portal, self.said = chromium, portal, []

    def page_on(self, day):
        """A signed-in page of the portal as it is on the day."""
        address = web(self.portal, f"web-{day}", PORTAL_DATE=day)
        context = self.chromium.new_context(
            base_url=address, locale="pl-PL", timezone_id="Europe/Warsaw", viewport={"width": 1280, "height": 900}
        )
        context.add_init_script(TELL_REFUSALS)
        context.on("console", lambda message: message.type in WORTH_HEARING and self.said.append(message.text))
        page = context.new_page()
        page.goto("/admin/")
        pages.sign_in(page, "urzednik")
        return page


@pytest.fixture
def days(chromium, planned_portal):
    office = Days(chromium, planned_portal)
    yield office
    assert office.said == []


def go_on(page):
    press(page, "Zapisz i przejdź dalej")


def fill(page, **words):
    """By the names of the fields: one label can stand in several rows."""
    for name, value in words.items():
        page.locator(f"[name='{name}']").fill(value)


def fill_moment(page, name, day, hour):
    fill(page, **{f"{name}_0": day, f"{name}_1": hour})


def compose_all_but_the_days(page):
    """The sections one after the other, as the button leads."""
    fill(page, order_number="K/512/2023", order_date="2023-11-30", responsible="Biuro ds. Uzależnień")
    go_on(page)
    fill(page, task_kind="Przeciwdziałanie **uzależnieniom** i patologiom społecznym.")
    page.get_by_label("wspieranie").check()
    go_on(page)
    fill(page, total_amount="60 000,00")
    fill(page, **{"wiersz1-planned": "60 000"})
    go_on(page)
    fill(
        page,
        eligibility="Organizacje pozarządowe:\n\n- stowarzyszenia,\n- fundacje.",
        granting_rules="Dotację przyznaje się na działalność klubów.",
        largest_grant="40 000",
        own_contribution_percent="10",
    )
    go_on(page)
    fill(page, implementation_start="2024-02-01", implementation_end="2024-12-31", conditions="Trzy dni w tygodniu.")
    go_on(page)
    fill_moment(page, "closes_at", "2023-12-21", "15:30")
    page.get_by_label("liczy się data wpływu do urzędu").check()
    fill(page, submission_notes="Ofertę składa się w generatorze.")
    go_on(page)
    press(page, "Zapisz i dopisz brakujące kryteria z ustawy")
    fill(page, selection_procedure="Oferty opiniuje komisja, wybiera Prezydent Miasta.")
    fill_moment(page, "decision_due_at", "2024-01-12", "15:30")
    go_on(page)
    for year in ("this", "last"):
        page.locator(f"[name='no_similar_tasks_{year}_year']").check()
    go_on(page)
    fill(page, contact_role="inspektor do spraw uzależnień", contact_phone="65 529 81 00")
    page.get_by_label("Klauzula informacyjna").select_option(label="Klauzula informacyjna, wersja 1")
    go_on(page)
    go_on(page)


def spreadsheet(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return {"name": "Wyniki.xlsx", "mimeType": SPREADSHEET, "buffer": file.getvalue()}


def test_a_row_of_the_plan_comes_to_an_announced_competition_and_its_results(days, planned_portal, tmp_path):
    page = days.page_on("2023-12-01")

    with step(page, "competition 01 new"):
        page.goto("/admin/competitions/competition/nowy/")
    page.get_by_role("row", name=CLUBS).get_by_role("button", name="Zacznij").click()

    with step(page, "competition 02 draft from the plan"):
        expect(page.get_by_text("Siedem punktów ogłoszenia: 1 z 7")).to_be_visible()
    follow(page, "Konkurs")
    compose_all_but_the_days(page)
    with step(page, "competition 03 refused"):
        fill(page, **{f"{place}-published_on": "2023-12-01" for place in ("bip", "notice_board", "website")})
        press(page, "Zapisz i wróć do przeglądu")
    follow(page, "Ogłoś…")
    with step(page, "competition 04 a day too early"):
        expect(page.get_by_text("Nabór kończy się 1 dzień za wcześnie")).to_be_visible()
        assert page.get_by_role("button", name="Ogłoś").count() == 0
    follow(page, "Popraw w części „5. Termin i sposób składania ofert”")
    fill_moment(page, "closes_at", "2023-12-22", "15:30")
    press(page, "Zapisz i zostań")
    page.goto("/admin/competitions/competition/1/podglad/")
    with step(page, "competition 05 preview"):
        expect(page.get_by_text("piątek, 22 grudnia 2023 r., godz. 15:30").first).to_be_visible()
    page.goto("/admin/competitions/competition/1/oglos/")
    with step(page, "competition 06 announce"):
        page.locator("[name='confirmed']").check()
    press(page, "Ogłoś konkurs")
    page.goto("/admin/competitions/competition/1/miejsca/")
    with step(page, "competition 07 publications"):
        for _ in range(3):
            page.get_by_role("button", name="Potwierdź ogłoszenie", exact=False).first.click()
        assert page.get_by_role("button", name="Potwierdź ogłoszenie", exact=False).count() == 0

    page = days.page_on("2023-12-04")
    page.goto("/admin/competitions/competition/1/zmiana/nowa/")
    press(page, "Przygotuj zmianę")
    follow(page, "4. Terminy i warunki realizacji zadania")
    fill(page, conditions="Klub działa **cztery** dni w tygodniu.")
    go_on(page)
    fill_moment(page, "closes_at", "2023-12-27", "12:00")
    press(page, "Zapisz i zostań")
    page.goto("/admin/competitions/competition/1/zmiana/")
    with step(page, "competition 08 amendment"):
        fill(page, reason="Poprawiono, ile dni w tygodniu działa klub.")
        page.locator("[name='confirmed']").check()
    press(page, "Ogłoś zmianę")
    page.goto("/admin/competitions/competition/1/miejsca/")
    for _ in range(3):
        page.get_by_role("button", name="Potwierdź ogłoszenie", exact=False).first.click()
    with step(page, "competition 09 amendment published"):
        assert page.get_by_role("button", name="Potwierdź ogłoszenie", exact=False).count() == 0

    page = days.page_on("2024-01-09")
    page.goto("/admin/competitions/competition/1/wyniki/")
    fill(page, decided_on="2024-01-09", committee_appointed_on="2023-12-28", committee_opinion_on="2024-01-08")
    fill(page, committee_members_of_organisations="2")
    with step(page, "competition 10 decision"):
        page.get_by_role("button", name="Zapisz", exact=True).first.click()
    page.goto("/admin/competitions/competition/1/wyniki/wczytaj/")
    page.locator("input[type=file]").set_input_files(spreadsheet(OFFERS))
    page.locator("#content form").last.locator("button,input[type=submit]").first.click()
    with step(page, "competition 11 preview of results"):
        expect(page.get_by_text("Nie wiadomo, dlaczego ofertę odrzucono.")).to_be_visible()
        page.locator("[name='w5-state']").select_option(label="odrzucona z przyczyn formalnych")
        press(page, "Zapisz poprawki i pokaż ponownie")
    press(page, "Zatwierdź i zapisz")
    press(page, "Policz z listy")
    with step(page, "competition 12 counted"):
        page.get_by_role("button", name="Zapisz", exact=True).first.click()
    page.goto("/admin/competitions/competition/1/wyniki/oglos/")
    with step(page, "competition 13 results to publish"):
        expect(page.get_by_text("Przyznano 60 000 zł z 60 000 zł: zostaje 0 zł.")).to_be_visible()
        page.locator("[name='confirmed']").check()
    press(page, "Ogłoś wyniki")
    wait_until(lambda: planned_portal.ask(PAPERS) == [["announcement", 1], ["announcement", 2], ["results", 1]])

    page.goto("/konkursy/")
    follow(page, "Prowadzenie klubów abstynenckich")
    with step(page, "competition 14 public page"):
        for words in WHAT_EVERYBODY_READS:
            expect(page.locator("main").get_by_text(words).first).to_be_visible()
    papers = [page.request.get(link.get_attribute("href")).body() for link in links_to_papers(page)]
    assert [words_in(paper, tmp_path) for paper in papers] == [
        ["Trzy dni w tygodniu", "cztery dni w tygodniu"],  # what was and what is
        ["Trzy dni w tygodniu"],
        ["„Krokus”"],
    ]


def links_to_papers(page):
    return page.get_by_role("link", name="Pobierz PDF").all()


def words_in(paper, folder):
    """Which of the words that tell the three papers apart stand in this one."""
    text = unspaced(as_poppler_reads(paper, folder).casefold())
    telling = ("Trzy dni w tygodniu", "cztery dni w tygodniu", "„Krokus”")
    return [words for words in telling if unspaced(words.casefold()) in text]
