"""Which text is the value of which label, however the page is laid out."""

import pytest
from pages_of_text import SIZE, readings, run, values

from models.box import Box
from models.fields import Field
from ocr import mend
from ocr.page import Run

COLUMNS = (60, 320)


def test_a_value_follows_its_label_in_the_same_run():
    assert values(run("姓名：欧阳静怡", 60, 100)) == {"name": "欧阳静怡"}


def test_a_value_stands_in_the_next_column():
    assert values(run("姓名", 60, 100), run("欧阳静怡", 180, 101)) == {"name": "欧阳静怡"}


def test_a_value_stands_below_its_label():
    assert values(run("证书编号", 60, 100), run("GZ20130012", 60, 118)) == {
        "certificate_number": "GZ20130012"
    }


def test_a_table_with_a_header_row_is_read_by_its_columns():
    places = (60, 180, 300, 420)
    header = ("姓名", "性别", "资格名称", "级别")
    content = ("欧阳静怡", "女", "高级工程师", "副高级")
    told = values(
        *(run(text, x, 100) for x, text in zip(places, header, strict=True)),
        *(run(text, x, 122) for x, text in zip(places, content, strict=True)),
    )
    assert told == {"name": "欧阳静怡", "sex": "女", "title": "高级工程师", "level": "副高级"}


def test_two_columns_of_labels_and_values_do_not_mix():
    rows = (
        ("姓名：欧阳静怡", "性别：女"),
        ("资格名称：高级工程师", "级别：副高级"),
        ("取得时间：2013年5月17日", "证书编号：GZ20130012"),
    )
    told = values(
        *(
            run(text, x, 100 + 30 * line)
            for line, row in enumerate(rows)
            for x, text in zip(COLUMNS, row, strict=True)
        )
    )
    assert told == {
        "name": "欧阳静怡",
        "sex": "女",
        "title": "高级工程师",
        "level": "副高级",
        "obtained_on": "2013-05-17",
        "certificate_number": "GZ20130012",
    }


def test_two_labels_and_values_recognised_as_one_run_are_told_apart():
    assert values(run("姓名：欧阳静怡 性别：女", 60, 100)) == {"name": "欧阳静怡", "sex": "女"}


def test_a_label_printed_with_spaces_is_a_label():
    assert values(run("姓　　名：欧 阳 静 怡", 60, 100)) == {"name": "欧阳静怡"}


def test_a_label_whose_letters_were_seen_as_two_runs_is_a_label():
    assert values(run("姓", 60, 100), run("名：欧阳静怡", 96, 100)) == {"name": "欧阳静怡"}


def test_a_label_without_a_value_gives_no_field():
    told = values(run("姓名：", 60, 100), run("性别：女", 60, 130), run("管理号：", 60, 160))
    assert told == {"sex": "女"}


def test_an_empty_cell_does_not_take_the_value_of_the_next_row():
    told = values(
        run("管理号", 60, 100),
        run("姓名", 60, 160),
        run("欧阳静怡", 180, 160),
    )
    assert told == {"name": "欧阳静怡"}


@pytest.mark.parametrize("label", ["联系电话", "学历", "毕业院校", "民族"])
def test_the_value_of_a_thing_that_is_no_field_is_no_field(label):
    told = values(
        run("工作单位：", 60, 100),
        run(f"{label}：贵州大学", 60, 130),
        run("姓名：欧阳静怡", 60, 160),
    )
    assert told == {"name": "欧阳静怡"}


def test_text_that_has_no_label_is_no_field():
    assert values(run("高级工程师", 60, 100), run("中华人民共和国", 200, 60)) == {}


def test_a_notice_is_not_a_name():
    assert values(run("持证人：", 60, 100), run("本证书由持证人保管", 60, 118)) == {}


def test_red_print_and_the_ring_of_a_seal_are_no_values():
    told = values(
        run("发证单位：", 60, 100),
        run("贵州省人事厅专用章", 130, 100, apart=True),
    )
    assert told == {}


def test_a_seal_further_right_in_the_row_is_left_alone():
    told = values(run("性别：女", 60, 100), run("照片", 320, 100), run("性别", 60, 200))
    assert told == {"sex": "女"}


