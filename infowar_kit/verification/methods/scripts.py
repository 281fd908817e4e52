"""Read scripts other than Latin and Cyrillic well enough to compare names. Approximate by nature.

Kana and Hangul are written by rule (Hepburn, Revised Romanisation), Greek, Georgian and Arabic letter by
letter, Chinese by the characters that are commonly used to write foreign sounds (pinyin without tones).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

_BLOCKS = (
    ("Cyrillic", 0x0400, 0x052F), ("Greek", 0x0370, 0x03FF), ("Arabic", 0x0600, 0x06FF),
    ("Georgian", 0x10A0, 0x10FF), ("Kana", 0x3040, 0x30FF), ("Han", 0x4E00, 0x9FFF),
    ("Hangul", 0xAC00, 0xD7AF),
)  # fmt: skip


def script_of(text: str) -> str:
    """Return the script of the first letter that has one: ``"Latin"``, ``"Cyrillic"``, …"""
    for letter in text:
        for name, first, last in _BLOCKS:
            if first <= ord(letter) <= last:
                return name
        if letter.isalpha():
            return "Latin"
    return "Latin"


def table(text: str) -> dict[str, str]:
    """Read a table written as ``a=x b=y``; what stands for nothing is written ``c=``."""
    return dict(pair.split("=") for pair in text.split())


def _units(text: str) -> list[str]:
    return text.split(" ")


_KANA = table(
    "ア=a イ=i ウ=u エ=e オ=o カ=ka キ=ki ク=ku ケ=ke コ=ko サ=sa シ=shi ス=su セ=se ソ=so タ=ta "
    "チ=chi ツ=tsu テ=te ト=to ナ=na ニ=ni ヌ=nu ネ=ne ノ=no ハ=ha ヒ=hi フ=fu ヘ=he ホ=ho マ=ma "
    "ミ=mi ム=mu メ=me モ=mo ヤ=ya ユ=yu ヨ=yo ラ=ra リ=ri ル=ru レ=re ロ=ro ワ=wa ヲ=o ン=n ガ=ga "
    "ギ=gi グ=gu ゲ=ge ゴ=go ザ=za ジ=ji ズ=zu ゼ=ze ゾ=zo ダ=da ヂ=ji ヅ=zu デ=de ド=do バ=ba ビ=bi "
    "ブ=bu ベ=be ボ=bo パ=pa ピ=pi プ=pu ペ=pe ポ=po ヴ=vu ャ=ya ュ=yu ョ=yo ァ=a ィ=i ゥ=u ェ=e ォ=o "
    "ッ= ー= ・="
)
_GREEK = table(
    "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=i φ=f χ=kh ψ=ps ω=o"
)
_GEORGIAN = table(
    "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u "
    "ფ=p ქ=k ღ=gh ყ=q შ=sh ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h"
)
_ARABIC = table(
    "ا=a أ=a إ=i آ=a ب=b ت=t ث=th ج=g ح=h خ=kh د=d ذ=d ر=r ز=z س=s ش=sh ص=s ض=d ط=t "
    "ظ=z ع=a غ=g ف=f ق=k ك=k ل=l م=m ن=n ه=h ة=a و=u ي=i ى=a ئ=i ؤ=u ء= پ=p چ=ch ژ=zh "
    "گ=g ڤ=v"
)
# Two of them are translated in names and not sounded: new and red.
_HAN = table(
    "阿=a 埃=ai 安=an 奧=ao 奥=ao 巴=ba 拜=bai 邦=bang 貝=bei 贝=bei 本=ben 比=bi 別=bie 别=bie "
    "波=bo 博=bo 布=bu 查=cha 切=che 琴=qin 達=da 达=da 德=de 登=deng 蒂=di 迪=di 丁=ding 頓=dun "
    "杜=du 多=duo 俄=e 厄=e 恩=en 爾=er 尔=er 法=fa 費=fei 费=fei 佛=fo 夫=fu 弗=fu 福=fu 蓋=gai "
    "格=ge 戈=ge 古=gu 瓜=gua 哈=ha 海=hai 漢=han 汉=han 赫=he 黑=he 霍=huo 基=ji 吉=ji 加=jia "
    "捷=jie 金=jin 卡=ka 凱=kai 康=kang 科=ke 克=ke 肯=ken 庫=ku 库=ku 拉=la 來=lai 萊=lai 莱=lai "
    "蘭=lan 兰=lan 朗=lang 勒=le 雷=lei 列=lie 里=li 利=li 莉=li 林=lin 隆=long 魯=lu 鲁=lu 倫=lun "
    "羅=luo 罗=luo 洛=luo 馬=ma 马=ma 邁=mai 曼=man 梅=mei 門=men 门=men 米=mi 明=ming 莫=mo 姆=mu "
    "穆=mu 納=na 纳=na 內=nei 能=neng 尼=ni 涅=nie 寧=ning 宁=ning 諾=nuo 诺=nuo 歐=ou 帕=pa 佩=pei "
    "皮=pi 普=pu 恰=qia 喬=qiao 日=ri 若=ruo 瑞=rui 薩=sa 萨=sa 塞=sai 桑=sang 沙=sha 舍=she "
    "申=shen 聖=sheng 什=shi 斯=si 蘇=su 苏=su 索=suo 松=song 塔=ta 特=te 提=ti 季=ji 托=tuo 圖=tu "
    "瓦=wa 維=wei 维=wei 韋=wei 文=wen 沃=wo 烏=wu 乌=wu 西=xi 希=xi 夏=xia 先=xian 謝=xie 辛=xin "
    "雅=ya 亞=ya 亚=ya 揚=yang 耶=ye 葉=ye 伊=yi 因=yin 尤=you 約=yue 扎=zha 札=zha 熱=re 热=re "
    "聶=nie 聂=nie 伯=bo 茲=zi 兹=zi 茨=ci 佐=zuo 河= 州= 市= 鎮= 镇= 新=nov 紅=krasn 红=krasn"
)
# Pinyin sounds that stand for others in foreign names.
_HAN_WAYS = (("j", "k"), ("j", "h"), ("x", "s"), ("q", "ch"), ("w", "v"), ("f", "v"))
_LEADS = _units("g gg n d tt r m b pp s ss  j jj ch k t p h")
_VOWELS = _units("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_TAILS = _units(" k k ks n n n t l k m l l l l l m p p t t ng t t k t p t")


def romanised(text: str) -> tuple[str, ...]:
    """Return the ways in which a text of another script may be read in Latin letters."""
    script = script_of(text)
    if script == "Kana":
        return (_kana(text),)
    if script == "Hangul":
        return ("".join(_hangul(letter) for letter in text).replace("eu", ""),)
    if script == "Greek":
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        for two, one in (
            ("ντ", "d"),
            ("μπ", "b"),
            ("γκ", "g"),
            ("τσ", "ts"),
            ("τζ", "dz"),
            ("ου", "u"),
            ("ει", "i"),
        ):
            bare = bare.replace(two, one)
        return ("".join(_GREEK.get(letter, letter) for letter in bare),)
    if script == "Georgian":
        return ("".join(_GEORGIAN.get(letter, letter) for letter in text),)
    if script == "Arabic":
        return ("".join(_ARABIC.get(letter, "") for letter in text),)
    if script == "Han":
        return _han(text)
    return (text,)


def _kana(text: str) -> str:
    katakana = "".join(chr(ord(c) + 0x60) if 0x3041 <= ord(c) <= 0x3096 else c for c in text)
    out = ""
    for letter in katakana:
        # A small vowel replaces the vowel before it: ヴァ va, リャ rya, ディ di.
        if letter in "ァィゥェォャュョ" and out[-1:] in tuple("aiueo"):
            out = out[:-1]
        out += _KANA.get(letter, "")
    # u after a consonant mostly stands for no vowel: スク sk, フ f, ブ b; ウ after a vowel is v.
    out = re.sub(r"(?<=[aeio])u$", "v", out)
    return re.sub(r"(?<=[bcfghkmnprsvz])u(?=[^aeiou]|$)", "", re.sub(r"(?<=[dt])o(?=[^aeiou]|$)", "", out))


def _hangul(letter: str) -> str:
    index = ord(letter) - 0xAC00
    if not 0 <= index < 11172:
        return ""
    return _LEADS[index // 588] + _VOWELS[index % 588 // 28] + _TAILS[index % 28]


def _han(text: str) -> tuple[str, ...]:
    base = "".join(_HAN.get(letter, "") for letter in text)
    chosen = [pair for pair in _HAN_WAYS if pair[0] in base][:4]
    ways = set()
    for use in product((False, True), repeat=len(chosen)):
        way = base
        for (sound, instead), wanted in zip(chosen, use, strict=True):
            way = way.replace(sound, instead) if wanted else way
        ways.add(way)
    return tuple(sorted(ways))
