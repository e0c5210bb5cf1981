"""Ticks and sorts pictures: each stays where it is until it is moved; the first ticked is main."""

from dataclasses import replace

from babydrop_desktop.domain.draft import DraftPicture

Pictures = tuple[DraftPicture, ...]


def turned(pictures: Pictures, at: int) -> Pictures:
    """The pictures with the tick of one turned; none moves."""
    picture = replace(pictures[at], chosen=not pictures[at].chosen)
    return (*pictures[:at], picture, *pictures[at + 1 :])


def moved(pictures: Pictures, at: int, to: int) -> Pictures:
    """The pictures with a ticked one moved; unticked ones have no order to change."""
    if not pictures[at].chosen or not 0 <= to < len(pictures):
        return pictures
    others = [one for i, one in enumerate(pictures) if i != at]
    return (*others[:to], pictures[at], *others[to:])


def main_place(pictures: Pictures) -> int:
    """Where the main picture stands, -1 where none is ticked."""
    return next((at for at, one in enumerate(pictures) if one.chosen), -1)


def settled(shown: Pictures, saved: Pictures) -> Pictures:
    """`saved` in the order of `shown`, where that is the same choice in the same order.

    What is saved has the ticked ones in front; on the screen none moves under the mouse.
    """
    ticks = {one.url: one for one in saved}
    if ticks.keys() != {one.url for one in shown} or len(shown) != len(saved):
        return saved
    kept = tuple(ticks[one.url] for one in shown)
    order = [one.url for one in kept if one.chosen]
    return kept if order == [one.url for one in saved if one.chosen] else saved