def test_a_reading_says_what_was_printed_and_where():
    (reading,) = readings(run("姓名：", 60, 100), run("欧 阳 静 怡", 150, 100)).values()
    assert reading.value == "欧阳静怡"
    assert reading.page == 1
    assert (reading.box.x0, reading.box.y0, reading.box.y1) == pytest.approx((150, 100, 112))
    assert reading.confidence > 0.9


def test_an_identity_number_with_a_wrong_check_digit_is_not_trusted():
    def sure(number):
        return readings(run(f"证件号码：{number}", 60, 100))[Field.ID_NUMBER].confidence

    assert sure("620102198705123458") > 0.99
    assert sure("620102198705123459") < 0.5


def test_an_old_identity_number_has_no_check_digit_to_doubt_it_by():
    (reading,) = readings(run("证件号码：620102870512345", 60, 100)).values()
    assert reading.confidence > 0.8


def test_of_two_places_the_well_formed_one_is_believed():
    told = values(run("取得时间：2O1?年", 60, 100), run("取得时间：2013年5月17日", 60, 300))
    assert told["obtained_on"] == "2013-05-17"


@pytest.mark.parametrize(
    "lines",
    [
        ("甘南藏族自治州农业系列初级", "专业技术职务任职资格评审", "委员会"),
        ("甘南藏族自治州农业系列初级专业技术", "职务任职资格", "评审委员会"),
        ("甘南藏族自治州农业系列", "任职资格", "评审委员会"),
        ("甘南藏族自治州农业系列初级职称", "评审委员会"),
    ],
)
def test_lines_of_a_long_name_that_look_like_labels_are_lines(lines):
    below = [run(line, 60, 118 + 16 * number) for number, line in enumerate(lines)]
    assert values(run("评审机构", 60, 100), *below) == {"committee": "".join(lines)}
    beside = [run(line, 180, 100 + 16 * number) for number, line in enumerate(lines)]
    assert values(run("评审机构：", 60, 100), *beside) == {"committee": "".join(lines)}


def test_a_name_in_wide_spacing_goes_on_where_its_second_line_looks_like_a_label():
    told = values(
        run("评委会 河池市中小学教师系列任职资格", 60, 100),
        run("评审委员会", 60 + 3.5 * SIZE, 100 + 1.85 * SIZE),
        run("发证单位 河池市职称改革办公室", 60, 100 + 3.7 * SIZE),
    )
    assert told["committee"] == "河池市中小学教师系列任职资格评审委员会"


def test_a_label_broken_into_two_lines_by_a_narrow_cell_is_a_label():
    told = values(
        run("专业技术职", 60, 100), run("务任职资格", 60, 113), run("高级工程师", 180, 106)
    )
    assert told == {"title": "高级工程师"}


def test_when_somebody_was_born_may_stand_behind_two_letters():
    assert values(run("出　　生 1965.1", 60, 100)) == {"birth_date": "1965-01"}
    assert values(run("出", 60, 100), run("生 一九七六年七月", 90, 100)) == {
        "birth_date": "1976-07"
    }
    broken = (run("出生", 60, 100), run("年月", 60, 113), run("1976年7月", 120, 107))
    assert values(*broken) == {"birth_date": "1976-07"}
    assert values(run("出生地甘肃敦煌市", 60, 100)) == {}


def test_a_number_above_a_column_of_labels_begins_no_name():
    runs = [run("证号：0584627", 24, 80)]
    column = ("姓名", "工作单位", "评审专业", "评审委员会")
    content = ("欧阳静怡", "兰州市第一中学", "音乐", "甘肃省音乐系列高级评审委员会")
    for y, label, value in zip((100, 120, 140, 160), column, content, strict=True):
        runs += [run(label, 60, y), run(value, 180, y)]
    told = values(*runs)
    assert told["specialty"] == "音乐"
    assert told["committee"] == "甘肃省音乐系列高级评审委员会"


def test_two_values_that_nearly_touch_are_cut_where_the_next_label_begins():
    told = values(
        run("编号", 60, 100), run("姓名", 180, 100), run("甘职改办〔2018〕24号彭勤怡", 60, 118)
    )
    assert told == {"certificate_number": "甘职改办〔2018〕24号", "name": "彭勤怡"}


def test_what_ends_as_no_title_does_is_doubted():
    for title, sure in (("中学一级教师", True), ("小学教", False)):
        reading = readings(run(f"资格名称：{title}", 60, 100))[Field.TITLE]
        assert (reading.confidence >= 0.95) is sure


