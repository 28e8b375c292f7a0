"""Proposals for the lexicon, from a warehouse that the real job published."""

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from orchestration.news.lexicon import FOLDER
from tests.conftest import run_marsad

pytestmark = pytest.mark.integration

# One article each, of its own wording, so that none is a copy of another.
BODIES = [
    "افتتح رئيس البلدية صباح أمس جسرا للمشاة فوق الوادي، بعد عامين من العمل فيه، وحضر الافتتاح مئات من سكان الضفتين.",
    "سجلت الموانئ الشرقية زيادة في عدد السفن الراسية خلال الربع الأول، وعزت الهيئة ذلك إلى خفض الرسوم وتوسيع الأرصفة.",
    "أعلنت الجامعة فتح باب القبول لطلاب الدراسات العليا في سبعة أقسام جديدة، على أن تبدأ المحاضرات مع مطلع الخريف.",
    "خرجت فرق الإطفاء إلى سوق الخضار القديم حيث شب حريق محدود في مخزن للأقمشة، ولم يصب أحد من التجار أو المارة بأذى.",
    "يشارك ثلاثون رساما من أنحاء البلاد في معرض يقام على شاطئ البحيرة، وتعرض فيه لوحات عن حياة الصيادين ومواسم المطر.",
    "حذرت مصلحة الأرصاد من رياح قوية تهب على السواحل الغربية، وطلبت من أصحاب القوارب الصغيرة البقاء في المرافئ يومين.",
]
FURNITURE = "للاستفسار والملاحظات"


def write_articles(inbox: Path) -> None:
    inbox.mkdir()
    for number, body in enumerate(BODIES):
        title = " ".join(body.split()[:6])
        (inbox / f"{number}.txt").write_text(f"{title}\n\n{body}\n\n{FURNITURE}\n", encoding="utf-8")
        (inbox / f"{number}.json").write_text(json.dumps({"source": "بوابة الوادي"}), encoding="utf-8")


def test_lines_that_repeat_are_proposed_and_the_lexicon_is_left_alone(tmp_path: Path) -> None:
    write_articles(tmp_path / "inbox")
    before = hashlib.sha256((FOLDER / "boilerplate_phrases.csv").read_bytes()).hexdigest()
    loaded = run_marsad(tmp_path / "warehouse", tmp_path / "inbox", "run")
    assert loaded.returncode == 0, loaded.stderr
    told = run_marsad(tmp_path / "warehouse", tmp_path / "inbox", "learn-chrome", "--articles", "6", "--percent", "90")
    assert told.returncode == 0, told.stderr
    proposals = tmp_path / "warehouse" / "proposals" / "boilerplate_phrases.csv"
    (row,) = pl.read_csv(proposals).rows()
    assert row[:3] == (FURNITURE, "label", "line")
    assert f"100.0%  {row[3]}" in told.stdout
    assert FURNITURE in told.stdout
    assert hashlib.sha256((FOLDER / "boilerplate_phrases.csv").read_bytes()).hexdigest() == before


def test_without_a_warehouse_the_command_says_what_to_do(tmp_path: Path) -> None:
    told = run_marsad(tmp_path / "warehouse", tmp_path, "learn-chrome")
    assert told.returncode == 2
    assert told.stderr.startswith("marsad: nothing is published at ")
    assert "Traceback" not in told.stderr
