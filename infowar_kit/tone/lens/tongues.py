"""What tells languages apart in a short text: common words, endings, letters. Written down, not fitted.

The languages that the lens does not read stand here too: a text is taken for one of the lens's languages
only where nothing speaks as loudly for another.
"""

from __future__ import annotations

# Words that a text of any subject is full of. A word may stand under several languages: it then counts for
# each of them and tells nothing between them.
WORDS = {
    "en": """
    the of and to is that was for it with on as by at from have are this not be an in they you he she
    his her its their our your who which what when where why how all been has had were will would can
    could should may might must than then there here after before over under out up down into about
    against more most no new says said say one two three first last year years day people other another
    every everywhere everyone nobody nothing never always only just still again but or if so because
    while during through between without within do does did don't it's we us them him me my these those
    some any each such very also now man men woman women time world war country government state city
    near off back too much many i'm he's they're isn't wasn't won't can't how let get got make made take
    took go goes going come came see know think want need stop keep give tell called calls amid despite
    death dead killed wounded help week month million billion percent weather school water road people's
    today tomorrow yesterday troops soldiers army forces attack attacks strike strikes russian ukrainian
    british american french rise rises rising fall falls oil rates prices storm hits north south east
    west northern southern eastern western coast court judge vote votes leader leaders talks deal crash
    fire home house children family health workers weapons casualties losses heavy bank interest raises
    reports resigns teachers protests outside confirmed official state more likely probably almost
    battlefield seriously police arrest arrested two suspects river bridge open opens opened close
    closes closed cut cuts rail train trains town village farm farmers food price power supply shame
    disgrace traitors liars lies cowards truth enemy enemies fight fighting win wins won lost loses""",
    "fr": """
    le la les des et est que pour dans une un sur pas qui au aux du ce cet cette ces sont avec par il
    elle ils elles nous vous à de en on ne plus se sa son ses leur leurs mais ou où donc car si comme
    tout toute tous toutes été être avoir a ont fait faire dit après avant contre entre sans sous chez
    vers depuis pendant encore déjà jamais rien personne aussi très trop peu quand quel quelle quels
    quelles y dont cela ça c'est n'est qu'il qu'elle d'un d'une l'on moins deux trois an ans jour jours
    nouveau nouvelle nouveaux selon lors hier demain aujourd'hui ville pays gouvernement guerre faut
    peut même ainsi près alors mon ma mes notre nos votre vos je tu moi toi lui eux voici voilà morts
    blessés mois semaine prix école eau""",
    "de": """
    der die das und ist nicht ein eine einen einem einer den dem des zu mit auf für von im am sich auch
    es an als wird werden bei nach aus wie noch wir sie er ich über vor zum zur oder aber wenn nur kein
    keine hat haben war sind sein ihre mehr gegen unter durch bis um so alle neue neuen jahr jahre
    jahren heute morgen dass schon sehr ihr mir uns ohne wegen seit
    was will man not also fast stand arm rat""",
    "es": """
    el la los las de que y en un una es por con para del al se no lo su sus más como pero sobre este
    esta estos entre hasta desde está están fue son ha han hay muy sin también todo todos años año día
    contra ya cuando donde quien qué cómo tras según dos tres nuevo nueva hoy ayer ser le les nos
    me te mi""",
    "it": """
    il lo la gli le di che e è un una per con non in del della dei delle degli al alla dal dalla nel
    nella sul sulla sono si più come ma anche questo questa tra fra dopo prima anni anno ha hanno da su
    se ci chi cosa dove quando nuovo nuova oggi ieri contro tutti tutto""",
    "pt": """
    o os as de que e em um uma é por com para do da dos das no na nos nas ao à se não mais como mas foi
    são está ser sua seu também até sobre pelo pela entre após anos ano dia contra já quando onde quem
    muito sem dois duas novo nova hoje ontem
    me""",
    "nl": """
    de het een en van is dat niet in op te zijn met voor aan er om als ook naar maar dan door bij nog
    uit over worden wordt werd tot heeft hebben geen meer deze dit die wat wel jaar jaren tegen onder na
    zal kan nieuwe zich hij ze wij we mijn alle waar
    of water week school open man had all was men""",
    "pl": """
    i by on my w na z do nie się jest to że o jak po co za od przez dla ale czy tak był była było są ten
    ta te tego tej już tylko jego jej ich ze przed nad pod oraz lub być może roku lat dnia gdy więcej
    bez przy jutro dziś nowy nowa nowe przeciw
    most was nas we""",
    "cs": """
    a by on my v na z do ne se je to že o jak po co za od pro ale už tak byl byla bylo jsou ten ta toho
    jeho její jejich před nad pod nebo být může roku let dne když více bez při jen podle také které
    který která ve ze s k si zítra dnes nový nová nové proti
    most""",
    "sk": """
    a by on my v na z do nie sa je to že o ako po čo za od pre ale už tak bol bola bolo sú ten tá toho
    jeho jej ich pred nad pod alebo byť môže roku rokov dňa keď viac bez pri len podľa aj ktoré ktorý
    ktorá vo zo proti dnes zajtra nový nová
    most""",
    "ro": """
    și si de la în in a nu cu pe că este un o din care mai pentru sunt au fost al ale ai lui ce sau dar
    după fi ca prin între anul ani ziua contra acest această cum unde când toate tot doar până fără sub
    va vor noi nou nouă ei se peste
    are""",
    "tr": """
    ve bir bu da de için ile çok olarak daha gibi ne var yok olan sonra kadar ama en mi mı değil o her
    iki yeni gün yıl göre karşı oldu olduğu ya ki içinde ise üç bin türkiye diye""",
    "sv": """
    och att det som en är av för på med den till inte om ett var han hon jag vi de har i från men så kan
    ska efter mot vid också eller när nya år mer under över utan sig
    man for""",
    "da": """
    og at det som en er af for på med den til ikke om et var han hun jeg vi de har i fra men så kan skal
    efter mod ved også eller når nye år mere under over uden sig blev
    man""",
    "hu": """
    a az és hogy nem is egy ez de van meg volt csak már el ha mint még fel vagy azt ki lesz be minden
    után szerint új nagy két ellen között
    most""",
    "fi": """
    ja on ei se että oli mutta ovat kun hän tai jos niin myös mukaan vuoden sekä kuin joka ole vain uusi
    jo nyt vuotta""",
    "sq": """
    dhe në të e i një për me se nga që është nuk si do por u ka janë pas ose kjo ky më""",
    "hr": """
    i u na je se da su od za ne s o što kao koji koja koje ali ili nije bio bila bilo iz po do sa pri
    kako već samo godine godina dana nakon protiv nova novi sutra danas
    most on my""",
    "id": """
    dan yang di dengan untuk dari dalam ini itu pada tidak akan adalah ke oleh sebagai juga atau telah
    bisa ada mereka""",
    "ru": """
    и что это как так все его она они был было была были есть или если уже только для при от же мы вы по
    из ее не в на с со к ко о об у за до во под над без после через перед между из-за его их ему ей ним
    нет да но а бы чем чтобы когда где кто еще более менее около также который которая которое которые
    которых год года году лет день дня дней человек людей может будет будут сегодня завтра вчера вместо
    против нас вас нам вам меня тебя себя этот эта эти этого этой этом тот того том то там тут здесь
    опять очень сейчас новый новая новое новые стал стала стали снова один два две три тысяч миллионов
    рублей области город несколько погибли россии россия украины украине стране жителей из-под сообщил
    сообщила сообщили сообщает заявил заявила заявили рассказал рассказали российские российский
    российских украинские украинских украинский военные военных обороны открыли открыл выросла выросли
    вырос обстреляли победил одобрил признал признали оккупантов освободили оборону прорвали потерю
    попали украинскими российскими войсками полиция задержали упал ниже поговорил двух трех мужчин
    женщин учитель остановлен назван потушен умер умерла назначен задержан найден найдено арестован
    обвинили уволен подписал принял приняли объяснили назвали раскрыли россиян россияне россиянам москве
    москвы петербурге минобороны госдума госдуме совет цб рф доллара долларов евро курс школе школах
    детей ребенка больнице аэропорт аэропорту самолет поезд поезда дом дома доме машин рынок рынке матч
    матче сборной победил начали начал начнет получил получили попросил призвал пообещал ожидается
    пройдет появится вернется взятие село села стране власти власть суд цены рубль рубля этих свои свой
    своих которого правительство государственный нефти состоянию также вот всех всем бойцы жители""",
    "uk": """
    і й та що це як не його її вона вони він був було була були є або якщо вже лише тільки для під від ж
    ми ви з із зі у в на до за по про при щоб але а чи бо через після перед між біля їх йому їй ним ні
    так коли де хто ще більше менше також який яка яке які яких року рік років день дня днів людей може
    буде будуть сьогодні завтра вчора замість проти нас вас нам вам мене тебе себе цей ця ці цього цієї
    цьому той того тому те там тут знову дуже зараз новий нова нове нові став стала стали один два дві
    три тисяч мільйонів гривень області місто місті місяць кілька загинули загинуло росія росії україна
    україни україні країни країні уряд аж хай нехай цих поблизу повідомив повідомила повідомили
    повідомляє заявив заявили розповів розповіла розповіли російські російський російських українські
    українських український військові військових оборони окупанти окупантів зазнали втрат змінив
    підвищила державний влада влади суд ціни гривня гривню уряду свої свій своїх якого звільнили село
    села стані станом також ось всіх усіх усе всі усі збили відкрили підписав ухвалив ухвалили ухвалила
    отримав отримали почали почав закликав пообіцяв очікується пройде повернеться двох трьох чоловіків
    жінок дітей школі лікарні зупинено названо загинув загинула призначено затримано знайдено будинок
    будинку поїзд поїзди літак ворога ворог добу доби відкрив зросла зросли мають має важких значних""",
    "be": """
    і што гэта як не яго яна яны ён быў было была былі ёсць або калі ўжо толькі для пад ад ж мы вы з са
    у ў на да за па пра пры каб але а ці бо праз пасля перад паміж каля іх яму яе ім так дзе хто яшчэ
    больш менш таксама які якая якое якія якіх года год гадоў дзень дня дзён людзей можа будзе будуць
    сёння заўтра учора супраць нас вас нам вам мяне гэты гэтая гэтыя гэтага той таго там тут зноў вельмі
    зараз новы новая новыя стаў стала сталі адзін два тры тысяч мільёнаў рублёў вобласці горад беларусі
    беларусь свеце""",
    "bg": """
    и че да се на от в за с със е са не по ще във като но или при след до към през под над без между са
    беше бяха има няма който която което които този тази това тези си му й ѝ им ги го я ли те тя той ни
    повече година години ден дни днес утре вчера срещу вече само още така как какво къде кога защо
    всички нов нова ново нови един една едно два две три хиляди милиона лева хора власт съд сега жители
    села български българия българия""",
    "sr": """
    и је у на се да су од за не са с о што као који која које али или није био била било из по до при
    како већ само године година дана након против нова нови сутра данас још ће би га му им ово тај та то
    ти нема има људи после према због под над без међу где ко шта рекао каже власти ворога""",
    "mk": """
    и е во на се да од за не со по што како кој која кое кои или но беше има нема ќе го ја ги му им ова
    тој таа тоа тие по пред под над без меѓу каде кога денес утре веќе само уште години година ден
    против""",
}  # fmt: skip

