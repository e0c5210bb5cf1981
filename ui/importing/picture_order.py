"""Ticks and sorts pictures: ticked ones stand first, in the order that the product will have."""

from dataclasses import replace

from babydrop_desktop.domain.draft import DraftPicture

Pictures = tuple[DraftPicture, ...]


def turned(pictures: Pictures, at: int) -> Pictures:
    """The pictures with the tick of one turned; a new tick goes behind the ticked ones."""
    picture = replace(pictures[at], chosen=not pictures[at].chosen)
    others = [one for i, one in enumerate(pictures) if i != at]
    last = sum(one.chosen for one in others)
    return (*others[:last], picture, *others[last:])


def moved(pictures: Pictures, at: int, to: int) -> Pictures:
    """The pictures with a ticked one moved; unticked ones have no order to change."""
    last = sum(one.chosen for one in pictures) - 1
    if not pictures[at].chosen or not 0 <= to <= last:
        return pictures
    others = [one for i, one in enumerate(pictures) if i != at]
    return (*others[:to], pictures[at], *others[to:])
