"""Labels that were read in parts, dates in opinions, numbers with half a label."""

from pages_of_text import LABELS, page, run, values, written

from models.box import Box
from models.fields import DocumentKind, Field
from ocr.fields import find_fields
from ocr.over_labels import find_either_way
from ocr.page import PageText, Run
from ocr.pieces import cut
from ocr.rows import find_rows

FORM = DocumentKind.REVIEW_FORM


def cells(*rows: list[tuple[str, float]], height: float = 34) -> tuple[list[Run], list[Box]]:
    """The texts and boxes of ruled rows: of each cell what it says, and how wide it is."""
    runs: list[Run] = []
    boxes: list[Box] = []
    for number, row in enumerate(rows):
        x, y = 40.0, 100 + height * number
        for text, width in row:
            boxes.append(Box(x, y, x + width, y + height))
            for line, part in enumerate(text.split("\n")):
                if part:
                    runs.append(run(part, x + 6, y + 4 + 14 * line))
            x += width
    return runs, boxes


def told(*rows: list[tuple[str, float]], height: float = 34) -> dict[str, str]:
    runs, boxes = cells(*rows, height=height)
    sheet = page(*runs)
    sheet = PageText(sheet.frame, tuple(runs), tuple(boxes))
    return {f.value: one.value for f, one in find_fields({1: sheet}, FORM, LABELS).items()}


def test_the_first_letters_of_labels_may_be_one_column() -> None:
    column = Run("姓性出", 0.97, Box(60, 100, 76, 184), (68, 68, 68))
    shown = values(
        column,
        run("名：税宗翰", 110, 108),
        run("别：男", 110, 136),
        run("生日期：1971.08.10", 90, 164),
    )
    assert shown == {"name": "税宗翰", "sex": "男", "birth_date": "1971-08-10"}


def test_a_label_may_be_parted_before_its_last_letter() -> None:
    assert values(run("评审专", 60, 100), run("业 工业统计", 112, 100)) == {"specialty": "工业统计"}


def test_of_a_number_whose_label_lost_its_first_letter_its_build_tells_what_it_is() -> None:
    text = written("王静，女，经重庆市卫生高级职称评审委员会评审，取得副主任护师任职资格。")
    shown = values(
        *text, run("号：GZ2019-0975", 90, 300), run("号：渝职改办〔2019〕420号", 90, 330)
    )
    assert shown["certificate_number"] == "GZ2019-0975"
    assert shown["approval_number"] == "渝职改办〔2019〕420号"


def test_relatives_on_a_form_are_not_who_it_is_about() -> None:
    shown = told(
        [("姓名", 80), ("仝婕仙", 120), ("性别", 80), ("女", 120)],
        [("称谓", 80), ("姓名", 120), ("工作单位", 120), ("职称或职务", 80)],
        [("配偶", 80), ("田勇毅", 120), ("南阳第四中学", 120), ("工人", 80)],
        [("拟初定职称", 80), ("技术员", 120), ("学历", 80), ("本科", 120)],
    )
    assert shown["name"] == "仝婕仙"
    assert "employer" not in shown


def test_what_is_held_by_nobody_was_got_at_no_time() -> None:
    shown = told(
        [("姓名", 80), ("袁瑞", 120), ("性别", 80), ("男", 120)],
        [("现任职务资格", 80), ("无", 120), ("取得时间", 80), ("1995.7", 120)],
        [("评审资格名称", 80), ("助理政工师", 120), ("评审专业", 80), ("党务", 120)],
    )
    assert "obtained_on" not in shown
    assert shown["title"] == "助理政工师"


def test_since_when_a_title_is_held_is_not_when_it_was_issued() -> None:
    shown = told(
        [("姓名", 60), ("仝秀", 460)],
        [
            ("认定机关意见", 110),
            ("认定仝秀同志具备工程师资格，资格取得时间为2007年3月27日。\n某某市人事局", 460),
        ],
        height=60,
    )
    assert shown["obtained_on"] == "2007-03-27"
    assert "issued_on" not in shown


def test_a_company_that_approves_decides_where_no_committee_does() -> None:
    shown = told(
        [("姓名", 60), ("林鹏", 340)],
        [("所在单位意见", 60), ("考核合格，同意认定。\n1999年7月23日", 340)],
        [("集团公司审批意见", 60), ("同意认定。\n中国交通建设集团有限公司\n1999年10月22日", 340)],
        height=60,
    )
    assert shown["issuer"] == "中国交通建设集团有限公司"
    assert shown["issued_on"] == "1999-10-22"


