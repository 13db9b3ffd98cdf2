"""Traditional characters that the engine reads in some typefaces where simplified ones are printed.

Certificates of the People's Republic are printed in simplified characters. In regular script (楷体)
the engine takes some of them for their traditional twins. Only characters that no name on such a
certificate is printed with are turned back: 堃, 喆 and 淼 stay.
"""

_TWINS = (
    "黃黄專专業业員员會会設设計计現现務务級级縣县評评審审職职術术稱称學学師师慶庆廣广陽阳貴贵發发證证書书單单機机關关編编號号區区農农經经濟济統统財财產产資资質质礦矿類类別别歷历齡龄龍龙"
    "馬马鳥鸟魚鱼車车門门間间問问頁页題题項项領领須须頒颁預预顧顾時时長长東东華华國国圖图團团園园圍围場场壯壮處处備备復复報报執执護护擔担據据攝摄敎教斷断條条構构標标樣样橋桥檢检櫃柜歐欧"
    "歲岁殘残氣气漢汉溫温測测滿满濱滨無无煙烟燈灯營营爾尔獎奖環环畢毕異异療疗監监盤盘碩硕礎础禮礼種种穩稳競竞節节築筑簡简簽签糧粮紀纪約约紅红納纳純纯紙纸組组細细終终結结給给絡络維维網网"
    "綜综綠绿緣缘縱纵總总績绩織织繪绘續续聯联聲声聽听臨临興兴舉举與与藝艺藥药蘇苏蘭兰衛卫裝装裏里規规視视親亲觀观訂订記记訓训許许訪访試试詳详認认語语說说課课調调論论議议譯译讀读變变貨货"
    "責责費费賀贺賓宾賢贤賴赖購购贈赠趙赵跡迹軍军軟软輔辅輕轻輪轮輸输轉转辦办遠远適适選选還还邊边鄉乡鄧邓鄭郑醫医釋释鋼钢錄录錢钱鍾钟鐵铁鑄铸鑒鉴閱阅閻阎陳陈陸陆險险隊队階阶際际隨随電电"
    "靜静韓韩頓顿顏颜風风飛飞養养馮冯驗验體体鮑鲍麗丽黨党齊齐劉刘張张楊杨吳吴孫孙謝谢講讲肅肃創创劃划導导屬属庫库廠厂彈弹戰战擴扩點点獨独獻献筆笔範范糾纠練练縮缩習习腦脑膠胶艦舰荊荆薦荐"
    "藍蓝虛虚補补製制訊讯託托誠诚誤误諾诺謀谋謙谦譽誉讓让豐丰販贩貧贫貯贮貿贸賽赛贏赢躍跃較较載载辭辞進进運运過过達达違违遞递遲迟遷迁遺遗鄰邻鉛铅銀银銅铜銳锐鋁铝錫锡鍛锻鎮镇鏈链闊阔陣阵"
    "陰阴離离難难雲云霧雾靈灵響响頂顶順顺頻频額额願愿飲饮館馆駐驻駕驾騎骑騰腾驅驱驚惊魯鲁鴻鸿鵬鹏麥麦謹谨實实將将對对尋寻層层岡冈島岛帶带彙汇恆恒應应懷怀戶户掃扫揮挥換换損损搖摇撥拨擊击"
    "數数斂敛晉晋曆历極极榮荣樂乐樓楼權权歸归決决況况沖冲沒没減减渦涡準准漁渔潔洁澤泽濤涛燒烧爭争爲为狀状獲获瑪玛瑩莹甌瓯盡尽確确礙碍祿禄積积穎颖窯窑竅窍筍笋紹绍紋纹紡纺綱纲緊紧線线緯纬"
    "彥彦尙尚淸清靑青眞真愼慎啓启啟启強强罰罚羅罗義义聖圣聞闻膽胆臺台萬万葉叶蔣蒋蔥葱蝦虾蠶蚕蠻蛮衝冲覺觉涼凉輝辉禎祯傑杰瓊琼璣玑瑋玮暉晖曉晓峽峡彎弯懸悬廬庐爐炉盧卢驢驴閩闽粵粤銘铭鋒锋鎂镁"
)
_TABLE = str.maketrans(dict(zip(_TWINS[::2], _TWINS[1::2], strict=True)))


def simplified(text: str) -> str:
    """The text with such characters turned back; as long as it was."""
    return text.translate(_TABLE)
