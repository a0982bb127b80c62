"""Reports that several test modules look at, rendered once per test run: of the seed, and of documents that mean harm."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from analysis.index import Report
from analysis.render import render_reports

SEEDS = Path(__file__).parent.parent / "seeds"

SCRIPT = "<script>document.title = 'harmed'; window.harmed = 1</script>"
HOSTILE = {
    "script.txt": (
        f"outlet: {SCRIPT}\ntitle: <h1>Harm</h1><a href='javascript:alert(1)'>click</a>\ndate: 2025-08-20\n\n"
        f"Minister Anna {SCRIPT} Berg said the “<img src=x onerror=window.harmed=2>” plan was wrong.\n\n"
        "“</script></svg></style><svg onload=window.harmed=3> I reject [this](javascript:alert(2)),” said Anna Berg. "
        "“$x_{1$ costs \\$5 and `code`,” Berg told <iframe src='https://example.org/'></iframe> reporters. "
        "Berg accused Russia of <style>* {{ display: none }}</style> lies. Berg accused Russia of lies."
    ),
    "<img src=x onerror=window.harmed=4>.txt": "=HYPERLINK(1) said Anna Berg. Anna Berg rejected the proposal.",
    "one-word.txt": "Moscow",
    "only-marks.txt": '“ ” ‘ ’ " « » ' * 20,
    "unclosed.txt": "“I will not go, said Anna Berg. She said “never.",
    "russian.txt": "Министр иностранных дел Анна Берг заявила, что переговоры продолжатся в Москве. " * 5,
    "chinese.txt": "外交部长表示，会谈将继续。" * 20,
    "controls.txt": "Anna\x00 Berg\x0b said\x07 she\u202e agreed with Britain.",
    "bidi.txt": (
        "title: \u202eevil\u2066 title\n\nAnna \u202eBerg\u2066 said \u202bthat Russia is wrong. "
        "Anna Berg rejected \u202ethe plan."
    ),
    "links.txt": (
        "[a](javascript:alert(3)) <a href='javascript:alert(4)'>Anna Berg</a> said javascript:alert(5) was wrong. "
        'Anna Berg said “#statements-1” id="statements-1" href="#x" </details></summary></article>.'
    ),
    "ten-thousand-marks.txt": 'Anna Berg said “no” and ‘yes’ to "it". '
    + '“ ‘ " ” ' * 2_500
    + "Anna Berg accused Russia of lies.",
    "empty.txt": "",
    "no-text-column.csv": "a,b\n1,2\n",
}


@cache
def render_seeds() -> tuple[Path, list[Report]]:
    """Render the seed; return the folder and its reports."""
    return _render(SEEDS)


@cache
def render_hostile() -> tuple[Path, list[Report]]:
    """Render documents with HTML, scripts, formulas and other things in them that no page may act on."""
    documents = _make_folder()
    for name, text in HOSTILE.items():
        (documents / name).write_text(text, encoding="utf-8")
    (documents / "binary.txt").write_bytes(bytes(range(256)) * 20)
    return _render(documents)


@cache
def render_one_word() -> tuple[Path, list[Report]]:
    """Render a single document of one word: no statement, no position, hardly a count."""
    documents = _make_folder()
    (documents / "a.txt").write_text("Nothing", encoding="utf-8")
    return _render(documents)


def _render(documents: Path) -> tuple[Path, list[Report]]:
    """Render all notebooks into a new folder."""
    out = _make_folder()
    return out, render_reports(documents, out=out)


def _make_folder() -> Path:
    """Make a folder that is gone when the test run ends."""
    folder = Path(tempfile.mkdtemp(prefix="standpoint-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
