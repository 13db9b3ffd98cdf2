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
