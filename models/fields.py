"""The vocabulary: which fields a submission has and which kinds of documents carry them."""

from enum import StrEnum


class Field(StrEnum):
    """A field of a professional-title certificate, in the order in which forms print them."""

    NAME = "name"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    ID_TYPE = "id_type"
    ID_NUMBER = "id_number"
    EMPLOYER = "employer"
    SERIES = "series"
    SPECIALTY = "specialty"
    LOCAL_SPECIALTY = "local_specialty"
    TITLE = "title"
    LEVEL = "level"
    REVIEW_TYPE = "review_type"
    OBTAINED_ON = "obtained_on"
    ISSUED_ON = "issued_on"
    COMMITTEE = "committee"
    CONVENER = "convener"
    ISSUER = "issuer"
    CERTIFICATE_NUMBER = "certificate_number"
    MANAGEMENT_NUMBER = "management_number"
    APPROVAL_NUMBER = "approval_number"

    @property
    def zh(self) -> str:
        """The label that Chinese forms print most often."""
        return _NAMES[self][0]

    @property
    def en(self) -> str:
        """The name of the field in English."""
        return _NAMES[self][1]


_NAMES = {
    Field.NAME: ("姓名", "name"),
    Field.SEX: ("性别", "sex"),
    Field.BIRTH_DATE: ("出生日期", "date of birth"),
    Field.ID_TYPE: ("证件类型", "type of identity document"),
    Field.ID_NUMBER: ("证件号码", "identity number"),
    Field.EMPLOYER: ("申报单位", "employer at the time of application"),
    Field.SERIES: ("资格系列", "series"),
    Field.SPECIALTY: ("资格专业", "specialty"),
    Field.LOCAL_SPECIALTY: ("本地评审专业", "local specialty"),
    Field.TITLE: ("资格名称", "title"),
    Field.LEVEL: ("职称级别", "level"),
    Field.REVIEW_TYPE: ("评审类型", "type of evaluation"),
    Field.OBTAINED_ON: ("取得时间", "date obtained"),
    Field.ISSUED_ON: ("发证时间", "date issued"),
    Field.COMMITTEE: ("评审机构", "evaluation committee"),
    Field.CONVENER: ("评审机构组建单位", "unit that formed the committee"),
    Field.ISSUER: ("发证单位", "issuing unit"),
    Field.CERTIFICATE_NUMBER: ("证书编号", "certificate number"),
    Field.MANAGEMENT_NUMBER: ("管理号", "management number"),
    Field.APPROVAL_NUMBER: ("批准文号", "approval document number"),
}


class DocumentKind(StrEnum):
    """What a document is, recognised by its content."""

    CERTIFICATE = "certificate"
    REVIEW_FORM = "review-form"
    APPROVAL = "approval"
    STATEMENT = "statement"
    APPOINTMENT = "appointment"
    E_CERTIFICATE = "e-certificate"
    PHOTO = "photo"
    OTHER = "other"

    @property
    def zh(self) -> str:
        """The Chinese name of the kind."""
        return _KINDS[self][0]

    @property
    def en(self) -> str:
        """The English name of the kind."""
        return _KINDS[self][1]


_KINDS = {
    DocumentKind.CERTIFICATE: ("职称证书", "title certificate"),
    DocumentKind.REVIEW_FORM: ("评审表", "review form"),
    DocumentKind.APPROVAL: ("任职资格文件", "approval document"),
    DocumentKind.STATEMENT: ("情况说明", "statement"),
    DocumentKind.APPOINTMENT: ("聘任文件", "appointment document"),
    DocumentKind.E_CERTIFICATE: ("电子证书", "electronic certificate"),
    DocumentKind.PHOTO: ("照片", "photo"),
    DocumentKind.OTHER: ("其他材料", "other document"),
}
