"""`zhenghe match`: the nearest entries, for people and for programs."""

import pytest
from conftest import Zhenghe


def test_a_program_gets_one_object_for_each_text(zhenghe: Zhenghe) -> None:
    run = zhenghe("match", "series", "工程技木", "卫生系列", "", "--limit", "2", "--json")
    assert run.status == 0
    first, second, empty = run.objects
    assert list(first) == ["field", "text", "candidates"]
    assert (first["field"], first["text"]) == ("series", "工程技木")
    best = first["candidates"][0]
    assert list(best) == ["id", "name", "score", "differences"]
    assert (best["id"], best["name"]) == ("series.engineering", "工程技术人员")
    assert best["differences"] == [{"kind": "look-alike", "at": 3, "text": "木", "name": "术"}]
    exact = second["candidates"][0]
    assert (exact["id"], exact["name"]) == ("series.health", "卫生技术人员")
    assert exact["differences"] == []
    assert 0.5 < best["score"] < exact["score"] < 1
    assert len(second["candidates"]) <= 2
    assert empty["candidates"] == []


def test_a_person_sees_the_entries_and_why(zhenghe: Zhenghe) -> None:
    run = zhenghe("match", "title", "讲师", "xyz", "--explain")
    assert run.status == 0
    assert "title.university-teacher.3" in run.out
    assert "高等学校教师中级" in run.out
    assert "没有相近" in run.out


def test_a_tie_is_said_to_be_one(zhenghe: Zhenghe) -> None:
    assert "并列" in zhenghe("match", "issuer", "毕节市人事局").out
    assert "并列" not in zhenghe("match", "title", "高级工程帅").out


def test_reasons_stand_beside_the_candidates_where_they_are_asked_for(zhenghe: Zhenghe) -> None:
    (told,) = zhenghe("match", "issuer", "省人社厅", "--explain", "--json").objects
    assert "人社厅" in told["note"]
    assert "并列" in told["candidates"][0]["note"]
    assert "tied" in told["candidates"][1]["note_en"]


@pytest.mark.parametrize(("given", "nearest"), [("serie", "series"), ("issuers", "issuer")])
def test_an_unknown_field_is_refused_with_the_nearest(
    zhenghe: Zhenghe, given: str, nearest: str
) -> None:
    run = zhenghe("match", given, "x", "--json")
    assert run.status == 2
    assert run.out == ""
    assert f"“{nearest}”" in run.err
    assert "MATCH_FIELD_UNKNOWN" in run.err


@pytest.mark.parametrize(
    "arguments",
    [("series",), (), ("series", "x", "--limit", "0"), ("series", "x", "--roster", "a")],
)
def test_wrong_usage_is_told(zhenghe: Zhenghe, arguments: tuple[str, ...]) -> None:
    assert zhenghe("match", *arguments).status == 2
