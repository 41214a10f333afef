"""The Polish words of time, as tables; folded, as the tokens are, wherever they are looked up."""

# ruff: noqa: SIM905  a table of inflected words is read by its lines

from leszno_ngo.terms.tokens import fold, forms, phrases

NOMINATIVE = "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień".split()
GENITIVE = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split()
LOCATIVE = "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu".split()
MONTHS_BEHIND_ORDINAL = frozenset(map(fold, GENITIVE))
MONTHS = forms("""
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
""")
ROMAN_NUMERALS = "I II III IV V VI VII VIII IX X XI XII".split()
ROMANS = {fold(numeral): number for number, numeral in enumerate(ROMAN_NUMERALS, start=1)}
ORDINALS = forms("""
    pierwszy pierwsza pierwsze pierwszego pierwszej pierwszym pierwszą
    drugi druga drugie drugiego drugiej drugim drugą
    trzeci trzecia trzecie trzeciego trzeciej trzecim trzecią
    czwarty czwarta czwarte czwartego czwartej czwartym czwartą
""")
QUARTER_WORDS = forms("kwartał kwartału kwartale kwartałem kwartały kwartałów kwartałach kw kwart q")
HALF_OF_YEAR_WORDS = forms("półrocze półrocza półroczu półroczem półr")
HALF_WORDS = forms("połowa połowy połowie połowę połową poł")  # of a year, or of a month
YEAR_WORDS = forms("r rok roku rokiem")
WEEKDAYS = forms("""
    poniedziałek poniedziałku poniedziałkiem pon pn
    wtorek wtorku wtorkiem wt
    środa środy środę środą śr
    czwartek czwartku czwartkiem czw cz
    piątek piątku piątkiem pt
    sobota soboty sobotę sobotą sob
    niedziela niedzieli niedzielę niedzielą niedz nd
""")
SEASONS = forms("wiosna wiosny wiosną wiosnę lato latem jesień jesieni jesienią zima zimy zimą zimę")

THIS_YEAR = phrases("br | b.r. | rb | r.b. | bieżący rok | bieżącego roku | bieżącym roku | tego roku | tym roku")
NEXT_YEAR = phrases("przyszły rok | przyszłego roku | przyszłym roku | następnego roku | następnym roku")
YEARS = phrases("lata | w latach | na lata")
WHOLE_YEAR = phrases("cały rok | przez cały rok | w ciągu roku | w ciągu całego roku | w trakcie roku")

# Words that add nothing to the term behind them.
LEADS = phrases("""
    termin | planowany termin | termin ogłoszenia | planowany termin ogłoszenia | termin ogłoszenia konkursu
    ogłoszenie | ogłoszenie konkursu | planowany termin ogłoszenia konkursu
""")
LEADS_OF_DATES = phrases("""
    w dniach | w dn | w miesiącach | w m-cach | m-ce | m-ce: | w terminie | w okresie | okres | w ciągu | w trakcie
    cały | przez cały
""")
LEADS_OF_PIECE = phrases("w | we | w dniu | dnia | dn | w miesiącu | miesiąc | w m-cu | m-c | m-c: | mc | mies")
DAY_LEADS = phrases("dnia | dn")

SINCE = phrases("od | począwszy od")
TO = phrases("do")
AND_BETWEEN = phrases("a")
AND = phrases("i | a | oraz | lecz | ale")
IN_OR_FOR = phrases("w | na")
FOR = phrases("na")
LEADS_OF_SEASON = phrases("na | w okresie")
BETWEEN_PARTS = ((",",), ("-",), (":",))
NOT_BEFORE = phrases("nie wcześniej niż | nie wcześniej niż od | najwcześniej | najwcześniej od")
UNTIL = phrases("do | nie później niż do | najpóźniej do")
NOT_AFTER = phrases("nie później niż | najpóźniej")
BETWEEN = phrases("między | pomiędzy")
TO_THE_END = phrases("końca")
FROM_THE_BEGINNING = phrases("początku")
END_OF_THE_YEAR = phrases("końca roku")
INCLUSIVE = phrases("włącznie | (włącznie)")
SEPARATORS = {"/": "/", "-": "-", ",": ",", "i": ",", "oraz": ",", "do": "-"}

