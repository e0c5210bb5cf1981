"""Turns a seller's loud title into the shop's own words: title, slug, tags, search texts.

The lengths are the storefront's (its contract, "Business rules"): title 100, at most 10 tags,
SEO title 60, SEO description 160 characters.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

TITLE_LENGTH = 100
SEO_TITLE_LENGTH = 60
SEO_DESCRIPTION_LENGTH = 160
MOST_TAGS = 10
TAG_LENGTH = 30

# Words that sell to a reseller, not to a parent. Longer ones first: "hot sale" before "sale".
MARKETING = (
    "free shipping", "fast shipping", "drop shipping", "dropshipping", "dropship", "free ship",
    "hot selling", "hot-selling", "hotselling", "hot sales", "hot sale", "hot sell",
    "best selling", "best-selling", "bestselling", "best seller", "bestseller", "top selling",
    "top quality", "high quality", "good quality", "best quality", "factory direct sales",
    "factory direct", "factory price", "factory outlet", "wholesale price", "wholesale",
    "retail and wholesale", "cheap price", "lowest price", "low price", "big sale", "flash sale",
    "on sale", "big discount", "discount", "clearance", "promotion", "limited offer",
    "special offer",
    "new arrivals", "new arrival", "brand new", "new style", "ready stock", "in stock",
    "official store", "aliexpress", "ali express", "100% new", "100% brand new", "buy now",
    "must have", "2 day delivery", "fast delivery",
)  # fmt: skip
_YEAR = re.compile(
    r"(?<!\w)(?:new\s+20[12]\d|20[12]\d\s+new)(?!\w)|^\s*20[12]\d(?=\s)", re.IGNORECASE
)
_BLANKS = re.compile(r"\s+")
_EMPTY_BRACKETS = re.compile(r"[(\[{]\s*[)\]}]")
_BLANK_ENDS = " ,;:|-–—/"
_LOOSE = " \t-–—|,;:/*!+.&~_#"
_STOP_WORDS = frozenset(
    {
        *("and", "the", "for", "with", "from", "new", "set", "pcs", "piece", "pieces"),
        *("style", "fashion", "cute", "children", "kids"),
    }
)


# The most of them, and the longest: they are looked for in every title.
MOST_PHRASES, LONGEST_PHRASE = 300, 60


class Phrases:
    """Phrases that are taken out of titles, whole words only, small or large letters alike."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._used: tuple[tuple[str, ...], re.Pattern[str] | None] = ((), None)
        self.use(phrases)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases, in the owner's order, each once."""
        return self._used[0]

    def use(self, phrases: Iterable[str]) -> None:
        """Take these out from now on. Safe from any thread."""
        known = dict.fromkeys(plain(phrase) for phrase in phrases)
        wanted = tuple(phrase[:LONGEST_PHRASE] for phrase in known if phrase)[:MOST_PHRASES]
        # Longer ones first: "hot sale" before "sale". A blank is also a hyphen.
        longest = sorted(wanted, key=len, reverse=True)
        joined = "|".join(re.escape(one).replace(r"\ ", r"[\s-]") for one in longest)
        found = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None
        self._used = wanted, found

    def without(self, text: str) -> tuple[str, list[str]]:
        """`text` with a blank in place of each, and those that stood there."""
        pattern = self._used[1]
        if pattern is None:
            return text, []
        return pattern.sub(" ", text), [match.group() for match in pattern.finditer(text)]


@dataclass(frozen=True, slots=True)
class CleanTitle:
    """A title fit for the shop, and the marketing words that were taken out of it."""

    title: str
    removed: tuple[str, ...]


def plain(text: str) -> str:
    """`text` on one line: no control, direction or unassigned characters, blanks folded.

    NUL and lone surrogates, which no database takes, are gone too.
    """
    kept = "".join(" " if _is_blank(ch) else ch for ch in text if not _is_hidden(ch))
    return _BLANKS.sub(" ", kept).strip()


def _is_blank(ch: str) -> bool:
    return ch.isspace() or unicodedata.category(ch) in {"Zl", "Zp", "Zs"}


def _is_hidden(ch: str) -> bool:
    # Cf holds direction overrides and zero-width characters; joiners keep emoji and Arabic whole.
    category = unicodedata.category(ch)
    return category in {"Cs", "Co", "Cn"} or (
        category in {"Cc", "Cf"} and ch not in "\t\n\r\x0b\x0c\u200d\u200c"
    )


