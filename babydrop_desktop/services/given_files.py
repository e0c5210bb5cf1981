"""Takes in what the owner drops or names: saved pages in every form, folders of them, lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.item_list import MOST_LINES, ItemList
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.errors import Limit, Refused
from babydrop_desktop.services.list_template import write_template
from babydrop_desktop.services.listed_items import ListedItems
from babydrop_desktop.services.page_files import GivenFile, page_of, read_file
from babydrop_desktop.services.ports import FileOpener
from babydrop_desktop.services.staging import StageReport, Staging
from babydrop_desktop.settings import Settings

_PAGES = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht"})
_LISTS = frozenset({".csv", ".tsv", ".xlsx", ".xlsm"})
# Frames and parts that a browser keeps beside a page are no pages of their own.
_PARTS = ("saved_resource", "saved-resource")
MOST_ENTRIES = 5_000


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """Files and folders of the owner's; each becomes jobs.

    Looks at the disk: not for the window's own thread.
    """

    importing: Staging
    opener: FileOpener
    listed: ListedItems

    def stage(
        self, path: Path, *, auto: bool = False, choices: Choices | None = None
    ) -> StageReport:
        """Queue what one file holds: a page, or each line of a list with its own choices.

        Raises Refused and Limit as `page_files.read_file`, `FileOpener` and `Staging` do.
        """
        given = read_file(path)
        if given.is_list:
            return self.listed.stage(self.lines(given), auto=auto, choices=choices)
        page = page_of(given, self.opener)
        job = self.importing.stage_page(given.name, page, auto=auto, choices=choices)
        return StageReport((job,), ())

    def template(self, path: Path) -> Path:
        """Write an empty list to fill in, by its ending .xlsx or .csv; see `write_template`."""
        return write_template(path, self.listed.category_names())

    @staticmethod
    def named(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Refused, ...]]:
        """The single files of what was named; see `files_of`."""
        return files_of(paths)

    def lines(self, given: GivenFile) -> ItemList:
        """The lines of a list. Raises Refused ("list_empty") or Limit ("too_many")."""
        if not given.body.strip():
            raise _empty(given.name)
        found = self.opener.list_in(given.body, given.kind)
        if found.count > MOST_LINES:
            raise Limit(
                f"{given.name} has {found.count} lines; {MOST_LINES} at once are the most. Split "
                "it into parts.",
                reason="list_too_long",
                name=given.name,
                count=str(found.count),
                most=str(MOST_LINES),
            )
        if not found.lines:
            raise _empty(given.name)
        return found


def given_files(
    db: Database, settings: Settings, importing: Staging, opener: FileOpener
) -> GivenFiles:
    """What takes in the files of an open shop."""
    first = Choices(for_sale=settings.imports.for_sale)
    return GivenFiles(importing, opener, ListedItems(db, importing, settings.shop.currency, first))


def files_of(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Refused, ...]]:
    """Each file once, for folders the pages and lists that they hold; and what is wrong with some.

    A folder of parts that a browser keeps beside a page means that page. Looks at the disk.
    Refused: "file_missing", "folder_without_pages", "folder_too_full", "file_unreadable".
    """
    found: dict[Path, None] = {}
    wrong: list[Refused] = []
    for path in paths:
        try:
            found.update(dict.fromkeys(_files(path)))
        except Refused as refusal:
            wrong.append(refusal)
    return tuple(found), tuple(wrong)


def _files(path: Path) -> Sequence[Path]:
    try:
        if path.is_dir():
            return _in_folder(path)
        there = path.exists()
    except (OSError, ValueError) as error:
        raise Refused(
            f"{path.name} cannot be read ({error}).", reason="file_unreadable", name=path.name
        ) from error
    if not there:
        raise Refused(
            f"There is no such file: {path}",
            reason="file_missing",
            path=str(path),
            name=path.name,
        )
    return [path]


def _in_folder(folder: Path) -> Sequence[Path]:
    page = _page_beside(folder)
    found, others = [], 0
    for number, entry in enumerate(folder.iterdir()):
        if number >= MOST_ENTRIES:
            if page is not None:
                return [page]
            raise _too_full(folder)
        if entry.suffix.lower() in _PAGES | _LISTS and entry.is_file() and not _is_part(entry):
            found.append(entry)
        else:
            others += entry.is_file()
    # Pages in a folder that has nothing else are the owner's own, whatever lies beside it.
    if page is not None and (others or not found):
        return [page]
    if not found:
        raise Refused(
            f"There is no saved page and no list in the folder {folder.name}. Drop the page "
            "itself.",
            reason="folder_without_pages",
            name=folder.name,
        )
    if len(found) > MOST_LINES:
        raise _too_full(folder)
    return sorted(found, key=lambda one: one.name.casefold())


def _page_beside(folder: Path) -> Path | None:
    """The page whose parts a folder holds: "Romper_files" beside "Romper.html", in any language."""
    for number, entry in enumerate(folder.parent.iterdir()):
        if number >= MOST_ENTRIES:
            return None
        stem = entry.stem
        rest = folder.name[len(stem) :]
        is_its = folder.name.startswith(stem) and rest[:1] in {"_", "-", "."} and len(rest) <= 20
        if is_its and entry.suffix.lower() in {".html", ".htm", ".xhtml"} and entry.is_file():
            return entry
    return None


def _is_part(entry: Path) -> bool:
    return entry.name.lower().startswith(_PARTS) or entry.name.startswith((".", "~$"))


def _too_full(folder: Path) -> Refused:
    return Refused(
        f"The folder {folder.name} holds too much. Drop the saved pages in it, {MOST_LINES} at "
        "most.",
        reason="folder_too_full",
        name=folder.name,
        most=str(MOST_LINES),
    )


def _empty(name: str) -> Refused:
    return Refused(f"There is nothing in the list {name}.", reason="list_empty", name=name)
