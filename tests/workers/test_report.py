"""What a person gets from the report: everything once, in order, safe to open, and readable."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from sample_report import (
    BROKEN,
    SAMPLES,
    SCRIPT,
    differing_report,
    hostile_report,
    ready_report,
    refused_report,
)

from models.box import Box
from models.comparisons import SegmentKind
from models.fields import DocumentKind, Field
from models.findings import Severity, found
from models.photos import PhotoView
from workers.report import render_report

VOID = {"meta", "input", "img", "circle", "path", "link", "br"}
STATE_ZH = {"employer": "不一致", "obtained_on": "看不清", "level": "没有填写"}


class Page(HTMLParser):
    """The elements of a page in order, each with the text inside it; Chinese as shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[dict] = []
        self.open: list[dict] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        element = {"tag": tag, "text": "", "within": list(self.open), **dict(attributes)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.elements.append(
            {"tag": tag, "text": "", "within": list(self.open), **dict(attributes)}
        )

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag: str, **attributes: str) -> list[dict]:
        """The elements of this tag (any when empty) that have these attributes; class by word."""
        return [
            e
            for e in self.elements
            if tag in ("", e["tag"])
            and all(w in e.get(k.rstrip("_"), "").split() for k, w in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> dict:
        (element,) = self.all(tag, **attributes)
        return element

    def inside(self, outer: dict, tag: str, **attributes: str) -> list[dict]:
        return [e for e in self.all(tag, **attributes) if any(o is outer for o in e["within"])]


@pytest.fixture(params=sorted(SAMPLES))
def sample(request):
    return SAMPLES[request.param]()


def page_of(report) -> Page:
    page = Page(render_report(report))
    assert page.open == [], "every element is closed"
    return page


def cards(page: Page) -> list[dict]:
    return page.all("article", class_="card")


def card_of(page: Page, field: Field) -> dict:
    return next(card for card in cards(page) if field.zh in page.inside(card, "h3")[0]["text"])


def test_each_finding_is_told_once_in_both_languages_with_what_to_do_and_the_clause():
    for make in (ready_report, differing_report, refused_report):
        report = make()
        page = page_of(report)
        told = [e["text"] for e in page.all("p", class_="message")]
        assert len(told) == len(report.findings)
        body = page.one("body")["text"]
        for finding in report.findings:
            assert sum(finding.zh in text and finding.en in text for text in told) == 1
            assert body.count(finding.zh) == 1
            block = next(e for e in page.all("div", class_="finding") if finding.zh in e["text"])
            for part in (finding.do_zh, finding.do_en, finding.source, finding.code):
                assert part in block["text"]


def test_a_finding_of_a_field_stands_at_the_field_and_a_document_s_names_its_number():
    page = page_of(differing_report())
    employer = card_of(page, Field.EMPLOYER)
    assert "填写的申报单位与职称证书不一致。" in employer["text"]
    assert "可以与现在的工作单位不同" in employer["text"]
    missing = next(card for card in cards(page) if "缺少盖章页" in card["text"])
    paper = page.all("article", class_="paper")[0]
    assert f"#{missing['id']}" in [a["href"] for a in page.inside(paper, "a")]


def test_findings_known_only_to_a_document_are_told_too():
    report = differing_report()
    kept = tuple(f for f in report.findings if f.code not in ("PAGE_SKEWED", "PAGE_MISSING"))
    page = page_of(replace(report, findings=kept))
    assert len(page.all("p", class_="message")) == len(report.findings)


def test_a_document_that_was_refused_says_so_and_tells_its_finding_once():
    page = page_of(refused_report())
    scan, approval, photo = page.all("article", class_="paper")
    assert "职称证书" in scan["text"]
    assert "任职资格文件" in approval["text"]
    assert "文件不合格" in scan["text"]
    assert "照片没有通过" in photo["text"]
    assert page.one("body")["text"].count("96 DPI，低于") == 1


def test_a_finding_of_the_photo_stands_beside_the_photo_with_its_place_outlined():
    view = PhotoView(b"jpeg", 900, 1200)
    tight = found("PHOTO_TIGHT", page=1, box=Box(10, 20, 300, 420)).on(DocumentKind.PHOTO)
    report = refused_report()
    whole = replace(report, photo_view=view, findings=(*report.findings, tight))
    page = page_of(whole)
    card = next(card for card in cards(page) if "取景太紧" in card["text"])
    (drawing,) = page.inside(card, "svg", role="img")
    assert drawing["viewbox"] == "0 0 900 1200"
    marks = page.inside(card, "rect")
    assert {(mark["x"], mark["width"], mark["height"]) for mark in marks} == {("10", "290", "400")}
    assert len(page.all("image", id="photo-picture")) == 1
    assert not page_of(report).all("image")


def test_the_verdict_comes_first_in_words_with_the_counts():
    expected = {"ready": "可以提交", "differing": "需要更正", "hostile": "请留意"}
    for name, words in expected.items():
        page = page_of(SAMPLES[name]())
        heading = page.one("h1")
        assert heading["text"].startswith(words)
        assert page.one("title")["text"].startswith(words)
        assert page.all("h2")[0] in page.elements[page.elements.index(heading) :]
    counts = page_of(differing_report()).one("dl", class_="counts")["text"]
    assert [int(n) for n in re.findall(r"\d+", counts)] == [3, 3, 2, 4]


def test_the_worst_comes_first_and_the_items_are_numbered_through():
    page = page_of(differing_report())
    assert [card["id"] for card in cards(page)] == [f"item-{n}" for n in range(1, 9)]
    tones = [card["class"].removeprefix("card tone-") for card in cards(page)]
    order = [Severity(tone) for tone in tones]
    ranks = [list(Severity).index(severity) for severity in order]
    assert ranks[:5] == sorted(ranks[:5])
    assert ranks[5:] == sorted(ranks[5:])


def test_a_difference_is_shown_beside_the_crop_with_each_kind_of_mark_in_words():
    report = differing_report()
    page = page_of(report)
    for field, comparison in report.comparisons.items():
        if field not in report.crops:
            continue
        card = card_of(page, field)
        (crop,) = page.inside(card, "img")
        assert crop["alt"] == f"扫描件中“{field.zh}”处的图像"
        assert crop["src"] == "data:image/png;base64," + b64encode(report.crops[field]).decode()
        if not comparison.entered:
            continue
        shown = page.inside(card, "dd", class_="value")[:2]
        for side, text in zip(shown, (comparison.entered, comparison.read.value), strict=True):
            hidden = "".join(e["text"] for e in page.inside(side, "span", class_="vh"))
            value = page.inside(side, "bdi")[0]["text"]
            assert set(text.replace(" ", "␣")) <= set(value)
            assert bool(hidden) == any(s.kind != SegmentKind.SAME for s in comparison.segments)
        kinds = {s.kind for s in comparison.segments} - {SegmentKind.SAME}
        assert all(page.inside(shown[0], "", class_=f"d-{kind}") for kind in kinds)
        assert len(page.inside(card, "li")) == sum(
            s.kind != SegmentKind.SAME for s in comparison.segments
        )


def test_missing_and_additional_characters_are_an_insertion_and_a_deletion():
    page = page_of(differing_report())
    card = card_of(page, Field.EMPLOYER)
    assert "有限公司" in page.inside(card, "del")[0]["text"]
    assert "水电" in page.inside(card, "ins")[0]["text"]
    assert "第 15 至 18 个字：填写时多出“有限公司”" in card["text"]
    assert "第 10 个字处：填写时缺少“水电”" in card["text"]


@pytest.mark.parametrize("key", sorted(STATE_ZH))
def test_the_state_of_a_field_is_said_in_words(key):
    page = page_of(differing_report())
    card = card_of(page, Field(key))
    assert STATE_ZH[key] in page.inside(card, "span", class_="state")[0]["text"]


def test_fields_that_agree_stand_in_a_table_and_nowhere_else():
    page = page_of(differing_report())
    table = page.one("table", class_="agreeing")
    rows = [e["text"] for e in page.inside(table, "th") if e.get("scope") == "row"]
    assert [row[:4] for row in rows] == ["性别Se", "出生日期", "证件号码", "资格系列"]
    assert "52262619791105122X" in table["text"]
    assert "98%" in table["text"]
    assert "100%" not in table["text"], "a reading that is not certain never shows as certain"
    assert "评审机构" not in table["text"]


def test_all_tables_name_their_columns_and_rows(sample):
    page = page_of(sample)
    for table in page.all("table"):
        assert {e["scope"] for e in page.inside(table, "th")} == {"col", "row"}
        named = table.get("aria-labelledby") or page.inside(table, "caption")
        assert named


def test_nothing_comes_from_outside_and_nothing_runs(sample):
    text = render_report(sample)
    page = Page(text)
    assert not re.search("https?://", text)
    assert not re.search(r"url\(|@import|@font-face", page.one("style")["text"])
    for element in page.elements:
        assert element["tag"] not in ("script", "iframe", "object", "link", "form", "base")
        assert not [key for key in element if key.startswith("on")]
        assert "style" not in element
        assert element.get("src", "data:image/png;base64,").startswith("data:image/png;base64,")
        assert element.get("href", "#").startswith("#")


def test_the_policy_allows_exactly_the_inlined_style(sample):
    page = page_of(sample)
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
    digest = b64encode(sha256(page.one("style")["text"].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_hostile_text_stays_text():
    text = render_report(hostile_report())
    page = page_of(hostile_report())
    assert "<script" not in text
    assert "onerror=alert" in page.one("body")["text"]
    assert [e for e in page.elements if e["tag"] == "img" and "onerror" in e] == []
    assert SCRIPT in card_of(page, Field.TITLE)["text"]
    assert BROKEN in page.inside(card_of(page, Field.TITLE), "bdi", class_="value")[0]["text"]
    assert "{{ 7*7 }}" in page.one("body")["text"], "a value is never a template"


def test_characters_that_hide_or_turn_text_are_shown_by_number():
    text = render_report(hostile_report())
    assert not set("\u202e\u200b\x07\udcff") & set(text)
    assert "证书⟨U+202E⟩fdp.exe⟨U+200B⟩⟨U+0007⟩⟨U+DCFF⟩" in text
    text.encode("utf-8")


def test_headings_go_down_one_step_at_a_time_and_ids_are_unique(sample):
    page = page_of(sample)
    levels = [int(e["tag"][1]) for e in page.elements if re.fullmatch("h[1-6]", e["tag"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = [e["id"] for e in page.elements if "id" in e]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        for target in (element.get("aria-labelledby"), element.get("for"), element.get("href")):
            assert target is None or target.removeprefix("#") in ids
    assert all(e.get("alt") for e in page.all("img"))


def test_the_language_switch_is_two_labelled_buttons_and_english_is_marked_as_english(sample):
    page = page_of(sample)
    assert page.one("html")["lang"] == "zh-CN"
    radios = page.all("input")
    assert [(e["type"], "checked" in e) for e in radios] == [("radio", True), ("radio", False)]
    assert [e["for"] for e in page.all("label")] == [e["id"] for e in radios]
    english = page.all("span", class_="en")
    assert len(english) == len(page.all("span", class_="zh")) > 40
    assert all(e["lang"] == "en" for e in english)


def test_an_unknown_profile_shows_the_name_that_is_given():
    report = replace(ready_report(), profile="yunnan")
    assert "云南省职称采集" in render_report(report, title_zh="云南省职称采集")
    assert "yunnan" in Page(render_report(report)).one("p", class_="profile")["text"]


def test_a_report_of_nothing_says_that_nothing_was_handed_in():
    report = replace(
        ready_report(),
        comparisons={},
        documents=(),
        inspections=(),
        photo=None,
        findings=(),
    )
    body = page_of(report).one("body")["text"]
    assert "没有提供材料" in body
    assert "没有提供照片" in body


def test_what_must_be_put_right_comes_before_fields_that_only_need_a_look():
    refused = SAMPLES["refused"]()
    unclear = differing_report().comparisons[Field.OBTAINED_ON]
    page = page_of(replace(refused, comparisons={Field.OBTAINED_ON: unclear}))
    severities = [re.search("tone-([a-z]+)", card["class"])[1] for card in cards(page)]
    assert severities == sorted(severities, key=[*Severity].index)
    assert [card["id"] for card in cards(page)] == [
        f"item-{n}" for n in range(1, len(severities) + 1)
    ]


def test_a_field_that_no_document_shows_is_a_row_and_not_a_card():
    report = SAMPLES["refused"]()
    hint = found("FIELD_NOT_SHOWN", field=Field.NAME, zh="姓名", en="name", entered="欧阳静怡")
    page = page_of(replace(report, findings=(*report.findings, hint)))
    assert not any(Field.NAME.zh in page.inside(card, "h3")[0]["text"] for card in cards(page))
    (table,) = page.all("table", **{"aria-labelledby": "not-shown"})
    assert "欧阳静怡" in table["text"]


def test_advice_names_the_papers_their_seals_and_the_values_to_enter():
    page = render_report(ready_report())
    for told in (
        "缺少中级职称证书",
        "上传资格证书",
        "用人单位公章",
        "甘职改办〔2013〕1216421号",
        "遵义市教育局",
    ):
        assert told in page


def test_one_question_is_asked_once_for_all_the_rules_it_would_decide():
    page = render_report(ready_report())
    assert page.count("这份职称是怎样取得的？") == 1
    assert "X-02 GZ-H-65" in page