# Ends of words, for texts too short to hold common words.
ENDINGS = {
    "en": "ing ful less ness ship ough ight ings ously edly ness tedly ously ghts ths ys",
    "fr": "eux euse euses aux eaux ent ement ique iques oire oires eurs elle elles ée ées ère ères tés té",
    "de": "ung ungen keit heit lich liche lichen isch ische schaft ieren ten",
    "es": "ción ciones dad dades ado ados ada adas mente ía ías ando iendo ero",
    "it": "zione zioni ità ato ati ata ate mente ando endo ello etto gli",
    "pt": "ção ções dade dades mente ões ão ando endo inho eiro",
    "nl": "heid ing ingen lijk lijke aan een oor aar eert",
    "pl": "ość ych ego emu ów ały ła ło nie cie ski ska czy ach",
    "ro": "ului ilor ele ate ului rea ești ează",
    "tr": "lar ler ları leri dan den mak mek yor ında",
    "ru": "ого его ему ых ый ая яя ое ее ые ой ость ости ние ния ний ению ению тся ться лся лась лись ать "
    "ить еть ают ует или ать ешь аем ями ую юю ом ет ит",
    "uk": "ння ття уть ого ому ати ити іти ють ує ів ії ість ості ський ська ське ських ській ться лися "
    "лася вся ами ями ою ею",
    "be": "нне нні ага аму ыя ць цца асць асці скі ская скае аў оў эння амі ямі",
    "bg": "ите ата ята ият ният ът ето ото ски ска ване ването ията ник ана ени",
    "sr": "ње ња ски ска ште ће ћи ати ити ао ла ло ни ом ама има",
    "mk": "ите ата ото ето ски ска ње та от",
}  # fmt: skip

