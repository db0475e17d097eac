"""Every error a person may meet, in one tree, named for who can act on it.

JianggaoError
├── UsageError            the order or the command line cannot be carried out as given      exit 2
│   ├── BadSetting            a setting that does not parse
│   ├── BadTemplate           a prompt or an outline that does not load
│   ├── EmptyOrder            nothing was asked
│   ├── NoText                an order on a speech where there is none yet
│   ├── NothingToUndo         the first revision is the one shown
│   ├── NothingToRedo         nothing was undone, or something was changed since
│   ├── OverlappingOrders     two orders of one message on the same place
│   ├── NotSeveral            a merge or an exchange of what is not two
│   ├── NoHeading             a heading for what has none, and can have none
│   ├── NoMatch               a replacement whose words are not there
│   ├── NotInVersion          a part to be brought back from a version that has no such part
│   ├── NoSuchRecord          a conversation, run, sample or revision that does not exist
│   ├── ImpossibleLength      a length nobody can meet
│   ├── CannotShorten         a part from which the offline writer can take no sentence
│   ├── UnwritableFile        a file that the answer cannot be written to; `reason` says why
│   └── NeedsModel            an order that only a language model can carry out
├── AddressError          the part of the speech that was named
│   ├── AmbiguousAddress      it names several                                               exit 3
│   ├── NoSuchSection         it names none                                                  exit 4
│   └── SectionGone           it was there when the order was given, and is no more          exit 4
├── EndpointError         the model endpoint; what was written before is kept                exit 5
│   ├── WrongKey  EndpointUnreachable  RateLimited  EndpointFault  NoSuchModel
│   ├── StreamCut  TimedOut  ContentFiltered  BadReply  ToolsUnsupported
├── UnreadableFile        a file that is no speech we can read; `reason` says why            exit 6
└── Held                  something that another holds                                      exit 7
    ├── LockedSection  StaleRevision  RunInProgress  LibraryHeld

An error carries fields, not a sentence: the front doors write the sentence in the reader's language
(`ui/text/*.yaml`, `error.<code>`), and a failed run keeps code and fields in the archive.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(eq=False)
class JianggaoError(Exception):
    exit_status: ClassVar[int] = 1

    @classmethod
    def code(cls) -> str:
        """The class name in snake_case: the key of its sentence, and its name in the archive."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def details(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        fields = "; ".join(f"{name}: {value}" for name, value in self.details.items())
        return f"{self.code()} ({fields})" if fields else self.code()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One part of the speech that an address could mean: its path and its first words."""

    path: str
    start: int
    end: int
    words: str


class UsageError(JianggaoError):
    exit_status = 2


@dataclass(eq=False)
class BadSetting(UsageError):
    name: str
    takes: str


@dataclass(eq=False)
class BadTemplate(UsageError):
    file: str
    problem: str


class EmptyOrder(UsageError):
    pass


class NoText(UsageError):
    pass


class NoOutline(UsageError):
    """No outline was offered that could be followed, or none of that number."""


class NothingToUndo(UsageError):
    pass


class NothingToRedo(UsageError):
    pass


@dataclass(eq=False)
class OverlappingOrders(UsageError):
    """`words` begin the place that both name; `first` and `second` are what they would do there, as in the interface texts."""

    words: str
    first: str
    second: str


@dataclass(eq=False)
class NotSeveral(UsageError):
    """`found` is how many the address named."""

    address: str
    found: int


@dataclass(eq=False)
class NoHeading(UsageError):
    address: str


@dataclass(eq=False)
class NoMatch(UsageError):
    words: str


@dataclass(eq=False)
class NotInVersion(UsageError):
    address: str
    number: int


@dataclass(eq=False)
class NoSuchRecord(UsageError):
    kind: str
    ident: str


@dataclass(eq=False)
class BareBrief(UsageError):
    """Neither occasion nor theme nor any point: `request` is what was said, to go on from."""

    request: str


class NotChinese(UsageError):
    """A request without a Chinese character, where no model is connected."""


@dataclass(eq=False)
class ImpossibleLength(UsageError):
    """`least` is the shortest that keeps every fact, in 字; `part` is where, empty for the whole text."""

    asked: int
    least: int
    part: str = ""


@dataclass(eq=False)
class CannotShorten(UsageError):
    part: str


@dataclass(eq=False)
class UnwritableFile(UsageError):
    """`reason` as in UnreadableFile."""

    name: str
    reason: str


@dataclass(eq=False)
class NeedsModel(UsageError):
    message: str


class AddressError(JianggaoError):
    pass


@dataclass(eq=False)
class AmbiguousAddress(AddressError):
    exit_status = 3
    address: str
    candidates: tuple[Candidate, ...]


@dataclass(eq=False)
class NoSuchSection(AddressError):
    """`candidates` is what the speech does have."""

    exit_status = 4
    address: str
    candidates: tuple[Candidate, ...]


@dataclass(eq=False)
class SectionGone(AddressError):
    """`candidates` is what the speech has now."""

    exit_status = 4
    address: str
    candidates: tuple[Candidate, ...]


@dataclass(eq=False)
class EndpointError(JianggaoError):
    exit_status = 5
    host: str


class WrongKey(EndpointError):
    pass


class EndpointUnreachable(EndpointError):
    pass


class RateLimited(EndpointError):
    pass


@dataclass(eq=False)
class EndpointFault(EndpointError):
    status: int
    said: str


@dataclass(eq=False)
class NoSuchModel(EndpointError):
    model: str


class StreamCut(EndpointError):
    """The reply ended without a finish_reason, or the connection broke inside it."""


@dataclass(eq=False)
class TimedOut(EndpointError):
    seconds: int


class ContentFiltered(EndpointError):
    pass


@dataclass(eq=False)
class BadReply(EndpointError):
    """A reply that cannot stand in the text, after the one time it was asked again."""

    problem: str


class ToolsUnsupported(EndpointError):
    pass


@dataclass(eq=False)
class UnreadableFile(JianggaoError):
    """`reason` is one of the keys under `unreadable` in the interface texts."""

    exit_status = 6
    name: str
    reason: str


class Held(JianggaoError):
    exit_status = 7


@dataclass(eq=False)
class LockedSection(Held):
    path: str
    words: str


@dataclass(eq=False)
class StaleRevision(Held):
    """The section changed under a finished rewrite; `text` is what was written, kept for the person."""

    path: str
    text: str


@dataclass(eq=False)
class RunInProgress(Held):
    run: int
    owner: str


@dataclass(eq=False)
class LibraryHeld(Held):
    owner: str
