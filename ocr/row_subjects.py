"""Specialties, wards, small units and schooling that no label names: told by how they are made."""

import re
from collections.abc import Sequence

_MOSTLY = 0.6  # share of texts that say what all of them are
_SUBJECT = re.compile(
    r".{0,12}(?:(?<![大中小])学|教育|工程|工艺|技术|管理|设计|艺术|语文|数学|[英外]语|物理|化学|生物|政治|历史"
    r"|地理|音乐|美术|体育|经济|会计|审计|统计|金融|财务|文秘|临床|医疗|放射|超声|口腔|骨伤|皮肤|急诊|病理|康复|心电|护理|药剂|检验|影像|麻醉|农艺|园艺"
    r"|畜牧|兽医|草原|植保|林业|水利|水电|机械|电气|电子|计算机|建筑|结构|土建|[给排]水|水文|水土保持|暖通|道路|桥梁|测绘|测量|地质"
    r"|采矿|冶金|化工|纺织|路桥|应用|自动化|通信|制造|造价|表演|演奏|声乐|器乐|舞蹈|国画|油画|书法|播音|新闻"
    r"|采[访编写]|广播|电视|摄[影像制]|出版|翻译|编辑|图书|图书资料|文献信息|群众文化|档案|文博|卫生|推拿|针灸|结合|机电|钻采|钻井|采油|物探|储运|铁道|隧道|港口|航道|船舶|轮机|矿山|安全|计量|质量|标准化|气象|纺织|服装|建材|煤炭|通风|农机|林学|农学|给排水|思想政治|品德|信息技术|幼教|学前|栽培|植物?保护?|土壤?肥料|蔬菜|果树|茶叶|养殖|水产|检疫|勘[察查探]"
    r"|环境|环境保护|环保|园林|监理|爆破|选矿|电力|热能|焊接|铸造|食品|制药|[中西]药|种植|繁育|育种|推广|矿产|空调|施工|安装|装饰|监测|检测|规划|运行|检修|调度|输变电|配电|爆破|模具|内燃机|数控|汽车|维修|营销|商务|烹[饪调]|旅游"
    r"|公证|法律|[民刑商]事|[经济民商刑行政]{1,2}法|诉讼|仲裁|辩护|律师|田径|[篮排足网]球|乒乓球|羽毛球|游泳|体操|武术|举重|射击|射箭|摔跤|柔道|跆拳道|[象围]棋"
    r"|针织|印染|织造|染整|纺纱|毛纺|棉纺|发酵|酿造|粮油|公路|运输|物流|航海|[编导][导演播]|主持|录音|灯光|音响|舞美|发射|传输|考古|陈列|修复|编目|编研"
    r"|加工|经营|保护|营林|造林|育林|采伐|林产|森林|鉴定|分析|化验|防治|防疫|评估|开发|利用|勘探|探矿|古生物|[日俄法德韩]语)"
)
_WARD = re.compile(
    r"[^院]{0,4}(?:[内外儿骨眼妇产]|骨伤|口腔|皮肤|药剂|急诊|中医|检验|放射|麻醉|超声|影像|病理|康复|感染|肿瘤|泌尿|神经"
    r"|重症医学|耳鼻咽?喉|输血|护理|医务)科|护理部|医务部|药剂部|门诊部"
)
# 赵学 and 仵学 are somebody, unlike 农学 and 文学.
_SCHOLAR = re.compile(
    "[^化农文史哲医法数工理科力光电地生物经管教声热药兽林水社语美音体心神佛国中西伦诗商军]学"
)
# Units as those of a place call them: 县一中, 市二小, 州医院, 县广播站, 乡政府, 城关小学, 理学院.
_LOCAL = re.compile(
    r"(?:[省市州县区乡镇旗盟]|地区)(?:[\u4e00-\u9fff]{0,4}(?:[一二三四五六七八九十]{1,2}|[附职完高初])[中小]"
    r"|[\u4e00-\u9fff]{1,4}(?:[中小]学|医院|政府|[局院所站馆厂场社队校办委]))"
    r"|(?:城关|[东西南北]关|第[一二三四五六七八九十]{1,2})[中小]学?"
    r"|[\u4e00-\u9fff]学院"
    # 天水一中, 松桃民中; 王一中 is somebody
    r"|[\u4e00-\u9fff]{2,6}(?:[一二三四五六七八九十]{1,2}[中小]|[民附职完高初][中小]|职高)"
    r"|第?[一二三四五六七八九十]{1,2}(?:分?公司|分?厂|处|项目部)"
    r"|[局厂处院校矿段]机关"
    r"|[\u4e00-\u9fff]{2}[局厅厂站处]"  # 水务局: 水 is a surname
)
_IDLE = re.compile(
    r"共?\d+[人名位]|[汉满回苗藏壮侗彝]族?|.{2,4}族|(?:大学|研究生|大?专|中专|本科|硕士|博士|高中).{0,4}"
    r"|(?:正常|破格|转评|改系列|绿色通道|免试).{0,4}|同志|备注|[\d.\-/年月日]{4,11}"
)

_SHORT_UNIT = re.compile(
    r"(?!各)[\u4e00-\u9fff]{2}[院系馆部处科室厂站局队校所园乡镇矿场店社]"
    r"|[党特职技电农卫林体艺幼附民县市区镇乡州厂矿局]校|[机县市区镇乡州厂矿局]幼|[省市州县区镇乡矿厂]院"
)
_TEACHERS = re.compile("(?:[高初]中|[大中小]学|高校|幼儿园?|学前|[中职]专|职高|特教)(?:教育)?教师")


def is_ward(text: str) -> bool:
    """Is this a part of a hospital, and no name? 登科 is one."""
    return _WARD.fullmatch(text) is not None


def is_local_unit(text: str) -> bool:
    """Is this a unit of a place as people of the place call it, and no name?"""
    return _LOCAL.fullmatch(text) is not None


def is_subject(text: str) -> bool:
    """Does this end as the names of specialties do?"""
    return _SUBJECT.fullmatch(text) is not None and not _SCHOLAR.fullmatch(text)


def are_subjects(texts: Sequence[str]) -> bool:
    """Are these specialties? Beside 护理学 a 外科 is one as well, alone it may be a ward."""
    told = sum(map(is_subject, texts))
    wards = sum(text.endswith("科") for text in texts)
    return told > 0 and told + wards >= _MOSTLY * len(texts)


def are_wards(texts: Sequence[str]) -> bool:
    """Are these parts of hospitals, some of them rarer ones?"""
    return any(map(is_ward, texts)) and all(text.endswith("科") or is_ward(text) for text in texts)


def is_short_unit(text: str) -> bool:
    """May this be a unit, where people stand behind it? 医学院, 特校, and 李志校 is somebody."""
    return _SHORT_UNIT.fullmatch(text) is not None


def are_teachers(text: str) -> bool:
    """Is this who teaches at a kind of school? 高中教师 is no title, though 高级教师 is one."""
    return _TEACHERS.fullmatch(text) is not None


def is_idle(letters: str) -> bool:
    """Is this said of people and no field of ours: schooling, nationality, how many they are?"""
    return _IDLE.fullmatch(letters) is not None
