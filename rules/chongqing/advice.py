"""Chongqing: whether and how to register, what each field takes in this branch, and who decides."""

from models.advice import Advice, Choice, FieldWanted, Wanted
from models.fields import Field
from rules.advice import solver
from rules.case import Case
from rules.chongqing.authorities import authority_of, body_of_office
from rules.chongqing.branch import numbered_by_system, registering, way_if_known
from rules.chongqing.presets import given_by, preset_of
from rules.chongqing.required import known_values
from rules.clauses import clauses
from rules.facts import plain_words

Steps = tuple[tuple[str, str], ...]
_REGISTER: Steps = (
    ("首次登录先完成用户实名制注册。", "At the first login, register by your real name."),
    (
        "登录重庆市专业技术人员服务平台，点击“职称”板块，在“个人中心”进入“我的证书”。",
        "Log in to 重庆市专业技术人员服务平台; under 职称, 个人中心 open 我的证书.",
    ),
    ("点击“登记证书信息”，按步骤登记。", "Click 登记证书信息 and follow the steps."),
)
_COMPLETE: Steps = (
    ("在“我的证书”中打开显示待完善的证书。", "Open the certificate shown as 待完善 in 我的证书."),
    ("核对并完善信息，不必重新登记。", "Look it over and complete it; don't register it anew."),
    (
        "重新按要求上传电子照片，审核通过后即生成电子证书。",
        "Upload the photo again; once it is approved, the certificate is made.",
    ),
)
_CORRECT: Steps = (
    (
        "向评审机构提出更正申请，说明客观原因。",
        "Apply to the committee and give the objective reason.",
    ),
    (
        "经核实后按程序更正；登记页面不能自行更改。",
        "It is corrected after verification; registering changes nothing.",
    ),
)


def _source(*codes: str) -> str:
    return "；".join(clauses()[code].clause for code in codes)


@solver("chongqing")
def path(case: Case) -> Advice:
    """Register, complete, correct, wait, or ask."""
    purpose, state = case.declarations.get("purpose"), case.declarations.get("record_state")
    if purpose == "correct" or (state == "generated" and purpose != "reissue"):
        zh, en = "已生成的电子证书要更正，向评审机构申请", "A generated certificate: the committee"
        return _path(zh, en, False, _source("CQ-31"), _CORRECT)
    if purpose == "complete" or state == "incomplete":
        zh, en = "完善信息并重新上传照片，不再登记", "Complete the record and upload the photo"
        return _path(zh, en, True, _source("CQ-03", "CQ-30"), _COMPLETE)
    if numbered_by_system(case):
        return _since_2021(case)
    if case.declared("certificate_state") == "never-issued":
        zh, en = "没有办理纸质证书，通知没有规定，请审批机关核实", "No paper: ask the authority"
        return _path(zh, en, None, _source("CQ-17"), setting="gaps_to_a_person")
    zh, en = "登记纸质证书", "Register the paper certificate"
    return _path(zh, en, True, _source("CQ-01", "CQ-08"), _REGISTER)


def _since_2021(case: Case) -> Advice:
    if case.declared("source_system") != "title-system":
        zh, en = "登记证书，编号由系统生成", "Register the certificate; the system numbers it"
        return _path(zh, en, True, _source("CQ-02", "CQ-08"), _REGISTER)
    if case.senior:
        zh, en = "职称系统取得的不在登记范围，请审批机关核实", "Not registered: ask the authority"
        return _path(zh, en, False, _source("CQ-02"))
    zh, en = "无需登记，电子证书自动生成", "No registration: the certificate is made by itself"
    return _path(zh, en, False, _source("CQ-04"))


def _path(
    zh: str, en: str, is_open: bool | None, source: str, steps: Steps = (), setting: str = ""
) -> Advice:
    return Advice(
        topic="path",
        title="办理路径",
        title_en="The path",
        zh=zh + "。",
        en=en + ".",
        source=source,
        open=is_open,
        setting=setting,
        steps=steps,
    )


@solver("chongqing")
def fields(case: Case) -> Advice | None:
    """What each field takes in this branch, filled in where a preset gives it."""
    if not registering(case):
        return None
    by_system = numbered_by_system(case)
    when = "2021年以来" if by_system else "2021年以前"
    preset = preset_of(case)
    more = f"；有效范围填“{preset['valid_in']}”" if preset else ""
    more_en = f"; 有效范围 is {preset['valid_in']}" if preset else ""
    return Advice(
        topic="fields",
        title="各栏怎样填",
        title_en="What each field takes",
        zh=f"{when}取得的证书，登记时各栏如下{more}。另需上传个人照片。",
        en=f"The fields for a title obtained {'since' if by_system else 'before'} 2021{more_en}. "
        "A photo is uploaded besides.",
        source=_source("CQ-09"),
        fields=(
            *_specialty(case),
            *_dates(case),
            _committee(case),
            _authority(case),
            _number(by_system, case.tables["number_prefix"]),
            _approval(case),
        ),
    )


def _dates(case: Case) -> tuple[FieldWanted, ...]:
    given = known_values(case)
    texts = (
        (Field.OBTAINED_ON, "批准文件中评委会评审通过的时间", "when the committee passed it"),
        (Field.ISSUED_ON, "批准文件最下方的印发时间", "the day at the foot of the document"),
    )
    return tuple(_preset_or_required(field, given.get(field), zh, en) for field, zh, en in texts)


