"""The five invented residents: numbers that were never assigned to anyone."""

from dataclasses import dataclass
from datetime import date, datetime

from services.cleaning.identity import with_check_sign
from services.storage import Work
from services.storage.people import NewPerson, Person
from services.words import Words, words

# GB 11643-1999: place of registration, date of birth, sequence, check sign. Sequence 000 is
# never issued, so no living person can have one of these numbers.
_PLACE = "110101"
_SEQUENCE = "000"


@dataclass(frozen=True)
class DemoResident:
    """An invented resident: what the sign-in page says of them, and what the registers know.

    ``certificate`` is the kind and grade of a disability certificate, ``receives`` the slugs of
    allowances.
    """

    key: str
    name: str
    phone: str
    birth_date: date
    about: Words
    certificate: tuple[str, int] | None = None
    receives: frozenset[str] = frozenset()

    @property
    def id_number(self) -> str:
        """The 18 signs of an ID number with a valid check sign."""
        return with_check_sign(f"{_PLACE}{self.birth_date:%Y%m%d}{_SEQUENCE}")


RESIDENTS = (
    DemoResident(
        "elder", "王秀兰", "19900000001", date(1948, 3, 12), words("78 岁，和老伴住在一起")
    ),
    DemoResident(
        "blind",
        "李建国",
        "19900000002",
        date(1960, 5, 20),
        words("66 岁，看不见"),
        ("sight", 1),
        frozenset({"senior-allowance", "disability-nursing-allowance"}),
    ),
    DemoResident(
        "wheelchair",
        "陈美华",
        "19900000003",
        date(1981, 8, 8),
        words("45 岁，坐轮椅，有二级残疾人证"),
        ("limb", 2),
    ),
    DemoResident(
        "deaf", "周敏", "19900000004", date(1974, 2, 17), words("52 岁，听不见"), ("hearing", 2)
    ),
    DemoResident("helper", "张伟", "19900000005", date(1991, 6, 3), words("35 岁，王秀兰的儿子")),
)


def load_residents(work: Work, now: datetime) -> dict[str, Person]:
    """Keep the invented residents that are not there yet; return all five by key."""
    return {
        resident.key: work.people.find_or_add(
            NewPerson(
                phone=resident.phone,
                name=resident.name,
                id_number=resident.id_number,
                birth_date=resident.birth_date,
                demo_key=resident.key,
            ),
            now,
        )
        for resident in RESIDENTS
    }
