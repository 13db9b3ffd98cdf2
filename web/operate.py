"""The operator's first page: what needs somebody, at a glance."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Depends, Response

from models.case_queries import case_counts
from models.cases import EVERYTHING, OPEN, Asked, CaseState
from models.dictionary_versions import dictionary_drafts
from models.roster_drafts import DraftStep, roster_drafts
from models.webhook_store import failed_deliveries
from models.work import SubmissionState, WorkStage
from models.work_hands import Hand, hands
from models.work_queries import counts, failures_in, oldest_waiting
from web.operate_access import lasted, operate_page, operator, since
from web.service import Somebody
from web.visit import Visitor
from workers.health import Health, health

router = APIRouter(prefix="/operate", dependencies=[Depends(operator)])
_LONG = 3600  # seconds that work may wait before somebody should look
_MISSED = 3  # beats of a heart until it counts as silent


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that needs somebody, and the page where it is dealt with."""

    tone: str
    zh: str
    en: str
    place: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows; waiting: cases that wait for a decision; undelivered: to webhooks."""

    waiting: int
    checking: int
    failed: int
    todo: int
    oldest: float
    alive: tuple[Hand, ...]
    silent: tuple[Hand, ...]
    drafts: int
    undelivered: int
    dictionary_drafts: int
    health: Health

    def notices(self) -> list[Notice]:
        """What needs somebody, the gravest first."""
        told = []
        queue = "/operate/queue"
        if self.todo and not self.alive:
            zh, en = "有待办，但没有工作进程在运行。", "There is work to do and no worker is alive."
            told.append(Notice("error", zh, en, queue))
        if self.health.broker is False:
            zh, en = "消息代理（Redis）没有应答。", "The broker (Redis) does not answer."
            told.append(Notice("error", zh, en, queue))
        if self.failed:
            zh, en = f"{self.failed:,} 份未能检查。", f"{self.failed:,} could not be checked."
            told.append(Notice("error", zh, en, f"{queue}#failures"))
        if self.oldest > _LONG:
            zh, en = lasted(self.oldest)
            told.append(
                Notice("warning", f"最早的待办已等 {zh}。", f"Work has waited {en}.", queue)
            )
        if self.health.tight:
            zh, en = "数据所在的磁盘快满了。", "The disk with the data is nearly full."
            told.append(Notice("warning", zh, en, "/operate/removal"))
        if self.undelivered:
            zh = f"{self.undelivered:,} 次投递没有送到。"
            en = f"{self.undelivered:,} webhook deliveries were given up."
            told.append(Notice("warning", zh, en, "/operate/webhooks"))
        if self.drafts:
            zh = f"{self.drafts} 份上传的名单等待决定是否生效。"
            en = f"{self.drafts} uploaded rosters wait for a decision."
            told.append(Notice("hint", zh, en, "/operate/rosters"))
        if self.dictionary_drafts:
            zh, en = "有字典文件等待决定是否生效。", "A dictionary file waits for a decision."
            told.append(Notice("hint", zh, en, "/operate/dictionary"))
        return told


@router.get("")
def home(visitor: Visitor) -> Response:
    """Where everything stands."""
    view = overview(visitor)
    return operate_page(visitor, "operate.html.j2", view=view, notices=view.notices(), since=since)


def overview(asker: Somebody) -> Overview:
    """What the page shows, of a few small questions."""
    service = asker.service
    with service.store.asking() as connection:
        known = counts(connection)
        oldest = oldest_waiting(connection)
        everybody = hands(connection)
        cases = case_counts(connection, Asked(EVERYTHING, tuple(CaseState))).states
        drafts = roster_drafts(connection)
        undelivered = sum(number for _, number in failed_deliveries(connection))
        dictionary_files = dictionary_drafts(connection)
    now = datetime.now(UTC)
    longest = service.settings.queue_stale_seconds / 5 * _MISSED
    alive = tuple(one for one in everybody if since(one.seen_at, now) <= longest)
    busy = (SubmissionState.RECEIVED, SubmissionState.CHECKING)
    return Overview(
        waiting=sum(cases.get(state, 0) for state in OPEN),
        checking=sum(known.get(state, 0) for state in busy),
        failed=known.get(SubmissionState.FAILED, 0),
        todo=sum(known.get(f"work.{stage}", 0) for stage in WorkStage),
        oldest=since(oldest, now),
        alive=alive,
        silent=tuple(one for one in everybody if one not in alive),
        drafts=sum(draft.step is DraftStep.READY for draft in drafts),
        undelivered=undelivered,
        dictionary_drafts=len(dictionary_files),
        health=health(service.settings),
    )


def failures_of(known: dict[str, int]) -> list[tuple[WorkStage, str, int]]:
    """Failed work by stage and reason, the most first."""
    found = ((stage, reason, number) for (stage, reason), number in failures_in(known).items())
    return sorted(found, key=lambda one: -one[2])
