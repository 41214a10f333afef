"""The Polish words of time, as tables. All are lower case; a phrase is words with one space between."""

# ruff: noqa: SIM905  a table of inflected forms is read by lines

MONTHS_NOMINATIVE = (
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień".split()
)
MONTHS_GENITIVE = (
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split()
)
MONTH_FORMS = """
    styczeń stycznia styczniowi styczniem styczniu sty stycz
    luty lutego lutemu lutym lut
    marzec marca marcowi marcem marcu mar
    kwiecień kwietnia kwietniowi kwietniem kwietniu kwi kwie
    maj maja majowi majem maju
    czerwiec czerwca czerwcowi czerwcem czerwcu cze czerw
    lipiec lipca lipcowi lipcem lipcu lip
    sierpień sierpnia sierpniowi sierpniem sierpniu sie sierp
    wrzesień września wrześniowi wrześniem wrześniu wrz wrzes
    październik października październikowi październikiem październiku paź paźdz
    listopad listopada listopadowi listopadem listopadzie lis list
    grudzień grudnia grudniowi grudniem grudniu gru grudz
"""
MONTHS = {
    form: number for number, line in enumerate(MONTH_FORMS.strip().splitlines(), start=1) for form in line.split()
}
ROMAN_NUMERALS = "I II III IV V VI VII VIII IX X XI XII".split()
ROMANS = {numeral.lower(): number for number, numeral in enumerate(ROMAN_NUMERALS, start=1)}
ORDINAL_FORMS = """
    pierwszy pierwsza pierwsze pierwszego pierwszej pierwszym pierwszą
    drugi druga drugie drugiego drugiej drugim drugą
    trzeci trzecia trzecie trzeciego trzeciej trzecim trzecią
    czwarty czwarta czwarte czwartego czwartej czwartym czwartą
"""
ORDINALS = {
    form: number for number, line in enumerate(ORDINAL_FORMS.strip().splitlines(), start=1) for form in line.split()
}
QUARTER_WORDS = set("kwartał kwartału kwartale kwartałem kwartały kwartałów kwartałach kw kwart".split())
HALF_OF_YEAR_WORDS = set("półrocze półrocza półroczu półroczem".split())
HALF_WORDS = set("połowa połowy połowie połowę połową poł".split())  # of a year, or of a month
YEAR_WORDS = set("r rok roku rokiem lata latach".split())
WEEKDAY_FORMS = """
    poniedziałek poniedziałku pon
    wtorek wtorku wt
    środa środy środę śr
    czwartek czwartku czw
    piątek piątku pt
    sobota soboty sobotę sob
    niedziela niedzieli niedzielę niedz
"""
WEEKDAYS = {form: number for number, line in enumerate(WEEKDAY_FORMS.strip().splitlines()) for form in line.split()}
SEASONS = set("wiosna wiosny wiosną wiosnę lato lata latem jesień jesieni jesienią zima zimy zimą zimę".split())
RELATIVE_YEARS = {
    "br": 0,
    **dict.fromkeys(["bieżący rok", "bieżącego roku", "bieżącym roku", "tego roku", "tym roku"], 0),
    **dict.fromkeys(["przyszły rok", "przyszłego roku", "przyszłym roku", "następnego roku", "następnym roku"], 1),
}
LEADS = [  # words before a term that add nothing to it, the longer first
    *[
        "w dniach",
        "w dniu",
        "w miesiącach",
        "w miesiącu",
        "w terminie",
        "w okresie",
        "w ciągu",
        "w trakcie",
        "w latach",
    ],
    *["cały", "przez cały", "termin", "okres", "miesiąc", "dnia", "dn", "we", "w"],
]
CONTINUOUS = [
    *["na bieżąco", "w trybie ciągłym", "tryb ciągły", "nabór ciągły", "w naborze ciągłym", "w sposób ciągły"],
    *["nabór w trybie ciągłym", "konkurs ciągły", "ciągle", "w sposób otwarty ciągły"],
]
NOT_PLANNED = {
    *[
        "-",
        "brak",
        "nie dotyczy",
        "nd",
        "n d",
        "nie planuje się",
        "nie planujemy",
        "nie zaplanowano",
        "nie jest planowany",
    ],
    *["nie planuje się ogłoszenia", "nie planuje się ogłoszenia konkursu", "nie przewiduje się", "nie planowany"],
    *["nie planuje się konkursu", "nie przewiduje się ogłoszenia", "nie przewiduje się ogłoszenia konkursu"],
}
OTHER_PROCEDURE = [  # beginnings; the act's name or the article may follow
    *["tryb ustawy", "w trybie ustawy", "na podstawie ustawy", "w innym trybie", "inny tryb"],
    *["tryb pozakonkursowy", "w trybie pozakonkursowym", "pozakonkursowo", "poza konkursem"],
    *["tryb art", "w trybie art", "tryb małych grantów", "w trybie małych grantów", "małe granty", "mały grant"],
    *["w trybie zamówień publicznych", "tryb zamówień publicznych", "w trybie zamówienia publicznego"],
]
RELATIVE = [  # beginnings; some event without a date follows
    *["do wyczerpania środków", "do czasu wyczerpania środków", "w miarę potrzeb", "według potrzeb", "wg potrzeb"],
    *[
        "w miarę dostępności środków",
        "w miarę posiadanych środków",
        "niezwłocznie po",
        "po",
        "przed",
        "w zależności od",
    ],
]
UNTIL_EXHAUSTED = ["do wyczerpania środków", "do czasu wyczerpania środków"]
