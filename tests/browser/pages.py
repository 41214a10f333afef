"""Every kind of page that the portal shows, and the road on which a browser comes to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import cycle

from django.contrib import admin

PASSWORD = "jesienny liść leszczyny 1547"  # of everybody who has an account
STRATEGY = "/strategia/strategia-rozwoju-leszna/"
TASK = "zadanie-1-strategia-rozwiazywania-problemow-spolecznych-w-miescie-lesznie/"
AMENDED = "/konkursy/2024/4-przyklad-edukacja-kulturalna-dzieci-i-mlodziezy/"
DECIDED = "/konkursy/2023/9-przyklad-wsparcie-organizacji-w-pracy-i-rozwoju/"
FOUR_LOOKS = ((360, "light"), (1280, "light"), (360, "dark"), (1280, "dark"))
TURNS = (((360, "light"), (1280, "dark")), ((360, "dark"), (1280, "light")))


@dataclass(frozen=True)
class Page:
    name: str
    path: str = ""
    status: int = 200
    who: str | None = None  # the account that is signed in
    road: Callable | None = None  # (page, site): how to come to what no address alone shows
    looks: tuple = ()

    def __str__(self):
        return self.name


def in_turns(pages):
    """Each page on a phone and on a desk, by day and by night: every other one the other way round.

    Those with all kinds of parts, and all of the strategy, are seen in all four looks.
    """
    return [replace(page, looks=page.looks or turn) for page, turn in zip(pages, cycle(TURNS))]


def form_without_its_cookie(page, site):
    page.goto("/admin/login/")
    page.context.clear_cookies()
    sign_in(page, "urzednik")


def too_many_wrong_passwords(page, site):
    page.goto("/admin/login/")
    for _ in range(5):
        sign_in(page, "ktokolwiek")


def sign_in(page, username):
    page.get_by_label("Nazwa użytkownika").fill(username)
    page.get_by_label("Hasło").fill(PASSWORD)
    press(page, "Zaloguj się")


def press(page, button):
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def without_database(page, site):
    page.goto(site.url_without_database)


def after_signing_out(page, site):
    page.goto("/admin/")
    sign_in(page, "urzednik")
    press(page, "Wyloguj się")


PUBLIC = in_turns(
    [
        Page("home", "/", looks=FOUR_LOOKS),
        Page("schedules", "/harmonogram/"),
        Page("schedule", "/harmonogram/2024/"),
        Page("schedule filtered", "/harmonogram/2024/?wydzial=mopr&stan=planned", looks=FOUR_LOOKS),
        Page("schedule filtered to nothing", "/harmonogram/2024/?wydzial=biuro-prawne&stan=due_now"),
        Page("schedule filtered wrongly", "/harmonogram/2024/?wydzial=biuro-prawne&obszar=nieznany&stan=nieznany"),
        Page("schedule edition", "/harmonogram/2024/wydanie-1/"),
        Page("schedule part", "/harmonogram/2024/wydzial-rozwoju/"),
        Page("schedule without changes yet", "/harmonogram/2024/zmiany/"),
        Page("older edition", "/harmonogram/2022/wydanie-1/"),
        Page("schedule changes", "/harmonogram/2022/zmiany/?od=1&do=2", looks=FOUR_LOOKS),
        Page("schedule changes compared wrongly", "/harmonogram/2022/zmiany/?od=3&do=2"),
        Page("priority years", "/zadania-priorytetowe/"),
        Page("priority tasks 2023", "/zadania-priorytetowe/2023/"),
        Page("priority tasks 2024", "/zadania-priorytetowe/2024/"),
        Page("small grant years", "/male-granty/"),
        Page("small grants", "/male-granty/2023/", looks=FOUR_LOOKS),
        Page("small grants filtered to nothing", "/male-granty/2023/?wydzial=mopr&stan=remarks"),
        Page("departments", "/wydzialy/"),
        Page("department", "/wydzialy/mopr/"),
        Page("strategies", "/strategia/", looks=FOUR_LOOKS),
        Page("strategy", STRATEGY, looks=FOUR_LOOKS),
        Page("ended strategy", "/strategia/strategia-rozwiazywania-problemow-spolecznych-2017-2023/", looks=FOUR_LOOKS),
        Page("goal", f"{STRATEGY}cel-ii/", looks=FOUR_LOOKS),
        Page("programme", f"{STRATEGY}program-8-rodzinie/", looks=FOUR_LOOKS),
        Page("strategy task", f"{STRATEGY}{TASK}", looks=FOUR_LOOKS),
        Page("indicator", "/wskazniki/liczba-osob-ktora-uzyska-wsparcie/", looks=FOUR_LOOKS),
        Page("indicators", "/wskazniki/", looks=FOUR_LOOKS),
        Page("indicators filtered to nothing", "/wskazniki/?ocena=met&wydzial=mopr", looks=FOUR_LOOKS),
        Page("indicators filtered wrongly", "/wskazniki/?ocena=nieznana", looks=FOUR_LOOKS),
        Page("indicators due", "/wskazniki/terminy/", looks=FOUR_LOOKS),
        Page("method", "/metoda/", looks=FOUR_LOOKS),
        Page("competitions", "/konkursy/", looks=FOUR_LOOKS),
        Page("competitions filtered to nothing", "/konkursy/?szukaj=zeppelin"),
        Page("competitions filtered wrongly", "/konkursy/?stan=nieznany&rok=1999"),
        Page("competition announced", "/konkursy/2024/2-przyklad-poradnictwo-dla-rodzin-w-trudnej-sytuacji/"),
        Page("competition open", "/konkursy/2024/3-przyklad-zajecia-profilaktyczne-metoda-harcerska/"),
        Page("competition amended", AMENDED, looks=FOUR_LOOKS),
        Page("competition, first version", f"{AMENDED}wersja-1/"),
        Page("competition extended", "/konkursy/2024/6-przyklad-imprezy-turystyczne-dla-mieszkancow/"),
        Page("competition closed", "/konkursy/2024/7-przyklad-klub-seniora/"),
        Page("competition decided", DECIDED, looks=FOUR_LOOKS),
        Page("results, first version", f"{DECIDED}wyniki-1/"),
        Page("competition annulled", "/konkursy/2023/10-przyklad-integracja-cudzoziemcow/"),
        Page("competition withdrawn", "/konkursy/2024/11-przyklad-edukacja-ekologiczna/"),
        Page("results of years", "/wyniki/"),
        Page("results of a year", "/wyniki/2023/", looks=FOUR_LOOKS),
        Page("results of a year that has none yet", "/wyniki/2024/"),
        Page("results filtered to nothing", "/wyniki/2023/?szukaj=zeppelin"),
        Page("punctuality", "/terminowosc/2024/", looks=FOUR_LOOKS),
        Page("data issues", "/dane/uwagi/"),
        Page("data issues filtered", "/dane/uwagi/?rodzaj=doubtful&dokument=2"),
        Page("data issues filtered wrongly", "/dane/uwagi/?rodzaj=nieznany"),
        Page("data issues, page 2", "/dane/uwagi/?strona=2"),
        Page("source document", "/dane/dokumenty/2/"),
        Page("accessibility", "/deklaracja-dostepnosci/"),
        Page("not found", "/nie-ma-takiej-strony/", status=404),
        Page("server error", status=500, road=without_database),
        Page("progress report", f"{STRATEGY}sprawozdanie-1/", looks=FOUR_LOOKS),
    ]
)
AROUND_SIGNING_IN = in_turns(
    [
        Page("refused form", status=403, road=form_without_its_cookie),
        Page("forbidden", "/admin/auth/group/", status=403, who="koordynator"),
        Page("lockout", status=429, road=too_many_wrong_passwords),
        Page("sign in", "/admin/login/", looks=FOUR_LOOKS),
        Page("signed out", road=after_signing_out),
    ]
)

LISTS = sorted(
    f"{model._meta.app_label}/{model._meta.model_name}/"
    for model in admin.site._registry
    if model._meta.app_label in ("leszno_ngo", "competitions", "strategy")
)
FORMS = [
    "competitions/competition/nowy/",
    "competitions/competition/1/ogloszenie/",
    "competitions/competition/1/ogloszenie/konkurs/",
    "competitions/competition/1/ogloszenie/rodzaj/",
    "competitions/competition/1/ogloszenie/srodki/",
    "competitions/competition/1/ogloszenie/skladanie/",
    "competitions/competition/1/ogloszenie/wybor/",
    "competitions/competition/1/ogloszenie/kontakt/",
    "competitions/competition/1/ogloszenie/zalaczniki/",
    "competitions/competition/1/ogloszenie/publikacja/",
    "competitions/competition/1/podglad/",
    "competitions/competition/1/usun-szkic/",
    "competitions/competition/1/oglos/",
    "competitions/competition/1/calosc/",
    "competitions/competition/4/calosc/",
    "competitions/competition/4/history/",
    "competitions/competition/4/miejsca/",
    "competitions/competition/4/przedluz/",
    "competitions/competition/6/wycofaj/",
    "competitions/competition/6/zmiana/nowa/",
    "competitions/competition/7/uniewaznij/",
    "competitions/competition/10/miejsca/",
    "competitions/competition/11/calosc/",
    "competitions/competition/7/wyniki/",
    "competitions/competition/7/wyniki/oglos/",
    "competitions/competition/7/wyniki/wczytaj/",
    "competitions/competition/8/wyniki/",
    "competitions/competition/8/wyniki/zmien/",
    "competitions/cooperationprogramme/1/change/",
    "competitions/cooperationprogramme/1/ciaglosc/",
    "competitions/cooperationprogramme/2/ciaglosc/",
    "competitions/announcement/1/change/",
    "competitions/privacyclause/add/",
    "competitions/priorityarea/add/",
    "competitions/priorityarea/1/change/",
    "competitions/prioritytask/1/change/",
    "competitions/schedule/1/change/",
    "competitions/schedule/1/rok-nastepny/",
    "competitions/schedule/2/history/",
    "competitions/schedule/add/",
    "competitions/schedule/1/przeglad/",
    "competitions/schedule/2/change/",
    "competitions/schedule/2/czesci/",
    "competitions/schedule/2/delete/",
    "competitions/schedule/2/przeglad/",
    "competitions/schedule/2/wydaj/",
    "competitions/scheduledocument/1/change/",
    "competitions/scheduleentry/add/",
    "competitions/scheduleentry/1/change/",
    "competitions/scheduleentry/1/history/",
    "competitions/scheduleentry/46/change/",
    "competitions/schedulesection/1/change/",
    "competitions/schedulesection/11/change/",
    "competitions/schedulesection/1/tabela/",
    "competitions/schedulesection/11/tabela/",
    "competitions/smallgrant/add/",
    "competitions/smallgrant/2/change/",
    "leszno_ngo/dataissue/1/change/",
    "leszno_ngo/department/1/change/",
    "leszno_ngo/sourcedocument/2/change/",
    "leszno_ngo/user/add/",
    "leszno_ngo/user/1/change/",
    "leszno_ngo/user/1/password/",
    "strategy/goal/1/change/",
    "strategy/indicator/1/change/",
    "strategy/indicator/wartosci/2023/?wszystkie=on&wydzial=mopr",
    "strategy/indicator/wartosci/2023/wczytaj/",
    "strategy/stage/1/change/",
    "strategy/strategy/1/change/",
    "strategy/strategytask/1/change/",
    "password_change/",
    "drugi-skladnik/",
]
DESK = in_turns(
    [
        Page("desk", "/admin/", who="koordynator", looks=FOUR_LOOKS),
        Page("desk of planning", "/admin/competitions/", who="koordynator"),
        # The lists are one page with other words; together they are seen in all four looks.
        *(
            Page(f"list of {path}", f"/admin/{path}", who="koordynator", looks=(look,))
            for path, look in zip(LISTS, cycle(FOUR_LOOKS))
        ),
        *(Page(f"form of {path}", f"/admin/{path}", who="koordynator") for path in FORMS),
    ]
)