def _preset_or_required(field: Field, value: str | None, zh: str, en: str) -> FieldWanted:
    return FieldWanted(field, Wanted.PRESET if value else Wanted.REQUIRED, value or "", zh, en)


def _number(by_system: bool, prefix: str) -> FieldWanted:
    if by_system:
        zh, en = "系统自动编号，留空", "left blank: the system numbers it"
        return FieldWanted(Field.CERTIFICATE_NUMBER, Wanted.BLANK, "", zh, en)
    zh, en = f"证书左下方{prefix}开头的编号", f"the number at the lower left, {prefix}…"
    return FieldWanted(Field.CERTIFICATE_NUMBER, Wanted.REQUIRED, "", zh, en)


def _approval(case: Case) -> FieldWanted:
    zh, en = "红头文件号", "the number of the red-headed document"
    preset = preset_of(case)
    value = given_by(preset, case).get(Field.APPROVAL_NUMBER) if preset else None
    if preset and value is None:
        known = case.declarations.get("employer_type")
        zh = (
            "向评审委员会核实文号"
            if known
            else "按单位性质三选一：" + "、".join(preset["approval_numbers"].values())
        )
        en = "ask the committee for it" if known else "one of three, by the kind of employer"
    return _preset_or_required(Field.APPROVAL_NUMBER, value, zh, en)


def _authority(case: Case) -> FieldWanted:
    if case.rank is not None and case.senior:
        name = case.tables["senior_authority"]["name"]
        zh, en = "高级职称默认，无需选择", "preset for senior titles"
        return FieldWanted(Field.ISSUER, Wanted.PRESET, name, zh, en)
    zh = "按人事主管权限选择区县人力社保局或主管部门；填职改办的选对应的局或单位"
    en = "the bureau or department that the unit's personnel is under"
    return _preset_or_required(Field.ISSUER, _authority_known(case), zh, en)


def _authority_known(case: Case) -> str | None:
    """The authority that a preset gives, or that is chosen for an office of title reform."""
    body = body_of_office(case.value(Field.ISSUER))
    mapped = authority_of(body) if body else None
    return known_values(case).get(Field.ISSUER) or mapped


def _committee(case: Case) -> FieldWanted:
    way = way_if_known(case)
    if way in ("recognition", "confirmation"):
        zh, en = "初定、确认取得：填审批机关", "by 初定 or 确认: the authority"
        senior = case.rank is not None and case.senior
        value = case.tables["senior_committee"]["name"] if senior else case.value(Field.ISSUER)
        return _preset_or_required(Field.COMMITTEE, value, zh, en)
    zh, en = "批准文件中的评审委员会全称", "the committee's full name, as in the document"
    if not way:
        zh += "；初定、确认取得的填审批机关"
        en += "; by 初定 or 确认 the authority"
    return _preset_or_required(Field.COMMITTEE, known_values(case).get(Field.COMMITTEE), zh, en)


def _specialty(case: Case) -> tuple[FieldWanted, FieldWanted]:
    listed = case.declarations.get("local_specialty_listed")
    other = case.tables["specialty"]["other"][0]
    if listed is False:
        zh, en = "下拉栏没有的选“其他”", "the list lacks it"
        local_zh, local_en = "评委会评审通过的专业名称", "the specialty that the committee passed"
        return (
            FieldWanted(Field.SPECIALTY, Wanted.PRESET, other, zh, en),
            FieldWanted(Field.LOCAL_SPECIALTY, Wanted.REQUIRED, "", local_zh, local_en),
        )
    local = Wanted.BLANK if listed else Wanted.OPTIONAL
    zh, en = "评审表上的专业，从下拉栏选择", "that of the review form, chosen from the list"
    local_zh = "无需填写" if listed else "仅在选“其他”时填写"
    local_en = "not filled in" if listed else f"only with {other}"
    return (
        FieldWanted(Field.SPECIALTY, Wanted.REQUIRED, "", zh, en),
        FieldWanted(Field.LOCAL_SPECIALTY, local, "", local_zh, local_en),
    )


@solver("chongqing")
def authority(case: Case) -> Advice | None:
    """Which authority to choose, and for the one on the document."""
    if not registering(case):
        return None
    body = body_of_office(case.value(Field.ISSUER))
    right = _authority_known(case) or ""
    if case.senior:
        right = plain_words(case.tables["senior_authority"]["name"])
        code, zh, en = "CQ-18", "高级职称的审批机关默认，无需选择", "Preset for senior titles"
    elif body:
        code, zh, en = "CQ-20", "职改办选对应的人力社保局或单位", "The bureau or department"
    elif right:
        code, zh, en = "CQ-37", "本批次人员的审核机关", "The authority of this batch"
    else:
        code, zh = "CQ-19", "按单位的人事主管权限，选择区县人力社保局或主管部门"
        en = "The district's bureau, or the department that the unit's personnel is under"
    source = _source(code)
    return Advice(
        topic="issuer",
        title="审批机关选哪个",
        title_en="Which authority to choose",
        zh=zh + "。",
        en=en + ".",
        source=source,
        choices=(Choice(Field.ISSUER, right, zh, en, source, True),) if right else (),
    )
