"""Who signed a paper, and when, where a part of the signature is lost."""

from dataclasses import replace

from pages_of_text import run, written
from pages_of_text import values as shown

from matching.text import normal_form
from models.box import Box
from models.fields import DocumentKind
from ocr.page import Run
from ocr.prose_foot import signature
from ocr.prose_head import masthead


def values(kind: DocumentKind, runs: list[Run]) -> dict[str, str]:
    return {c.field.value: normal_form(c.field, c.printed) for c in signature(runs, kind)}


def test_an_office_alone_at_the_foot_of_a_certificate_issued_it():
    runs = written("经评审，具备工程师资格。", foot=("重庆市人力资源和社会保障局",))
    assert values(DocumentKind.CERTIFICATE, runs) == {"issuer": "重庆市人力资源和社会保障局"}


def test_a_unit_under_a_label_did_not_sign():
    runs = [run("工作单位", 60, 80), run("重庆市人力资源和社会保障局", 60, 98)]
    assert values(DocumentKind.CERTIFICATE, runs) == {}


def test_a_committee_and_a_date_in_a_column_of_values_are_no_signature():
    rows = (
        ("姓名", "王静"),
        ("评审组织", "甘肃省工程技术高级职务评审委员会"),
        ("授予时间", "2018.05.15"),
        ("证书号码", "20182931"),
        ("颁发日期", "2018年7月22日"),
    )
    runs = [
        run(text, x, 80 + 36 * row)
        for row, texts in enumerate(rows)
        for text, x in zip(texts, (60, 200), strict=True)
    ]
    runs.append(run("甘肃省人力资源和社会保障厅", 290, 300))
    assert values(DocumentKind.CERTIFICATE, runs) == {"issuer": "甘肃省人力资源和社会保障厅"}


def test_a_date_right_under_who_issues_is_that_of_issue_though_more_stands_below():
    runs = [
        run("发证机关：咸阳市职称改革工作领导小组办公室", 300, 300),
        run("2003年1月13日", 360, 322),
    ]
    runs += [run("单位", 60, 330), run("此件与原件相符", 310, 400)]
    assert values(DocumentKind.CERTIFICATE, runs)["issued_on"] == "2003-01-13"


def test_a_date_alone_at_the_foot_of_a_certificate_is_that_of_issue():
    runs = [run("姓名 王静", 60, 80), run("工作单位 兰州市图书馆", 60, 120)]
    runs.append(run("2007-08-25", 360, 300))
    assert values(DocumentKind.CERTIFICATE, runs) == {"issued_on": "2007-08-25"}


def test_a_date_among_other_print_is_not():
    runs = [run("2007-08-25", 300, 80), run("工作单位 兰州市图书馆", 60, 120)]
    assert values(DocumentKind.CERTIFICATE, runs) == {}


def test_a_watermark_across_the_head_is_no_part_of_it():
    number = run("甘人社职〔2009〕211号", 220, 130)
    head = replace(run("甘肃省人力资源和社会保障厅文件", 60, 80), box=Box(60, 78, 535, 108))
    slanting = replace(run("仅供职称核验使用", 30, 20), box=Box(30, 20, 150, 110))
    tiles = [run("内部资料", 60, 40), run("内部资料", 300, 40), run("内部资料", 60, 400)]
    text = written("经研究，同意公布。")
    (found,) = masthead([slanting, *tiles, head, number, *text])
    assert found.printed == "甘肃省人力资源和社会保障厅"


def test_a_unit_that_a_seal_parted_is_whole():
    runs = written("证书遗失，特此说明。", foot=())
    runs += [run("清镇市林", 300, 200), run("业局森林病虫防治站", 349, 201)]
    runs.append(run("2021年8月27日", 330, 224))
    assert values(DocumentKind.STATEMENT, runs) == {
        "issuer": "清镇市林业局森林病虫防治站",
        "issued_on": "2021-08-27",
    }


