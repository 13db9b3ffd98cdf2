"""What the tests of Gansu's notice share: a judged case in few words, and the papers of one."""

from rules.examples import case_of_example
from rules.judge import judge

ID = "622826198501306421"
FILE = "甘职改办〔2013〕121号"
DERIVED = "甘职改办〔2013〕1216421号"
EMPLOYER, BOTH = {"seals": ["employer"]}, {"seals": ["employer", "hr-department"], "roster": True}
COPY = {"seals": ["employer"]}
CERTIFICATE, APPROVAL, FORM = {"certificate": True}, {"approval": True}, {"review-form": True}

FORGOTTEN = {
    "certificate_state": "lost",
    "number_known": False,
    "documents": {**APPROVAL, **FORM, "statement": EMPLOYER},
}
MIDDLE = {"level": "中级", "id_number": ID, "approval_number": FILE}


def judged(fields=None, declarations=None, **seen):
    example = {"fields": fields or {}, "declarations": declarations or {}, **seen}
    return judge(case_of_example("gansu", example))


def codes(*args, **seen):
    return {f.code for f in judged(*args, **seen).findings if f.code.startswith("GS")}


def unclear(*args, **seen):
    return {one.code for one in judged(*args, **seen).unclear}


def suggested(code, *args, **seen):
    (finding,) = (f for f in judged(*args, **seen).findings if f.code == code)
    return finding.suggestion and finding.suggestion.value
