"""How long a search takes: today's catalogue, and one of ten thousand services."""

import tempfile
import time
import tomllib
from collections.abc import Iterable
from itertools import islice, product
from pathlib import Path
from statistics import median

from services.catalogue import Catalogue, Entry, load_catalogue
from services.finding import Finder
from services.guide import Guide
from services.storage import Database
from services.storage.crypto import Keyring
from tools.bench.table import heading, line
from webapp.places import EVERY_PLACE

MANY = 10_000
AT_MOST_MS = 1.0
REPEATS = 15
ALIASES = 5
SHOWN = 6
SEARCHES = Path("tests/gold/searches.toml")
# Names of places, so that each invented service has a name of its own made of everyday hanzi.
FIRST = "东西南北上下大小新老金银青白红黄石松柳梅兰竹菊云山江湖河海泉溪龙凤鹤马虎平安福永长春夏秋冬"
SECOND = (
    "桥门塘浦湾岗坡庄村镇城关岭谷原林园圃宅院街巷里坊弄港渡口台阁亭楼塔寺庙堂井池沟渠坝堤岛洲滩沙"
)


def measure_search() -> bool:
    """Measure, print; whether a search is fast enough however many services there are."""
    today = load_catalogue()
    typed = list_searches()
    heading(f"processor ms a search, {len(typed)} everyday searches", "median  [slowest]")
    with tempfile.TemporaryDirectory() as folder:
        few = _measure(today, typed, Path(folder))
        line(f"{len(today.entries)} services", _shown(few), "", True)
        many = _measure(invented(today, MANY), typed, Path(folder))
    line(f"{MANY} services", _shown(many), f"<= {AT_MOST_MS} ms", median(many) <= AT_MOST_MS)
    print(f"  {'ratio':76}{median(many) / median(few):.2f}")
    return median(many) <= AT_MOST_MS


def list_searches() -> list[str]:
    """What people type, as the tests have it."""
    listed = tomllib.loads(SEARCHES.read_text("utf-8"))
    return [typed for part in listed.values() for typed in part]


def invented(today: Catalogue, number: int) -> Catalogue:
    """Today's services, and as many others as it takes, each named after a place of its own."""
    places = ("".join(pair) for pair in product(FIRST, SECOND, FIRST))
    more = (
        _elsewhere(today.entries[at % len(today.entries)], place, at)
        for at, place in enumerate(islice(places, number - len(today.entries)))
    )
    return Catalogue((*today.entries, *more))


def _elsewhere(entry: Entry, place: str, at: int) -> Entry:
    guides = {tag: _renamed(guide, place) for tag, guide in entry.guides.items() if tag != "en"}
    return Entry(f"{entry.slug}-{at}", entry.particulars, guides)


def _renamed(guide: Guide, place: str) -> Guide:
    names = [place + name for name in guide.synonyms[:ALIASES]]
    changed = {"name": place + guide.name, "synonyms": names, "questions": [], "facts": []}
    return guide.model_copy(update=changed)


def _measure(catalogue: Catalogue, typed: Iterable[str], folder: Path) -> list[float]:
    """The median of each search in milliseconds of processor time."""
    db = Database(f"sqlite:///{folder / 'records.db'}", Keyring.from_file(folder / "keys"))
    finder = Finder(catalogue, EVERY_PLACE, db, folder / str(len(catalogue.entries)))
    finder.prepare()
    return [_milliseconds(finder, each) for each in typed]


def _milliseconds(finder: Finder, typed: str) -> float:
    spent = []
    for _ in range(REPEATS):
        before = time.process_time()
        for result in finder.find(typed, "zh-Hans")[:SHOWN]:
            assert result.why
        spent.append((time.process_time() - before) * 1000)
    return median(spent)


def _shown(figures: list[float]) -> str:
    return f"{median(figures):.2f}    [{max(figures):.2f}]"
