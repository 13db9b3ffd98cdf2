"""A number without a label, or behind No., is the certificate's where no other number is."""

from dataclasses import replace

import pytest
from pages_of_text import run, values

NAME = run("姓名：王静", 60, 100)


@pytest.mark.parametrize("printed", ["No.6431845283", "No. A15987819", "No.苏职证字第411791号"])
def test_what_stands_behind_no_is_the_number_of_the_certificate(printed):
    number = printed.removeprefix("No.").strip()
    stamped = replace(run(printed, 60, 400, apart=True), under_red=0.2)
    for one in (run(printed, 60, 400), stamped):
        assert values(NAME, one) == {"name": "王静", "certificate_number": number}


@pytest.mark.parametrize("printed", ["ZG2019437569", "GZC52011578857", "B 2008-0012345"])
def test_capitals_and_digits_on_a_line_of_their_own_are_the_number_of_the_certificate(printed):
    found = values(NAME, run(printed, 450, 60))
    assert found == {"name": "王静", "certificate_number": printed.replace(" ", "")}
    assert values(NAME, run("批次", 400, 60), run(printed, 450, 60)) == {"name": "王静"}


def test_a_number_with_a_label_of_its_own_comes_first():
    labelled = run("证书编号：GZ20130012", 60, 140)
    assert values(NAME, labelled, run("No.6431845283", 60, 400))["certificate_number"] == (
        "GZ20130012"
    )


def test_the_english_of_another_label_tells_no_number_of_the_certificate():
    assert values(NAME, run("身份证", 60, 140), run("No.62010119900307780", 100, 140)) == {
        "name": "王静"
    }


@pytest.mark.parametrize(
    "printed",
    [
        "甘职字第09050号",
        "粤高职证字第99290008788260号",
        "中职证字第10969号",
        "苏职称证字〔1998〕第00123号",
        "鄂职改字第1508号",
        "渝职改字〔1991〕第3226号",
        "〔93〕冶高职证字第4535号",
    ],
)
def test_a_number_with_words_alone_at_the_head_or_foot_needs_no_label(printed):
    for place in (60, 700):
        found = values(NAME, run(printed, 300, place), run("No.6431845283", 60, 400))
        assert found == {"name": "王静", "certificate_number": printed}


@pytest.mark.parametrize("printed", ["学证字第123456号", "聘字第1997257号"])
def test_the_number_of_another_paper_is_not_the_certificates(printed):
    assert values(NAME, run(printed, 300, 60)) == {"name": "王静"}


@pytest.mark.parametrize("printed", ["甘职改办〔2013〕121号", "职改字〔1992〕第15号"])
def test_the_number_of_a_document_over_a_certificate_is_that_of_the_approval(printed):
    assert values(NAME, run(printed, 300, 60)) == {"name": "王静", "approval_number": printed}


def test_a_number_written_into_its_words_is_one():
    parts = [run("苏职改证字第", 60, 60), run("41026", 150, 60), run("号", 200, 60)]
    assert values(NAME, *parts) == {"name": "王静", "certificate_number": "苏职改证字第41026号"}
    ended = [run("苏职改证字第 41026", 60, 60), run("号", 190, 60)]
    assert values(NAME, *ended)["certificate_number"] == "苏职改证字第41026号"
