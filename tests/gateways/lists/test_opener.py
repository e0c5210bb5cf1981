"""Files are opened beside the program; what ends that process is a refusal in words."""

import pytest

from babydrop_desktop.domain.file_kinds import FileKind
from babydrop_desktop.errors import Limit, Refused
from babydrop_desktop.gateways.aliexpress.reader import TOOK_TOO_LONG, ChildPageReader
from babydrop_desktop.gateways.lists.opener import ChildFileOpener
from tests.pages import build
from tests.pages.saved import mhtml, workbook

PAGE = build.page(build.a2_data())


@pytest.fixture(scope="module")
def opener():
    reader = ChildPageReader()
    yield ChildFileOpener(reader)
    reader.close()


def test_a_page_and_a_list_come_whole_from_the_other_process(opener):
    assert opener.page_in(mhtml(PAGE, way="base64"), cut=False) == PAGE
    lines = opener.list_in(workbook([("url",), ("999000000000017",)]), FileKind.WORKBOOK).lines
    assert [(line.number, line.address) for line in lines] == [(2, "999000000000017")]


def test_a_refusal_keeps_its_kind_its_reason_and_its_words(opener):
    with pytest.raises(Refused) as refused:
        opener.list_in(b"PK\x03\x04", FileKind.WORKBOOK)
    assert refused.value.reason == "list_damaged"
    assert "damaged" in str(refused.value)
    with pytest.raises(Limit) as limit:
        opener.page_in(mhtml(PAGE)[:600], cut=True)
    assert limit.value.reason == "page_too_large"


class Dying:
    """A reader whose process does not survive a file."""

    def ask(self, _head, _body):
        return TOOK_TOO_LONG


def test_a_file_that_ends_the_process_is_refused_in_words():
    opener = ChildFileOpener(Dying())
    for open_it in (
        lambda: opener.page_in(mhtml(PAGE), cut=False),
        lambda: opener.list_in(b"url", FileKind.TEXT_LIST),
    ):
        with pytest.raises(Refused) as refused:
            open_it()
        assert refused.value.reason == "file_not_opened"
