"""Names that printing parted are whole."""

from tests.ocr.pages_of_text import run, values


def test_a_name_that_is_cut_goes_on_where_the_next_row_would_stand():
    told = values(
        run("评审会：", 60, 100),
        run("广西壮族自治区会计专业高级职务任职", 130, 102),
        run("资格评审委员会", 130, 130),
        run("授予时间：2012年12月6日", 60, 160),
    )
    assert told["committee"] == "广西壮族自治区会计专业高级职务任职资格评审委员会"


def test_a_whole_name_does_not_take_what_stands_a_row_below():
    told = values(
        run("工作单位：", 60, 100),
        run("贵州省贵阳市第一中学", 130, 100),
        run("贵州省人事厅", 130, 128),
        run("授予时间：2012年12月6日", 60, 160),
    )
    assert told["employer"] == "贵州省贵阳市第一中学"


def test_whether_rules_are_waived_for_an_application_is_no_type_of_review():
    for label, value in (("申报方式", "正常申报"), ("申报类型", "破格申报"), ("申报类别", "破格")):
        told = values(run(f"{label}：{value}", 60, 100), run("姓名：欧阳静怡", 60, 130))
        assert told == {"name": "欧阳静怡"}
    assert values(run("申报方式：评审", 60, 100))["review_type"] == "评审"
    assert values(run("评审类型：破格评审", 60, 100))["review_type"] == "破格评审"


def test_a_label_over_a_committee_does_not_end_the_unit_above_it():
    told = values(
        run("工作单位", 60, 100),
        run("黄冈市人民医院", 60, 122),
        run("评委会", 60, 140),
        run("湖北省卫生技术高级职务任职资格评审委员会", 60, 158),
    )
    assert told["employer"] == "黄冈市人民医院"
    assert told["committee"] == "湖北省卫生技术高级职务任职资格评审委员会"