def test_a_head_in_letters_of_usual_height_names_the_issuer_above_the_number():
    runs = [
        run("广西壮族自治区职称改革工作领导小组办公室", 60, 40),
        *written("桂职改办〔2005〕35号", "经评审，同意王静等11名同志具备工程师任职资格。" * 2),
    ]
    (head,) = masthead(runs)
    assert head.printed == "广西壮族自治区职称改革工作领导小组办公室"


def test_bits_of_a_seal_beside_a_signature_are_no_part_of_it():
    tall = run("事", 367, 401)
    tall = replace(tall, box=Box(367, 401, 383, 455))
    slanting = replace(run("族自治区", 282, 404), box=Box(282, 380, 375, 440))
    runs = [
        *written("经评审，具备工程师资格。"),
        run("广西壮族自治区人事厅", 212, 430),
        tall,
        slanting,
        run("二〇〇六年三月二十七日", 206, 460),
    ]
    assert values(DocumentKind.CERTIFICATE, runs) == {
        "issuer": "广西壮族自治区人事厅",
        "issued_on": "2006-03-27",
    }


def test_who_signed_is_told_above_a_date_whose_zeros_a_seal_hid():
    runs = written("经审核，确认王静等3名同志具备工程师任职资格。")
    runs += [run("贵州省人事厅", 395, 430), run("二六年四月二十八日", 363, 454)]
    assert values(DocumentKind.APPROVAL, runs)["issuer"] == "贵州省人事厅"


def test_a_watermark_beside_a_date_is_no_part_of_it():
    mark = replace(run("档案专", 314, 400), box=Box(314, 360, 414, 440))
    runs = written("经评审，具备工程师资格。")
    runs += [run("南京市人事局", 216, 380), run("一九九八年九月三日", 216, 404), mark]
    assert values(DocumentKind.CERTIFICATE, runs) == {
        "issuer": "南京市人事局",
        "issued_on": "1998-09-03",
    }


def test_a_seal_has_room_between_a_unit_and_the_date_of_issue():
    lines = [run("姓名", 60, 80), run("王静", 160, 80), run("发证", 60, 170), run("机关", 60, 184)]
    unit, star = run("甘肃省人事厅", 230, 150), run("X", 290, 170, apart=True)
    far = [*lines, unit, star, run("2012年2月18日", 250, 222)]
    told = {"issuer": "甘肃省人事厅", "issued_on": "2012-02-18"}
    assert values(DocumentKind.CERTIFICATE, far) == told
    between = [*far, run("（在此盖章）", 240, 190)]
    assert "issued_on" not in values(DocumentKind.CERTIFICATE, between)


def test_a_date_below_the_room_of_a_seal_is_that_of_issue():
    read = shown(
        run("资格名称：副主任护师", 60, 80),
        run("授予时间：2004年11月3日", 60, 110),
        run("发证机关（盖章）：", 60, 200),
        run("2004年12月30日", 130, 290),
    )
    assert read == {"title": "副主任护师", "obtained_on": "2004-11-03", "issued_on": "2004-12-30"}


def test_a_label_line_above_a_sentence_is_no_part_of_it():
    read = shown(
        run("姓名：雷慧莹", 60, 80),
        run("工作单位：西安市建筑勘测设计院", 60, 105),
        run("经陕西省工程技术职务高级评审委员会评审", 84, 130),
        run("，一九九三年十月二十六日通过，确认具备高", 60, 155),
        run("级工程师任职资格。", 60, 180),
    )
    assert read["employer"] == "西安市建筑勘测设计院"
    assert (read["obtained_on"], read["title"]) == ("1993-10-26", "高级工程师")


def test_an_office_at_the_foot_is_told_without_the_seal_that_stands_behind_it():
    for sealed in ("（印）", "(章)", "（盖章）"):
        runs = written("经评审，具备工程师资格。", foot=(f"甘肃省职称改革工作领导小组{sealed}",))
        assert values(DocumentKind.CERTIFICATE, runs) == {"issuer": "甘肃省职称改革工作领导小组"}


