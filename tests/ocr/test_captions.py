"""A value may stand over what names it in brackets."""

from pages_of_text import run, values


def test_what_is_named_in_brackets_below_it_is_a_value():
    number = run("渝职证2011141430", 157, 251)
    assert values(number, run("（证书编号）", 170, 270)) == {
        "certificate_number": "渝职证2011141430"
    }
    labelled = run("证书编号：GZ2013", 60, 320)
    told = values(number, run("（证书编号）", 170, 270), labelled)
    assert told["certificate_number"] == "GZ2013"


def test_a_date_over_the_name_of_a_number_is_no_number():
    told = values(run("2013年5月17日", 150, 200), run("（证书编号）", 150, 220))
    assert "certificate_number" not in told


def test_a_name_may_stand_over_who_holds_the_certificate():
    told = values(run("彭 萍", 150, 200), run("（持证人）", 148, 220), run("职称：农艺师", 300, 60))
    assert told["name"] == "彭萍"
