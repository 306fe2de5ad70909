from datetime import UTC, datetime

from planner.web.markup import items, join, tag, text, void
from planner.web.plain import plain
from planner.web.speech import Speech


def test_every_text_is_escaped_once() -> None:
    assert tag("p", "<b>", tag("i", "&"), None) == "<p>&lt;b&gt;<i>&amp;</i></p>"
    assert join("a", text("<")) == "a&lt;"
    assert void("img", src='x" onerror="y', alt="") == '<img src="x&quot; onerror=&quot;y" alt="">'


def test_attributes_are_written_as_html_names_them() -> None:
    assert (
        tag("a", class_="x", aria_label="y", open=True, hidden=False, title=None)
        == '<a class="x" aria-label="y" open></a>'
    )


def test_no_items_make_no_list() -> None:
    assert items() is None
    assert items("a", "b") == "<ul><li>a</li><li>b</li></ul>"


def test_text_from_people_makes_no_markdown() -> None:
    assert plain("![x](http://spor.example) *fed*\n:red[rød] $x$") == (
        r"\!\[x\]\(http\:\/\/spor\.example\) \*fed\* \:red\[rød\] \$x\$"
    )


def test_numbers_and_moments_follow_the_language() -> None:
    moment = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert Speech("da").number(67.14) == "67,1"
    assert Speech("en").number(67.0) == "67"
    assert Speech("da").number(20, 0) == "20"
    assert Speech("da").moment(moment, "Europe/Copenhagen") == "23. nov., 10.05"
    assert Speech("en").moment(moment) == "23 Nov, 09:05"


def test_plural_forms_are_right() -> None:
    assert [Speech("da").ngettext("{n} student", "{n} students", n) for n in (1, 2)] == ["1 elev", "2 elever"]
    assert [Speech("en").ngettext("{n} student", "{n} students", n) for n in (1, 2)] == [
        "1 student",
        "2 students",
    ]