def test_a_unit_and_a_date_in_a_cell_sign_though_its_label_is_level_with_the_date():
    runs = [
        run("评审时间", 60, 80),
        run("2010.09.06", 200, 80),
        run("发证机关", 60, 128),
        run("陇南市人事局", 212, 110),
        run("2010年10月12日", 200, 134),
    ]
    assert values(DocumentKind.CERTIFICATE, runs) == {
        "issuer": "陇南市人事局",
        "issued_on": "2010-10-12",
    }


def test_a_speck_before_a_date_in_words_is_no_part_of_it():
    runs = written("批准王静任职资格。", foot=("上海市人事局", "-一九九六年三月九日"))
    told = values(DocumentKind.APPROVAL, runs)
    assert (told["issuer"], told["issued_on"]) == ("上海市人事局", "1996-03-09")


def test_a_unit_may_sign_on_the_line_before_the_date_left_of_the_seal():
    runs = written("该同志的职称证书因办公室搬迁不慎遗失，一直未补办。", "以上情况属实，特此说明。")
    signed = [run("天水师范学院", 180, 380), run("2021年6月25日", 375, 410)]
    star = run("★", 320, 380)
    assert values(DocumentKind.STATEMENT, [*runs, star, *signed]) == {
        "issuer": "天水师范学院",
        "issued_on": "2021-06-25",
    }
    between = run("情况属实，同意上报。", 84, 396)
    assert values(DocumentKind.STATEMENT, [*runs, between, *signed]) == {}
    labelled = run("工作单位", 84, 380)
    assert values(DocumentKind.STATEMENT, [*runs, labelled, *signed]) == {}


def test_the_letters_of_a_seal_left_of_a_date_are_no_print():
    letters = replace(run("改革领导", 151, 400), box=Box(151, 400, 196, 444))
    runs = written("经评审，具备工程师资格。")
    runs += [run("张掖地区职称改革领导小组", 234, 380), run("1989年12月21日", 238, 410)]
    assert values(DocumentKind.CERTIFICATE, [*runs, letters]) == {
        "issuer": "张掖地区职称改革领导小组",
        "issued_on": "1989-12-21",
    }


def test_a_group_that_closes_a_certificate_issued_it_though_no_date_stands_there():
    runs = [
        run("资格名称 Title", 60, 100),
        run("正高级工程师", 60, 118),
        run("批准时间 Date of Approval", 60, 170),
        run("2023-02-19", 60, 188),
        run("中国铝业公司", 380, 260),
    ]
    assert values(DocumentKind.CERTIFICATE, runs)["issuer"] == "中国铝业公司"


def test_the_place_of_who_signed_may_stand_on_a_line_of_its_own():
    runs = written("经评审，确认王静同志具备主管护师任职资格。")
    runs += [
        run("广西壮族自治区", 230, 380),
        run("职称改革工作领导小组", 200, 404),
        run("1995年2月10日", 230, 430),
    ]
    assert values(DocumentKind.CERTIFICATE, runs)["issuer"] == "广西壮族自治区职称改革工作领导小组"


def test_the_label_of_a_date_is_no_seal_before_it():
    read = shown(
        run("姓名史斌光", 300, 40),
        run("评审组织重庆市高等学校教师高级职务任职", 300, 170),
        run("资格评审委员会", 360, 192),
        run("评审时间2004年12月16日", 300, 225),
        run("发证单位：重庆市人事局", 320, 280),
        run("2005年1月17日", 360, 310),
    )
    assert (read["obtained_on"], read["issued_on"]) == ("2004-12-16", "2005-01-17")
    assert read["issuer"] == "重庆市人事局"


def test_a_ministry_signs_though_its_name_is_short():
    runs = written("经评审，具备工程师资格。", foot=("水利部（公章）", "1990年8月31日"))
    assert values(DocumentKind.CERTIFICATE, runs) == {"issuer": "水利部", "issued_on": "1990-08-31"}


def test_a_unit_signs_behind_its_own_label():
    runs = written("我单位对以上内容的真实性负责。")
    runs += [run("单位（盖章）：贵州金川源建筑公司", 246, 430), run("2023年9月23日", 340, 454)]
    told = values(DocumentKind.STATEMENT, runs)
    assert (told["issuer"], told["issued_on"]) == ("贵州金川源建筑公司", "2023-09-23")
