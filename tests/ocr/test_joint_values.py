"""Of a unit and a post, or a specialty and a time, in one cell the first is told where it ends."""

import pytest
from test_cells import values


@pytest.mark.parametrize(
    ("label", "value", "unit"),
    [
        ("单位及职务", "陇西县百货公司 经理", "陇西县百货公司"),
        ("单位及职务", "陇西县百货公司经理", "陇西县百货公司"),
        ("工作单位及行政职务", "万州区农业技术推广站 副站长", "万州区农业技术推广站"),
        ("工作单位及职务", "万州区农业技术推广站\n党支部书记", "万州区农业技术推广站"),
        ("工作单位、职务", "贵阳市第一中学 无", "贵阳市第一中学"),
    ],
)
def test_a_post_is_no_part_of_the_unit(label, value, unit):
    assert values([(label, 120.0), (value, 200.0)], ["性别", "男"]) == {
        "employer": unit,
        "sex": "男",
    }


def test_a_unit_that_nothing_ends_is_not_told():
    row = [("单位及职务", 120.0), ("贵阳市第一中学教务处主任", 200.0)]
    assert values(row, ["性别", "男"]) == {"sex": "男"}


@pytest.mark.parametrize("value", ["药剂 2013.07", "药剂2013年7月", "药剂\n2013.07"])
def test_a_time_is_no_part_of_the_specialty(value):
    row = [("从事专业及时间", 120.0), (value, 120.0)]
    assert values(row, ["性别", "男"]) == {"specialty": "药剂", "sex": "男"}


def test_what_is_asked_for_alone_is_believed_before_what_stands_beside_a_time():
    row = [("从事专业及时间", 120.0), ("药剂 2013.07", 120.0)]
    assert values(row, ["申报专业", "临床药学"])["specialty"] == "临床药学"