def test_a_heading_is_no_title():
    assert values(run("专业技术职务任职资格证书", 200, 60)) == {}
    assert values(run("专业技术职务任职资格", 200, 60), run("证书", 240, 76)) == {}


def test_a_label_level_with_the_second_line_of_a_cell_gets_both_lines():
    told = values(
        run("评审组织", 60, 107),
        run("中国水利水电工程集团有限公司工程系列高级职", 180, 100),
        run("称评审委员会", 180, 114),
        run("编号", 60, 136),
        run("20125200134", 180, 136),
    )
    assert told == {
        "committee": "中国水利水电工程集团有限公司工程系列高级职称评审委员会",
        "certificate_number": "20125200134",
    }


def test_text_in_the_middle_of_a_high_cell_belongs_to_the_head_of_its_column():
    told = values(
        run("申报单位（机构）", 60, 100),
        run("评审机构", 250, 100),
        run("重庆建工集团股份有限公司", 40, 144),
        run("重庆市工程技术中级职务渝北", 210, 136),
        run("区评审委员会", 210, 151),
    )
    assert told == {
        "employer": "重庆建工集团股份有限公司",
        "committee": "重庆市工程技术中级职务渝北区评审委员会",
    }


def test_a_broken_label_whose_second_line_is_a_label_itself_is_one_label():
    told = values(run("专业技术职务任职", 60, 100), run("资格", 96, 113), run("技术员", 240, 106))
    assert told == {"title": "技术员"}


def test_the_short_last_line_of_a_name_leads_to_the_one_above():
    told = values(
        run("评审机构", 60, 100),
        run("甘肃省会计系列管理会计专业初级职务评审委", 160, 92),
        run("员会", 160, 105),
    )
    assert told == {"committee": "甘肃省会计系列管理会计专业初级职务评审委员会"}


def test_the_present_employer_is_not_the_one_of_the_application():
    assert values(run("现工作单位：贵州省地质矿产勘查开发局", 60, 100)) == {}


def test_a_travel_permit_has_a_number_too():
    assert values(run("证件号码：H08123456", 60, 100)) == {"id_number": "H08123456"}


def test_two_lines_of_a_cell_that_are_both_level_with_the_label_keep_their_order():
    told = values(
        run("评审组织", 60, 106),
        run("贵州省工程系列高级专业技术职务任职资格评审委", 181, 101),
        run("员会", 180, 111),
    )
    assert told == {"committee": "贵州省工程系列高级专业技术职务任职资格评审委员会"}


def test_labels_as_wide_as_the_longest_of_their_form_are_put_together():
    told = values(
        run("姓", 60, 100),
        run("名：王静", 60 + 12 * 7, 100),
        run("证 书 编", 60, 130),
        run("号：GS2021004110", 130, 130),
    )
    assert told == {"name": "王静", "certificate_number": "GS2021004110"}


def test_a_label_with_a_value_is_no_value():
    told = values(run("管理号：", 60, 100), run("文书编号：GS2022003414", 150, 100))
    assert "management_number" not in told


def test_a_mark_of_use_across_a_row_does_not_hide_its_value():
    told = values(
        run("证件类型：", 60, 100),
        run("居民身份证", 150, 100),
        run("使用场景：本人调用", 145, 105),
    )
    assert told["id_type"] == "居民身份证"


def test_a_space_that_the_engine_saw_parts_a_short_label_from_its_value():
    assert values(run("专业 会计学", 60, 100)) == {"specialty": "会计学"}


def test_a_value_on_the_other_page_of_a_booklet_is_not_that_of_a_label():
    told = values(
        run("出生年月", 60, 107),
        run("1980年7月", 60, 124),
        run("工作单位", 60, 150),
        run("兰州市图书馆", 60, 167),
        run("取得时间", 400, 90),
        run("2018年12月14日", 400, 107),
        run("任职资格", 400, 150),
        run("副研究馆员", 400, 167),
    )
    assert told == {
        "birth_date": "1980-07",
        "employer": "兰州市图书馆",
        "obtained_on": "2018-12-14",
        "title": "副研究馆员",
    }


def test_a_name_that_ends_as_no_unit_does_is_doubted():
    cut = readings(run("工作单位：黔西南布依族苗族自治州环境", 60, 100))[Field.EMPLOYER]
    whole = readings(run("工作单位：黔西南布依族苗族自治州环境监测中心站", 60, 100))[Field.EMPLOYER]
    assert cut.confidence < 0.95 < whole.confidence


