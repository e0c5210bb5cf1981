"""Makes short, safe paragraphs out of a supplier's own description page."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import nh3

from babydrop_desktop.domain.files import LONGEST_DESCRIPTION

MOST_CHARACTERS_OUT = 10_000

_BLOCKS = {
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "thead",
    "tr", "section", "article", "blockquote", "dl", "dt", "dd", "pre", "center",
}  # fmt: skip
_CELLS = {"td", "th"}
_STRONG, _EMPHASIS = {"b", "strong"}, {"i", "em"}
_KEPT_TAGS = _BLOCKS | _CELLS | _STRONG | _EMPHASIS | {"br", "span"}
# Their whole content goes, not only the tag: links lead to other items or to the seller.
_DROPPED_WITH_CONTENT = {
    "script", "style", "iframe", "noscript", "object", "embed", "svg", "math", "template", "a",
    "form", "button", "select", "textarea", "title", "head", "video", "audio", "canvas",
}  # fmt: skip
_SAFE = {"p", "ul", "li", "br", "strong", "em", "h3"}
_PIECE = re.compile(r"<(/?)([a-z0-9]{1,12})>|([^<]+)")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTACT = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}\.[a-z]{2,10}"
    r"|https?://|\bwww\s?\.|\b[a-z0-9-]{2,63}\.(?:com|net|cn|shop|store|ru|top|xyz)\b"
    r"|what'?s\s?-?app|we\s?-?chat|weixin|微信|电话|\bviber\b|\btelegram\b|\bskype\b|\bmessenger\b"
    r"|\bfacebook\b|\binstagram\b|\btik\s?tok\b|\bline\s?id\b|\bqq\s?[:：]?\s?[0-9]{5}"
    r"|\be-?mail\b|\bcontact\s(?:us|me|seller|the\sseller)\b"
    r"|\b(?:tel|phone|mobile|mob|fax|call|telephone|cell)\b[^0-9]{0,15}[0-9(+]"
    r"|\+\s?[0-9][0-9 ().-]{7,20}[0-9]|(?<![0-9])00[0-9]{9,14}(?![0-9])"
    r"|(?<![0-9.])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])|[0-9]{11,}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Block:
    """One paragraph, heading or list item; its lines are runs of (text, strong, emphasis)."""

    kind: str
    lines: list[list[tuple[str, bool, bool]]] = field(default_factory=lambda: [[]])


def clean_description(text: str) -> str:
    """Make safe markup of supplier HTML: only p, ul, li, br, strong, em and h3, no attributes.

    No pictures, links, styles or scripts; lines with contact data (e-mail, phone, messengers,
    addresses of other sites) are gone, as are empty paragraphs; rows of tables become lines. Reads
    the first 100,000 characters and gives at most 10,000. "" where nothing is left.
    """
    out: list[str] = []
    length = 0
    for block in _blocks(text):
        piece = f"<{block.kind}>{'<br>'.join(map(_markup, block.lines))}</{block.kind}>"
        length += len(piece) + len("<ul></ul>")
        if length > MOST_CHARACTERS_OUT:
            break
        out.append(piece)
    return nh3.clean(_with_lists(out), tags=_SAFE, attributes={}, link_rel=None)


def _with_lists(pieces: list[str]) -> str:
    out: list[str] = []
    in_list = False
    for piece in pieces:
        is_item = piece.startswith("<li>")
        if is_item != in_list:
            out.append("<ul>" if is_item else "</ul>")
            in_list = is_item
        out.append(piece)
    return "".join(out) + ("</ul>" if in_list else "")


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the blocks worth keeping: tidied, without contact lines, no block twice in a row."""
    last = ""
    for block in _split(_only_simple_tags(text)):
        lines = [tidy for line in block.lines if (tidy := _tidy(line))]
        words = "\n".join("".join(run[0] for run in line) for line in lines)
        if words and words != last and any(character.isalnum() for character in words):
            last = words
            yield _Block(block.kind, lines)


def _only_simple_tags(text: str) -> str:
    # nh3 gives back well-formed markup whose tags carry nothing: it can be cut with a simple regex.
    return nh3.clean(
        text[:LONGEST_DESCRIPTION],
        tags=_KEPT_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes={},
        link_rel=None,
    )


def _split(markup: str) -> Iterator[_Block]:
    block = _Block("p")
    strong = emphasis = in_item = 0
    for match in _PIECE.finditer(markup):
        closing, tag, words = match.groups()
        step = -1 if closing else 1
        if words is not None:
            block.lines[-1].append((html.unescape(words), strong > 0, emphasis > 0))
        elif tag in _BLOCKS:
            yield block
            in_item = max(0, in_item + step) if tag == "li" else in_item
            heading = not closing and re.fullmatch("h[1-6]", tag)
            block = _Block("h3" if heading else "li" if in_item else "p")
        elif tag == "br":
            block.lines.append([])
        elif tag in _CELLS and closing:
            block.lines[-1].append((" · ", False, False))
        elif tag in _STRONG:
            strong = max(0, strong + step)
        elif tag in _EMPHASIS:
            emphasis = max(0, emphasis + step)
    yield block


def _tidy(line: list[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    """Join blanks across the runs of one line; [] for a line of contact data or of nothing."""
    whole = " ".join(_UNSEEN.sub(" ", "".join(run[0] for run in line)).split())
    if not whole.strip(" ·") or _CONTACT.search(whole):
        return []
    runs: list[tuple[str, bool, bool]] = []
    ends_blank = True
    for words, strong, emphasis in line:
        text = re.sub(r"\s+", " ", _UNSEEN.sub(" ", words))
        if ends_blank:
            text = text.lstrip()
        if text:
            runs.append((text, strong, emphasis))
            ends_blank = text.endswith(" ")
    while runs and not runs[-1][0].strip(" ·"):
        runs.pop()
    last = runs.pop()
    return [*runs, (last[0].rstrip(" ·"), *last[1:])]


def _markup(line: list[tuple[str, bool, bool]]) -> str:
    out: list[str] = []
    for text, strong, emphasis in line:
        piece = html.escape(text, quote=False)
        if emphasis and piece.strip():
            piece = f"<em>{piece}</em>"
        if strong and piece.strip():
            piece = f"<strong>{piece}</strong>"
        out.append(piece)
    return "".join(out).replace("</strong><strong>", "").replace("</em><em>", "")