UNTIL_EXHAUSTED = phrases("do wyczerpania środków | do czasu wyczerpania środków | do odwołania")
CONTINUOUS = phrases("""
    na bieżąco | ciągle | ciągły | nabór ciągły | konkurs ciągły | otwarty nabór ciągły | nabór na bieżąco
    tryb ciągły | w trybie ciągłym | nabór w trybie ciągłym | konkurs w trybie ciągłym | w naborze ciągłym
    w sposób ciągły | nabór w sposób ciągły
""")
NOT_PLANNED = phrases("""
    - | brak | nie dotyczy | nie dot | nd | n/d | n.d.
    nie planuje się | nie planujemy | nie zaplanowano | nie jest planowany | nie planowany | nie planowane
    nie planuje się ogłoszenia | nie planuje się ogłoszenia konkursu | nie planuje się konkursu
    nie planuje się ogłaszania | nie planuje się ogłaszania konkursu
    nie przewiduje się | nie przewidziano | nie przewiduje się ogłoszenia | nie przewiduje się ogłoszenia konkursu
    nie przewiduje się konkursu | konkurs nie jest planowany | konkurs nie będzie ogłaszany | nie będzie ogłaszany
    nie ogłasza się | brak planowanego konkursu | brak konkursu
""")
# Beginnings, behind which the name of an act or an article may follow.
OTHER_PROCEDURE = phrases("""
    tryb ustawy | w trybie ustawy | na podstawie ustawy | w innym trybie | inny tryb
    tryb pozakonkursowy | w trybie pozakonkursowym | pozakonkursowo | pozakonkursowy | poza konkursem
    tryb małych grantów | w trybie małych grantów | małe granty | mały grant
    tryb zamówień publicznych | w trybie zamówień publicznych | w trybie zamówienia publicznego
    zamówienie publiczne | zamówienia publiczne
    tryb art. 19a | w trybie art. 19a | na podstawie art. 19a | art. 19a | tryb 19a | w trybie 19a
    tryb art. 11a | w trybie art. 11a | tryb art. 11b | w trybie art. 11b | tryb art. 11c | w trybie art. 11c
""")
BEGINNINGS_OF_AN_ACT = frozenset("o z prawo pzp -".split())
BEFORE_DATE_OF_ACT = phrases("z dnia | z dn | z | dz. u.")
BEFORE_NUMBER_OF_ACT = phrases("poz. | nr | art.")
# The act that open competitions themselves rest on: „w trybie ustawy o działalności pożytku publicznego” tells nothing.
SAME_ACT = frozenset(map(fold, "pożytku udppiw uodppiw uodpp".split()))
DAY_OF_SAME_ACT = (24, 4, 2003)
OUTSIDE_COMPETITIONS = frozenset("19a 11a 11b 11c".split())
PUNCTUATION = frozenset(", . ; : ( ) - / „ ” \" '".split(" "))
ALTERNATIVES = frozenset(map(fold, "lub albo ewentualnie ew bądź".split()))
COMPETITIONS = frozenset("konkurs konkursu konkursie konkursy konkursów".split())
EDGES = frozenset(map(fold, "koniec końca końcem początek początku początkiem przełom przełomie br rb b r".split()))
# Beginnings, behind which an event without a date follows.
RELATIVE = phrases("po | przed | niezwłocznie po | w zależności od | uzależnione od | uzależniony od")
ON_DEMAND = phrases("""
    w miarę potrzeb | według potrzeb | wg potrzeb | w miarę dostępności środków | w miarę posiadanych środków
    do wyczerpania środków | do czasu wyczerpania środków
""")
