"""What an official may write, and what becomes of the rest."""

import pytest

from leszno_ngo.formatting import formatted, plain, sanitised


@pytest.mark.parametrize(
    ("written", "markup"),
    [
        ("", ""),
        ("Jedno.", "<p>Jedno.</p>"),
        ("Jedno.\n\nDrugie.", "<p>Jedno.</p>\n<p>Drugie.</p>"),
        ("a)  pierwsze,\nb)  drugie", "<p>a)  pierwsze,<br>\nb)  drugie</p>"),
        ("**ważne** i *wtrącone*", "<p><strong>ważne</strong> i <em>wtrącone</em></p>"),
        ("- jabłka\n- gruszki", "<ul>\n<li>jabłka</li>\n<li>gruszki</li>\n</ul>"),
        ("1. jeden\n2. dwa", "<ol>\n<li>jeden</li>\n<li>dwa</li>\n</ol>"),
        ("1) jeden\n2) dwa", '<ol class="bracketed">\n<li>jeden</li>\n<li>dwa</li>\n</ol>'),
        ("3) trzy", '<ol start="3" class="bracketed">\n<li>trzy</li>\n</ol>'),
        ("Termin:\n22. grudnia", "<p>Termin:<br>\n22. grudnia</p>"),
        (
            "[generator](https://leszno.example/?a=1&b=2)",
            '<p><a href="https://leszno.example/?a=1&amp;b=2">generator</a></p>',
        ),
        ("[poczta](mailto:ngo@leszno.example)", '<p><a href="mailto:ngo@leszno.example">poczta</a></p>'),
    ],
)
def test_paragraphs_lists_bold_and_links_are_formatted(written, markup):
    assert formatted(written) == markup


@pytest.mark.parametrize(
    ("written", "markup"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ('<b onclick="x()">a</b> &amp; b', '<p>&lt;b onclick="x()"&gt;a&lt;/b&gt; &amp;amp; b</p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,a)", "<p>[x](data:text/html,a)</p>"),
        ("[x](/wewnetrzny/)", "<p>[x](/wewnetrzny/)</p>"),
        ("[x](//obcy.example)", "<p>[x](//obcy.example)</p>"),
        ("![x](https://obcy.example/a.png)", '<p>!<a href="https://obcy.example/a.png">x</a></p>'),
        ("# nagłówek", "<p># nagłówek</p>"),
        ("a | b\n--- | ---", "<p>a | b<br>\n--- | ---</p>"),
        ("`kod`", "<p>`kod`</p>"),
    ],
)
def test_everything_else_stays_the_words_it_is(written, markup):
    assert formatted(written) == markup


def test_what_was_formatted_comes_out_of_cleaning_as_it_went_in():
    markup = formatted(
        "**a**\nb\n\n1) c\n2) d\n   - e\n\n5. [f](https://x.example/ł?a&b)\n\n<i>&nbsp;\N{NO-BREAK SPACE}"
    )

    assert sanitised(markup) == markup


def test_what_somebody_wrote_past_the_forms_is_cleaned():
    kept = '<p style="color:red" onclick="x()">a</p><script>b()</script><a href="javascript:c()">c</a>'

    assert sanitised(kept) == "<p>a</p><a>c</a>"


def test_a_text_is_told_line_by_line_with_the_addresses_of_its_links():
    markup = formatted("**Klub** & [strona](https://a.example/?b&c)\ndruga\n\n- raz\n\n- dwa")

    assert plain(markup) == "Klub & strona (https://a.example/?b&c)\ndruga\n– raz\n– dwa"