def replaced(title: str, find: str, by: str, *, whole_words: bool, same_case: bool = False) -> str:
    """`title` with every `find` replaced, blanks folded; as it is where it does not hold it.

    Plain text on both sides. It is not cut: who asks says what is too long.
    """
    wanted = plain(find)
    if not wanted:
        return title
    pattern = re.escape(wanted)
    if whole_words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    flags = 0 if same_case else re.IGNORECASE
    found, count = re.subn(pattern, lambda _match: by, title, flags=flags)
    return plain(found).strip(_BLANK_ENDS) if count else title


def clean_title(text: str, phrases: "Phrases | None" = None) -> CleanTitle:
    """The shop's title for a seller's: no marketing words, at most 100 characters, whole words.

    `phrases` are the words that are taken out; the program's own list without them.

    A title that consists of nothing else keeps its words: an empty name helps nobody.
    """
    whole = plain(text)
    unwanted = phrases or DEFAULT_PHRASES
    short, removed = _quiet(whole, unwanted)
    while (
        removed and (again := _quiet(short, unwanted))[1]
    ):  # "hot free shipping sale" leaves "hot sale"
        short, removed = again[0], removed + again[1]
    if not any(ch.isalnum() for ch in short):
        return CleanTitle(cut(whole, TITLE_LENGTH), ())
    folded = {word.casefold(): word.casefold() for word in removed}
    return CleanTitle(cut(short, TITLE_LENGTH), tuple(folded))


def _quiet(text: str, phrases: "Phrases") -> tuple[str, list[str]]:
    """`text` without the loud words that stand in it now, and those words."""
    removed = [match.group().strip() for match in _YEAR.finditer(text)]
    short = _YEAR.sub(" ", text)
    short, found = phrases.without(short)
    removed += found
    short = _EMPTY_BRACKETS.sub(" ", short)
    short = re.sub(r"\s+([,;:!.])", r"\1", _BLANKS.sub(" ", short))
    return re.sub(r"([,;:!])(?:\s*[,;:!])+", r"\1", short).strip(_LOOSE), removed


def cut(text: str, length: int) -> str:
    """At most `length` characters of `text`, ending at a word's end where there is one."""
    if len(text) <= length:
        return text
    head = text[: length + 1]
    at = head.rfind(" ")
    return (head[:at] if at > length // 2 else text[:length]).rstrip(_LOOSE)


def slug(name: str, canonical_id: str) -> str:
    """`name` in lower-case ASCII words plus the last six digits of the AliExpress id (contract).

    A name without any Latin letter becomes "product".
    """
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    words = words[:80].rsplit("-", 1)[0] if len(words) > 80 else words
    return f"{words or 'product'}-{canonical_id[-6:]}"


def same_line(text: str) -> str:
    """What two lines that say the same have in common: "Care · Hand wash." and "care: hand wash".

    The letters and figures alone, without case; "" where there are none.
    """
    return " ".join(re.findall(r"\w+", plain(text).casefold()))


def tags(title: str, category: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """At most ten tags: the category, `extra` (colours, material …), then words of the title."""
    found: dict[str, None] = {}
    for text in (category, *extra, *re.findall(r"[^\W\d_][\w'-]{2,}", title)):
        tag = plain(text).lower()
        if tag and len(tag) <= TAG_LENGTH and tag not in _STOP_WORDS:
            found.setdefault(tag)
    return tuple(found)[:MOST_TAGS]


def seo_title(title: str, shop: str) -> str:
    """The title for search engines: with the shop's name where both fit in 60 characters."""
    both = f"{title} | {shop}" if shop else title
    return both if len(both) <= SEO_TITLE_LENGTH else cut(title, SEO_TITLE_LENGTH)


def seo_description(title: str, category: str, sizes: Iterable[str], colors: Iterable[str]) -> str:
    """One or two plain sentences for search engines, at most 160 characters, nothing promised."""
    parts = [f"{title}. {category}." if category else f"{title}."]
    listed = list(dict.fromkeys(sizes))
    if listed and listed != ["One Size"]:
        parts.append(f"Sizes: {', '.join(listed[:8])}.")
    named = list(dict.fromkeys(colors))
    if named:
        parts.append(f"Colours: {', '.join(named[:6])}.")
    text = parts[0]
    for part in parts[1:]:
        if len(text) + 1 + len(part) <= SEO_DESCRIPTION_LENGTH:
            text = f"{text} {part}"
    return cut(text, SEO_DESCRIPTION_LENGTH)


DEFAULT_PHRASES = Phrases(MARKETING)
