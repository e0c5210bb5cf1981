"""Every finding of a server's test has words in the owner's language."""

import ast
from pathlib import Path

from babydrop_desktop.db.reach import Answer, Fault
from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import Finding
from babydrop_desktop.services import connection_calls, connection_words
from ui.preferences import finding_words


def codes():
    """Every code that a finding of the program's may have."""
    found = set(Fault) | {Answer.REFUSED, Answer.SILENT, Answer.NO_WAY} | {"not_postgresql"}
    found |= {code for code, *_ in connection_calls._SIGN_IN.values()}
    for module in (connection_calls, connection_words):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if name in {"blocked", "fine", "look", "_lack"} and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and "_" not in name:
                    found.add(first.value)
    return {str(code) for code in found} | {"ours", "storefront", "rights_missing"}


def test_every_finding_has_words_in_the_owners_language():
    assert len(codes()) > 30
    assert codes() - set(finding_words.sentences()) == set()


def test_a_finding_that_lacks_a_fact_keeps_its_own_words():
    bare = Finding(Level.BLOCKED, "too_old", "Too old", "Core's text.", "Core's fix.")
    assert finding_words.words(bare) == ("Too old", "Core's text.", "Core's fix.")
    unknown = Finding(Level.LOOK, "not_yet_invented", "New", "Core's text.", "Core's fix.")
    assert finding_words.words(unknown) == ("New", "Core's text.", "Core's fix.")