def test_the_committee_of_an_opinion_of_who_recognises_is_told() -> None:
    shown = told(
        [("姓名", 60), ("刘堂桂", 440)],
        [
            ("认定机构意见", 110),
            ("经南昌铁路局工程技术中级职务评审委员会认定，\n该同志具备工程师资格。", 440),
        ],
        height=60,
    )
    assert shown["committee"] == "南昌铁路局工程技术中级职务评审委员会"


def test_a_document_may_say_when_it_granted_what_stands_in_its_list() -> None:
    sentence = written("经研究，于1988年1月18日批准下列同志任职资格：")
    found = find_fields({1: page(*sentence)}, DocumentKind.APPROVAL, LABELS)
    assert {f.value: one.value for f, one in found.items()} == {"obtained_on": "1988-01-18"}
    assert find_rows({1: page(*sentence)}, LABELS).people == ()


def test_a_label_may_be_spread_behind_a_shorter_one() -> None:
    shown = values(
        run("专业", 60, 100),
        run("名", 110, 100),
        run("称", 140, 100),
        run("人力资源管理", 190, 100),
    )
    assert shown == {"specialty": "人力资源管理"}


def test_a_letter_of_a_long_name_is_no_word() -> None:
    shown = values(*written("巴特尔·那木吉勒同志（男，1955年4月生）："))
    assert shown["name"] == "巴特尔·那木吉勒"


def test_a_hospital_of_workers_employs_nobody_by_half_its_name() -> None:
    told_ = values(*written("叶尔肯同志，系石嘴沟矿务局职工总医院职工，1990年取得药师资格。"))
    assert told_["employer"] == "石嘴沟矿务局职工总医院"


def test_sexes_below_each_other_are_those_of_their_rows() -> None:
    column = Run("男女女", 0.97, Box(250, 124, 262, 190), (256, 256, 256))
    listed = find_rows(
        {
            1: page(
                run("姓名", 100, 100),
                run("性别", 244, 100),
                run("专业", 340, 100),
                column,
                *(
                    run(name, 100, 128 + 22 * at)
                    for at, name in enumerate(("王静", "李伟", "赵敏"))
                ),
                *(run("采矿工程", 340, 128 + 22 * at) for at in range(3)),
            )
        },
        LABELS,
    )
    assert [row[Field.SEX].value for row in listed.rows] == ["男", "女", "女"]


def test_the_date_behind_the_seal_of_who_approves_is_that_of_issue() -> None:
    runs, boxes = cells(
        *([("姓名", 80), ("张慧敏", 120), ("性别", 80), ("女", 120)] for _ in range(1)),
        [("申报专业", 80), ("护理学", 120), ("申报资格", 80), ("主任护师", 120)],
        [("评审时间", 80), ("2014年4月13日", 120), ("学历", 80), ("本科", 120)],
    )
    runs.append(run("（审批机关盖章）2014年6月5日", 240, 300))
    sheet = PageText(page(*runs).frame, tuple(runs), tuple(boxes))
    found = find_fields({1: sheet}, FORM, LABELS)
    assert found[Field.ISSUED_ON].value == "2014-06-05"


def test_values_over_their_labels_may_be_close_together() -> None:
    rows = [("罗庆", "姓名"), ("男", "性别"), ("热能动力", "评审专业"), ("助理工程师", "任职资格")]
    runs = [
        one
        for at, (value, label) in enumerate(rows)
        for one in (run(value, 60, 100 + 35 * at), run(label, 60, 114 + 35 * at))
    ]
    shown = values(run("证书编号：A1782746", 60, 70), *runs)
    assert shown == {
        "name": "罗庆",
        "sex": "男",
        "specialty": "热能动力",
        "title": "助理工程师",
        "certificate_number": "A1782746",
    }


def test_a_page_full_of_labels_is_looked_at_once_for_each_label() -> None:
    """It took time with the third power of the labels: minutes for a page made to do so."""
    many = 600
    column = [run("王静" if at % 2 else "姓名", 60, 10 + 14 * at) for at in range(2 * many)]
    found = find_either_way([piece for one in column for piece in cut(one, LABELS)])
    assert len(found) == many
    assert {one.printed for one in found} == {"王静"}
