"""Following a correction in Guizhou's forms removes what it corrects, whatever else is wrong."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.fields import Field
from models.submissions import Form
from rules.facts import case_of
from rules.judge import judge
from rules.tables import load_tables

PROVINCE = "贵州省人力资源和社会保障厅"
FIELDS = {
    "level": ["高级", "中级", "副高级", ""],
    "title": ["工程技术应用研究员", "高级工程师", "馆员", "主管药师", "二级剪辑师", "讲师", ""],
    "series": ["工程技术人员", "群众文化", "艺术", "卫生技术", "党校教师", "高等学校教师", ""],
    "specialty": ["其他", "内科", "药学", "影视编辑", "影视文学编辑", "群众文化", ""],
    "local_specialty": ["内科", "药学", "影视编辑", "水利水电施工", ""],
    "employer": ["省医", "中共湄潭县委党校", "贵州某药业有限公司", "遵义一中", "贵州大学", ""],
    "committee": [
        "遵义市卫生系列高级专业技术职务评审委员会", "贵州省卫生系列高评委", PROVINCE, "",
    ],
    "convener": ["遵义市教育局", "遵义市人事局", "贵州省人社厅", "遵义市高级评审委员会", ""],
    "issuer": [PROVINCE, "贵州省人事厅", "安顺市人力资源和社会保障局", "省人社厅", "贵州某厂", ""],
    "certificate_number": ["黔高20122000123", "黔高20185000456", "未办理证书", "己遗忘", "无", ""],
    "obtained_on": ["2003-12-20", "2009-12-31", "2012-12-20", "2018-12", "2019-06", "2021-05-05"],
    "review_type": ["社会化评审", "自主评审", "以考代评", "“9+3”定向评价", "社会评审", ""],
    "id_number": ["520102197806123010", "520102780612301", "520102197806123011", ""],
    "sex": ["男", "女", ""],
}  # fmt: skip
DECLARED = {
    "certificate_state": ["held", "lost", "never-issued"],
    "number_known": [True, False],
    "in_annex1": [True, False],
    "sealed_by": [PROVINCE, "省人力资源社会保障厅", "贵州某厂"],
    "issuer_state": ["exists", "merged", "dissolved"],
    "local_specialty_listed": [True, False],
    "party_school_level": ["province", "county"],
    "pharmacy_in_hospital": [True, False],
    "documents": [{}, {"certificate": True}, {"approval": True}],
}
FORMS = st.tuples(
    st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in FIELDS.items()}),
    st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in DECLARED.items()}),
)


@settings(max_examples=150, deadline=None)
@given(form=FORMS, profile=st.sampled_from(["guizhou-historical", "guizhou-ecert"]))
def test_a_correction_removes_its_finding(form, profile):
    fields, declared = form
    typed = {Field(name): text for name, text in fields.items()}
    tables = load_tables(profile)
    for finding in judge(case_of(profile, Form(typed, declared), tables)).findings:
        right = finding.suggestion
        if right and finding.code.startswith("GZ"):
            corrected = Form({**typed, right.field: right.value}, declared)
            after = judge(case_of(profile, corrected, tables)).findings
            assert (finding.code, finding.field) not in {(one.code, one.field) for one in after}
