"""A misread character in the name of a place is put right, and no other name is touched."""

import pytest
from pages_of_text import run, values


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("酉阳土家族菌族自治县文化馆", "酉阳土家族苗族自治县文化馆"),
        ("西阳土家族苗族自治县文化馆", "酉阳土家族苗族自治县文化馆"),
        ("黔东南苗族同族自治州花灯剧院", "黔东南苗族侗族自治州花灯剧院"),
        ("黔西南布依族苗族自治州图书馆", "黔西南布依族苗族自治州图书馆"),
        ("黔南布依族苗族自治州图书馆", "黔南布依族苗族自治州图书馆"),
        ("湘西土家族苗族自治州图书馆", "湘西土家族苗族自治州图书馆"),
        ("鄂西土家族苗族自治州图书馆", "鄂西土家族苗族自治州图书馆"),
        ("海南藏族自治州党校", "海南藏族自治州党校"),
        ("兰州市民族中学", "兰州市民族中学"),
    ],
)
def test_places_are_called_as_they_are(read, right):
    assert values(run(f"工作单位：{read}", 60, 100)) == {"employer": right}
