"""Ways to build a speech offered before it is written, and one of them followed."""

from __future__ import annotations

from agent.brief import Brief
from agent.drafting import draft, likely
from agent.events import Outlined
from agent.orders import Draft, Follow, Outlines
from agent.work import Work
from errors import NoOutline


async def offer(work: Work, order: Outlines) -> None:
    """Raises NoOutline where nothing was said of what the speech is to be."""
    brief = order.brief or _last(work)
    passages = likely(work, brief)
    plans = [await work.writer.plan(brief, passages, way) for way in range(order.ways)]
    work.emit(Outlined(brief, tuple(plans)))


async def follow(work: Work, order: Follow) -> None:
    """Raises NoOutline where none of that number was offered."""
    offered = next((event for event in work.earlier() if isinstance(event, Outlined)), None)
    if offered is None or not 1 <= order.number <= len(offered.plans):
        raise NoOutline
    await draft(work, Draft(offered.brief, offered.plans[order.number - 1]))


def _last(work: Work) -> Brief:
    """The brief of the outlines offered last, else of the draft that the conversation began with."""
    offered = next((event for event in work.earlier() if isinstance(event, Outlined)), None)
    if offered:
        return offered.brief
    drafts = [revision.order for revision in work.archive.revisions(work.conversation) if isinstance(revision.order, Draft)]
    if not drafts:
        raise NoOutline
    return drafts[-1].brief
