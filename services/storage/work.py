"""One transaction's view of the records: a repository for each kind, opened when asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from services.storage.board_work import BoardWork
from services.storage.crypto import Keyring
from services.storage.identity_work import IdentityWork
from services.storage.live_work import LiveWork
from services.storage.trail_work import TrailWork

if TYPE_CHECKING:
    from services.storage.attempts import AttemptRecords
    from services.storage.bookings import BookingRecords
    from services.storage.case_events import CaseEventRecords
    from services.storage.cases import CaseRecords
    from services.storage.clerk_sessions import ClerkSessionRecords
    from services.storage.clerks import ClerkRecords
    from services.storage.contacts import ContactRecords
    from services.storage.corrections import CorrectionRecords
    from services.storage.deliveries import DeliveryRecords
    from services.storage.demo_offices import DemoOfficeRecords
    from services.storage.drafts import DraftRecords
    from services.storage.grant_recordings import GrantRecordingRecords
    from services.storage.grant_uses import GrantUseRecords
    from services.storage.grants import GrantRecords
    from services.storage.ledger import LedgerRecords
    from services.storage.links import LinkRecords
    from services.storage.messages import MessageRecords
    from services.storage.notices import NoticeRecords
    from services.storage.outbox import OutboxRecords
    from services.storage.payments import PaymentRecords
    from services.storage.photos import PhotoRecords
    from services.storage.ratings import RatingRecords
    from services.storage.readings import ReadingRecords
    from services.storage.reminders import ReminderRecords
    from services.storage.resume_slips import ResumeSlipRecords
    from services.storage.sittings import SittingRecords
    from services.storage.todos import TodoRecords
    from services.storage.trades import TradeRecords
    from services.storage.visits import VisitRecords


class Work(LiveWork, BoardWork, IdentityWork, TrailWork):
    """One transaction's view of the records: a repository for each kind.

    Repositories are imported when first asked for, so a page pays only for those it uses.
    """

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Join an open connection with the keys that open its private columns."""
        self.conn = conn
        self.keys = keys

    @cached_property
    def photos(self) -> "PhotoRecords":
        """Photos added to what is sent in."""
        from services.storage.photos import PhotoRecords

        return PhotoRecords(self.conn, self.keys)

    @cached_property
    def drafts(self) -> "DraftRecords":
        """Answers given so far."""
        from services.storage.drafts import DraftRecords

        return DraftRecords(self.conn, self.keys)

    @cached_property
    def resume_slips(self) -> "ResumeSlipRecords":
        """Slips with which somebody goes on with a draft elsewhere."""
        from services.storage.resume_slips import ResumeSlipRecords

        return ResumeSlipRecords(self.conn, self.keys)

    @cached_property
    def attempts(self) -> "AttemptRecords":
        """What was typed on a page that could not be accepted."""
        from services.storage.attempts import AttemptRecords

        return AttemptRecords(self.conn, self.keys)

    @cached_property
    def links(self) -> "LinkRecords":
        """Which resident holds which utility account."""
        from services.storage.links import LinkRecords

        return LinkRecords(self.conn, self.keys)

    @cached_property
    def ledger(self) -> "LedgerRecords":
        """The embedded district's accounts, meters and bills."""
        from services.storage.ledger import LedgerRecords

        return LedgerRecords(self.conn, self.keys)

    @cached_property
    def cases(self) -> "CaseRecords":
        """What residents have sent in."""
        from services.storage.cases import CaseRecords

        return CaseRecords(self.conn, self.keys)

    @cached_property
    def events(self) -> "CaseEventRecords":
        """The lines of each case's timeline."""
        from services.storage.case_events import CaseEventRecords

        return CaseEventRecords(self.conn, self.keys)

    @cached_property
    def notices(self) -> "NoticeRecords":
        """Letters to residents."""
        from services.storage.notices import NoticeRecords

        return NoticeRecords(self.conn, self.keys)

    @cached_property
    def contacts(self) -> "ContactRecords":
        """How each resident wants to be reached."""
        from services.storage.contacts import ContactRecords

        return ContactRecords(self.conn, self.keys)

    @cached_property
    def deliveries(self) -> "DeliveryRecords":
        """Parcels to and from residents."""
        from services.storage.deliveries import DeliveryRecords

        return DeliveryRecords(self.conn, self.keys)

    @cached_property
    def bookings(self) -> "BookingRecords":
        """Seats of appointments that are taken."""
        from services.storage.bookings import BookingRecords

        return BookingRecords(self.conn, self.keys)

    @cached_property
    def ratings(self) -> "RatingRecords":
        """What residents say of how a case was handled."""
        from services.storage.ratings import RatingRecords

        return RatingRecords(self.conn, self.keys)

    @cached_property
    def readings(self) -> "ReadingRecords":
        """Words a voice got wrong, as listeners report them."""
        from services.storage.readings import ReadingRecords

        return ReadingRecords(self.conn, self.keys)

    @cached_property
    def corrections(self) -> "CorrectionRecords":
        """How words are said since somebody corrected them."""
        from services.storage.corrections import CorrectionRecords

        return CorrectionRecords(self.conn, self.keys)

    @cached_property
    def demo_offices(self) -> "DemoOfficeRecords":
        """What the demo office and the demo carrier keep."""
        from services.storage.demo_offices import DemoOfficeRecords

        return DemoOfficeRecords(self.conn, self.keys)

    @cached_property
    def payments(self) -> "PaymentRecords":
        """Payments and the bills they claim."""
        from services.storage.payments import PaymentRecords

        return PaymentRecords(self.conn, self.keys)

    @cached_property
    def messages(self) -> "MessageRecords":
        """Text messages a demo shows on screen."""
        from services.storage.messages import MessageRecords

        return MessageRecords(self.conn, self.keys)

    @cached_property
    def outbox(self) -> "OutboxRecords":
        """Messages still to be delivered to the outside world."""
        from services.storage.outbox import OutboxRecords

        return OutboxRecords(self.conn, self.keys)

    @cached_property
    def reminders(self) -> "ReminderRecords":
        """What residents asked to be told on a day to come."""
        from services.storage.reminders import ReminderRecords

        return ReminderRecords(self.conn, self.keys)

    @cached_property
    def todos(self) -> "TodoRecords":
        """What the desk has promised and not done yet."""
        from services.storage.todos import TodoRecords

        return TodoRecords(self.conn, self.keys)

    @cached_property
    def trades(self) -> "TradeRecords":
        """What the demo cashier keeps."""
        from services.storage.trades import TradeRecords

        return TradeRecords(self.conn, self.keys)

    @cached_property
    def clerks(self) -> "ClerkRecords":
        """Accounts of those who work at the desk."""
        from services.storage.clerks import ClerkRecords

        return ClerkRecords(self.conn, self.keys)

    @cached_property
    def clerk_sessions(self) -> "ClerkSessionRecords":
        """Which clerk is signed in, and where."""
        from services.storage.clerk_sessions import ClerkSessionRecords

        return ClerkSessionRecords(self.conn, self.keys)

    @cached_property
    def grants(self) -> "GrantRecords":
        """What residents let others do in their place."""
        from services.storage.grants import GrantRecords

        return GrantRecords(self.conn, self.keys)

    @cached_property
    def grant_uses(self) -> "GrantUseRecords":
        """What was done under each grant."""
        from services.storage.grant_uses import GrantUseRecords

        return GrantUseRecords(self.conn, self.keys)

    @cached_property
    def sittings(self) -> "SittingRecords":
        """Who acts in whose place, and since when."""
        from services.storage.sittings import SittingRecords

        return SittingRecords(self.conn, self.keys)

    @cached_property
    def visits(self) -> "VisitRecords":
        """Visits to residents' homes."""
        from services.storage.visits import VisitRecords

        return VisitRecords(self.conn, self.keys)

    @cached_property
    def grant_recordings(self) -> "GrantRecordingRecords":
        """What residents said when they agreed to a grant."""
        from services.storage.grant_recordings import GrantRecordingRecords

        return GrantRecordingRecords(self.conn, self.keys)
