import polars as pl
import pytest

from orchestration.news.languages import is_plainly_arabic, measure_arabic

ARABIC = "وصل وزير الخارجية أمس إلى العاصمة. وقال إن المفاوضات مستمرة وإن الطرفين مستعدان للجلسة المقبلة."
PERSIAN = "وزیر امور خارجه دیروز وارد پایتخت شد. او گفت که گفتگوها ادامه دارد و دو طرف برای دیدار بعدی آماده‌اند."
ENGLISH = "The foreign minister arrived yesterday and said that both sides were ready to meet again next week. "
OTHERS = {
    "Persian": PERSIAN,
    "Persian on an Arabic keyboard": PERSIAN.replace("ی", "ي").replace("ک", "ك").replace("\u200c", " "),
    "Persian without a letter of its own": "رييس مجلس از سفر خود باز آمد. او با سفير اتريش نيز ديدار كرد.",
    "a Persian headline": "نخست وزیر با سفیر جدید در تهران دیدار کرد",
    "Urdu": "وزیر خارجہ کل شام دارالحکومت پہنچے۔ انہوں نے کہا کہ بات چیت جاری ہے اور اگلی ملاقات کے لیے تیار ہیں۔",
    "Punjabi": "وزیر کل شہر وچ آیا تے اوہنے آکھیا پئی گل بات چلدی اے۔ دوواں دھراں نوں اگلی بیٹھک دا انتظار اے۔",
    "Kurdish": "وەزیری دەرەوە دوێنێ گەیشتە پایتەخت. ئەو گوتی کە گفتوگۆکان بەردەوامن و هەردوو لا بۆ کۆبوونەوە ئامادەن.",
    "Pashto": "د بهرنیو چارو وزیر پرون پلازمېنې ته ورسېد. هغه وویل چې خبرې روانې دي او بلې ناستې ته چمتو دي.",
    "Uyghur": "تاشقى ئىشلار مىنىستىرى تۈنۈگۈن پايتەختكە كەلدى. ئۇ كېيىنكى ئۇچرىشىشقا تەييار ئىكەنلىكىنى ئېيتتى.",
    "Sindhi": "پرڏيهي وزير ڪالهه گاديءَ واري هنڌ پهتو. هن چيو ته ڳالهيون جاري آهن ۽ ٻئي ڌريون ملاقات لاءِ تيار آهن.",
    "Malay": "منتري لوار نڬارا تيبا د ايبو كوتا سمالم. بلياو بركات باهاوا روندڠن اكن دتروسكن دان كدوا٢ ڤيهق برسديا.",
    "Arabic in Latin letters": "Wasal el wazir embareh 3al 3asima, w 2al enno el mofawadat mostamirra.",
    "English": ENGLISH,
    "Hebrew": "שר החוץ הגיע אתמול לבירה. הוא אמר שהשיחות יימשכו ושני הצדדים מוכנים לפגישה הבאה.",
    "Russian": "Министр прибыл вчера в столицу. Он сказал, что переговоры продолжатся.",
}
ARABIC_OF_ANY_KIND = {
    "news": ARABIC,
    "on a Persian keyboard": ARABIC.replace("ي", "ی").replace("ك", "ک"),
    "on a Kurdish keyboard": ARABIC.replace("ه", "ە").replace("ي", "ی").replace("ك", "ک"),
    "without hamza and ta marbuta": "وصل وزير الخارجيه امس الي العاصمه وقال ان المفاوضات مستمره",
    "vocalised": "وَصَلَ الْوَزِيرُ أَمْسِ إِلَى الْعَاصِمَةِ وَقَالَ إِنَّ الْمُفَاوَضَاتِ مُسْتَمِرَّةٌ",
    "with the wasla of scripture": "جاء ٱلرجل وٱلقوم وقالوا قد علمنا",
    "in presentation forms": "ﻭﺻﻞ ﺍﻟﻮﺯﻳﺮ ﺃﻣﺲ ﺇﻟﻰ ﺍﻟﻌﺎﺻﻤﺔ ﻭﻗﺎﻝ ﺇﻥ ﺍﻟﻤﻔﺎﻭﺿﺎﺕ ﻣﺴﺘﻤﺮﺓ",
    "of Egypt": "الوزير وصل امبارح وقال ان المفاوضات لسه شغاله ومحدش عارف هتخلص امتى",
    "of Iraq": "گال الوزير چان اكو اجتماع البارحة وباچر راح يرجع الوفد للعاصمة",
    "of Morocco": "وصل الوفد إلى أڭادير أمس ثم غادر إلى ڭلميم في المساء",
    "with foreign names": "التقى پوتين في ڤيينا رئيس شركة گوگل ثم سافر إلى پراغ",
    "a headline": "مصر وليبيا تبحثان ملف الحدود",
    "a name": "ليبيا",
    "a list of names": "محمد سالم، خالد عمر، ناصر فرج، يوسف علي، سعيد صالح",
    "a list of doctors": "د. محمد سالم، د. خالد عمر، د. ناصر فرج، د. جو سان، د. دي ماريا",
}


def measure(text: str) -> dict[str, object]:
    return measure_arabic(pl.Series([text])).row(0, named=True)


def plainly_arabic(text: str) -> bool:
    return pl.DataFrame({"text": [text]}).select(is_plainly_arabic(pl.col("text"))).item()


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_has_no_arabic_letters(language: str) -> None:
    assert measure(OTHERS[language])["arabic_letters"] == 0
    assert not plainly_arabic(OTHERS[language])


@pytest.mark.parametrize("kind", ARABIC_OF_ANY_KIND)
def test_arabic_of_any_kind_is_arabic_in_every_letter(kind: str) -> None:
    found = measure(ARABIC_OF_ANY_KIND[kind])
    assert found["arabic_letters"] == found["letters"] > 0
    assert not found["is_foreign"]


@pytest.mark.parametrize("language", OTHERS)
def test_the_lines_of_a_bilingual_page_are_told_apart(language: str) -> None:
    alone = measure(ARABIC)["arabic_letters"]
    assert measure(f"{OTHERS[language]}\n{ARABIC}\n{OTHERS[language]}")["arabic_letters"] == alone


def test_lines_without_a_sign_read_as_the_whole_text_does() -> None:
    assert measure(f"وزير خارجه\n{PERSIAN}")["arabic_letters"] == 0
    assert measure(f"وزير خارجه\n{ARABIC}")["arabic_letters"] == measure(ARABIC)["arabic_letters"] + 9


def test_words_of_sentences_are_those_of_long_lines() -> None:
    menu = "\n".join(["الرئيسية", "الأخبار", "الرأي والتحليل"] * 10)
    assert measure(menu)["sentence_words"] == 0
    assert measure(f"{menu}\n{ARABIC}")["sentence_words"] == len(ARABIC.split())


def test_a_page_of_english_with_an_arabic_menu_is_not_plainly_arabic() -> None:
    assert plainly_arabic(ARABIC * 3)
    assert not plainly_arabic("أهم الأخبار " * 20 + ENGLISH * 20)


def test_a_text_without_letters_measures_nothing() -> None:
    assert measure("2020 ١٢٣٤ 🙂") == {"letters": 0, "arabic_letters": 0, "sentence_words": 0, "is_foreign": False}
