"""Values that take several lines, of whatever field, and what stands below them."""

from pages_of_text import run, values


def headed(*cells: tuple[str, str]) -> dict[str, str]:
    """What a row of heads says, each over its cell, whose lines stand close below each other."""
    runs = []
    for number, (head, cell) in enumerate(cells):
        x = 60 + 110 * number
        runs.append(run(head, x, 100))
        runs += [run(line, x, 122 + 14 * at) for at, line in enumerate(cell.split("\n"))]
    return values(*runs)


def test_a_date_and_a_title_may_be_broken_by_a_narrow_cell():
    told = headed(
        ("资格名称", "高级工程\n师"), ("评审通过时间", "1998年11\n月9日"), ("专业", "化工工艺")
    )
    assert told == {"title": "高级工程师", "obtained_on": "1998-11-09", "specialty": "化工工艺"}


def test_what_stands_below_a_whole_title_or_date_is_no_part_of_it():
    told = headed(("资格名称", "工程师\n李某"), ("评审通过时间", "1998年11月\n2001年9月"))
    assert told == {"title": "工程师", "obtained_on": "1998-11"}


def test_the_place_of_a_seal_is_part_of_the_label():
    unit = "东乡族自治县职称改革工作领导小组办公室"
    assert values(run(f"发证单位（章）   {unit}", 60, 100)) == {"issuer": unit}


def test_the_name_of_a_page_is_no_title():
    assert values(run("专业技术职务任职资格审批记录", 60, 100)) == {}


def test_the_label_in_another_tongue_is_no_line_of_a_name():
    told = values(
        run("评审机构：", 60, 100),
        run("桂林市工程系列中级专业技术", 160, 100),
        run("Bingzsimj Gihgou", 60, 116),
        run("资格评审委员会", 160, 118),
    )
    assert told == {"committee": "桂林市工程系列中级专业技术资格评审委员会"}


def test_a_ministry_may_have_a_name_of_three_letters():
    assert values(run("发证单位：铁道部", 60, 100)) == {"issuer": "铁道部"}


def test_what_somebody_works_in_is_the_specialty_where_a_certificate_tells_no_other():
    work = run("现从事专业：采矿工程", 60, 100)
    assert values(work) == {"specialty": "采矿工程"}
    assert values(work, run("专业：地质", 60, 122)) == {"specialty": "地质"}


def test_the_unit_below_a_whole_committee_is_no_part_of_it():
    told = values(
        run("评审委员会", 60, 100),
        run("兰州市农业系列中级专业技术职务", 60, 116),
        run("任职资格评审委员会", 60, 132),
        run("兰州市人力资源和社会保障局", 60, 150),
    )
    assert told["committee"] == "兰州市农业系列中级专业技术职务任职资格评审委员会"


def test_a_long_name_goes_on_in_the_next_line():
    told = values(
        run("发证单位：贵州省人力资源和社会", 60, 100),
        run("保障厅", 120, 116),
        run("证书编号：GZ20130012", 60, 140),
    )
    assert told["issuer"] == "贵州省人力资源和社会保障厅"
    assert told["certificate_number"] == "GZ20130012"


def test_a_short_name_does_not_take_the_next_line():
    told = values(run("资格名称：工程师", 60, 100), run("贵州省人事厅", 120, 116))
    assert told["title"] == "工程师"


def test_a_centred_second_line_is_part_of_the_name():
    told = values(run("工作单位 黔西南布依族苗族自治州农业技", 47, 100), run("术推广站", 173, 117))
    assert told == {"employer": "黔西南布依族苗族自治州农业技术推广站"}


def test_a_name_that_reaches_the_edge_goes_on_at_the_margin():
    told = values(
        run("评委会：黔东南苗族侗族自治州图书资料系列中级专业技术", 84, 100),
        run("职务评审委员会", 60, 117),
        run("编号：黔中职2004536909", 84, 134),
    )
    assert told == {
        "committee": "黔东南苗族侗族自治州图书资料系列中级专业技术职务评审委员会",
        "certificate_number": "黔中职2004536909",
    }


def test_the_end_of_a_name_may_stand_anywhere_below_it():
    told = values(
        run("发证机关甘肃省人力资源和社会保", 310, 270),
        run("障厅", 387, 290),
        run("发证日期2010年8月18日", 310, 330),
    )
    assert told == {"issuer": "甘肃省人力资源和社会保障厅", "issued_on": "2010-08-18"}


def test_the_last_line_of_a_committee_is_no_unit_of_its_own():
    told = values(
        run("评委会：重庆市经济系列高级职务任职资格", 300, 100),
        run("评审委员会", 350, 116),
        run("发证单位：", 60, 118),
        run("重庆市人力资源和社会保障局", 70, 136),
    )
    assert told == {
        "committee": "重庆市经济系列高级职务任职资格评审委员会",
        "issuer": "重庆市人力资源和社会保障局",
    }


def test_the_second_line_of_a_unit_may_end_as_teams_and_works_do():
    for second in ("一〇五地质大队", "第106地质队", "汽车制造厂"):
        first = run("工作单位：广东省地质矿产勘查开发局", 60, 100)
        told = values(first, run(second, 120, 116))
        assert told == {"employer": f"广东省地质矿产勘查开发局{second}"}


def test_a_label_of_the_other_page_does_not_end_a_committee():
    told = values(
        run("证书编号：95540770160", 60, 300),
        run("性别：女", 60, 330),
        run("评审委员会：", 400, 276),
        run("重庆市中等职业学校教师系列高级专业技", 475, 276),
        run("术职务任职资格评审委员会", 511, 296),
        run("发证时间：2012年10月30日", 400, 325),
    )
    assert told["committee"] == "重庆市中等职业学校教师系列高级专业技术职务任职资格评审委员会"


def test_a_date_that_the_end_of_a_line_breaks_goes_on_at_the_margin() -> None:
    runs = [run("资格取得时间：一九九四年十", 90, 100), run("二月九日", 60, 116)]
    assert values(*runs)["obtained_on"] == "1994-12-09"
    assert "obtained_on" not in values(runs[0], run("二月九日", 60, 200))