def test_short_labels_in_a_column_need_no_space_behind_them():
    rows = (
        "系列农业",
        "专业兽医",
        "任职资格 助理兽医师",
        "评审时间2002年12月23日",
        "编号 6102-5388",
    )
    told = values(*(run(text, 60, 100 + 30 * row) for row, text in enumerate(rows)))
    assert (told["series"], told["specialty"]) == ("农业", "兽医")
    assert values(run("系列农业", 60, 100), run("专业兽医", 90, 130)) == {}


def test_labels_spread_letter_by_letter_over_their_column_are_put_together():
    spread = [run(c, 60 + 27 * at, 100) for at, c in enumerate("资格名")]
    told = values(
        *spread,
        run("称：副教授", 141, 100),
        *(run(c, 60 + 40 * at, 130) for at, c in enumerate("评审")),
        run("专业舞蹈", 140, 130),
        run("姓", 60, 160),
        run("名 曾玉", 141, 160),
    )
    assert told == {"title": "副教授", "specialty": "舞蹈", "name": "曾玉"}


def test_the_lines_of_a_booklet_stand_far_apart():
    told = values(
        run("评委会", 60, 100),
        run("河池市中小学教师系列初级专业技术职务任职资格", 120, 100),
        run("评审委员会", 120, 122),
        run("批准时间", 60, 160),
        run("一九九八年十二月六日", 120, 160),
    )
    assert told == {
        "committee": "河池市中小学教师系列初级专业技术职务任职资格评审委员会",
        "issued_on": "1998-12-06",
    }


def test_labels_of_rows_are_no_lines_of_the_name_above_them():
    rows = (
        ("专业技术人员任职资格证", ""),
        ("评审专业", "音乐"),
        ("评审委员会", "四川省中小学教师系列高级职务评审委员会"),
        ("取得时间", "2013.7"),
    )
    told = values(
        *(
            run(text, x, 100 + 22 * row)
            for row, texts in enumerate(rows)
            for x, text in zip((60, 200), texts, strict=True)
            if text
        )
    )
    assert told == {
        "specialty": "音乐",
        "committee": "四川省中小学教师系列高级职务评审委员会",
        "obtained_on": "2013-07",
    }


def test_a_line_of_nothing_but_labels_is_read_in_the_square_of_its_labels(monkeypatch):
    """A text layer may hold anything; the cube of a few hundred labels would be minutes."""
    compared = []
    monkeypatch.setattr(mend, "_covers", lambda a, b: compared.append(a))
    values(run("1.姓名：" * 60, 60, 100))
    assert 60 < len(compared) < 4 * 60 * 60


def test_a_certificate_with_both_dates_was_issued_on_the_later_label():
    approved, issued = (
        run("批准日期：2005年9月6日", 60, 100),
        run("签发日期：2005年11月28日", 60, 140),
    )
    assert values(approved) == {"issued_on": "2005-09-06"}
    assert values(approved, issued) == {"obtained_on": "2005-09-06", "issued_on": "2005-11-28"}
    granted = run("取得时间：2005年9月4日", 60, 180)
    assert values(approved, issued, granted) == {
        "obtained_on": "2005-09-04",
        "issued_on": "2005-11-28",
    }


def test_what_a_teacher_teaches_is_a_value_of_its_own():
    told = values(
        run("工作单位", 60, 100),
        run("徽县第二中学", 130, 100),
        run("任教学科", 230, 100),
        run("数学", 300, 100),
    )
    assert told == {"employer": "徽县第二中学", "specialty": "数学"}


def test_a_large_letter_of_a_watermark_is_no_part_of_the_value_that_it_crosses():
    letter = Run("格", 0.99, Box(150, 98, 230, 160), (190.0,))
    assert values(run("级别：副高级", 60, 100), letter) == {"level": "副高级"}


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("授予机关", "甘肃省人事厅", "issuer"),
        ("核发日期", "2005年9月6日", "issued_on"),
        ("评定时间", "2005年9月6日", "obtained_on"),
        ("授予资格", "高级讲师", "title"),
        ("评定组织", "甘肃省工程系列高级评审委员会", "committee"),
    ],
)
def test_older_certificates_have_words_of_their_own(label, value, field):
    assert list(values(run(f"{label}：{value}", 60, 100))) == [field]