# Letters that only these languages use, among those written in the same script.
LETTERS = {
    "de": "ß", "es": "ñ¿¡", "pt": "ãõ", "pl": "ąęłńśźż", "cs": "ěřů",
    "sk": "ľĺŕ", "ro": "ășțşţ", "tr": "ğışİ",
    "hu": "őű", "da": "æø", "sv": "å", "hr": "đ", "fr": "œ",
    "be": "ў", "sr": "ћђ", "mk": "ѓќѕ", "kk": "әғқңұһ", "uk": "їєґ",
}  # fmt: skip
# Letters that several of them use.
SHARED_LETTERS = {
    "äö": ("de", "sv", "fi"), "ü": ("de", "tr", "hu"), "èù": ("it", "fr"), "êîûâô": ("fr", "pt", "ro"),
    "ç": ("fr", "pt", "tr", "sq"), "ë": ("fr", "sq", "nl"), "éà": ("fr",), "ò": ("it",), "ì": ("it",),
    "áíó": ("es", "pt", "cs", "sk", "hu"), "ú": ("es", "sk", "hu"), "ý": ("cs", "sk"),
    "čšž": ("cs", "sk", "hr"),
    "ć": ("hr", "pl"), "јљњџ": ("sr", "mk"), "öү": ("kk",),
}  # fmt: skip
