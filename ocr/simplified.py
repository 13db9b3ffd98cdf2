"""Traditional characters that the engine reads in some typefaces where simplified ones are printed.

Certificates of the People's Republic are printed in simplified characters. In regular script (楷体)
the engine takes some of them for their traditional twins. Only characters that no name on such a
certificate is printed with are turned back: 堃, 喆 and 淼 stay.
"""

_TWINS = (
    "黃黄專专業业員员會会設设計计現现務务級级縣县評评審审職职術术稱称學学師师慶庆廣广陽阳貴贵發发證证書书單单"
    "機机關关編编號号區区農农經经濟济統统財财產产資资質质礦矿類类別别歷历齡龄龍龙馬马鳥鸟魚鱼車车門门間间問问"
    "頁页題题項项領领須须頒颁預预顧顾時时長长東东華华國国圖图團团園园圍围場场壯壮處处備备復复報报執执護护擔担"
    "據据攝摄敎教斷断條条構构標标樣样橋桥檢检櫃柜歐欧歲岁殘残氣气漢汉溫温測测滿满濱滨無无煙烟燈灯營营爾尔獎奖"
    "環环畢毕異异療疗監监盤盘碩硕礎础禮礼種种穩稳競竞節节築筑簡简簽签糧粮紀纪約约紅红納纳純纯紙纸組组細细終终"
    "結结給给絡络維维網网綜综綠绿緣缘縱纵總总績绩織织繪绘續续聯联聲声聽听臨临興兴舉举與与藝艺藥药蘇苏蘭兰衛卫"
    "裝装裏里規规視视親亲觀观訂订記记訓训許许訪访試试詳详認认語语說说課课調调論论議议譯译讀读變变貨货責责費费"
    "賀贺賓宾賢贤賴赖購购贈赠趙赵跡迹軍军軟软輔辅輕轻輪轮輸输轉转辦办遠远適适選选還还邊边鄉乡鄧邓鄭郑醫医釋释"
    "鋼钢錄录錢钱鍾钟鐵铁鑄铸鑒鉴閱阅閻阎陳陈陸陆險险隊队階阶際际隨随電电靜静韓韩頓顿顏颜風风飛飞養养馮冯驗验"
    "體体鮑鲍麗丽黨党齊齐劉刘張张楊杨吳吴孫孙謝谢"
)
_TABLE = str.maketrans(dict(zip(_TWINS[::2], _TWINS[1::2], strict=True)))


def simplified(text: str) -> str:
    """The text with such characters turned back; as long as it was."""
    return text.translate(_TABLE)
