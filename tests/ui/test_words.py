"""Every text of the window can be translated, and no brace or markup reaches the owner."""

import ast
from pathlib import Path

import babydrop_desktop
import ui
from babydrop_desktop.domain.checks import SENTENCES, Check, CheckCode, Level
from babydrop_desktop.domain.supplier_product import Outcome
from babydrop_desktop.errors import Refused
from ui.common import fault_words, words

FOLDER = Path(ui.__file__).parent
# Calls whose literal words an owner would read; the arguments that hold them.
SPOKEN = {
    "setText": (0,), "setToolTip": (0,), "setWindowTitle": (0,), "setPlaceholderText": (0,),
    "setAccessibleName": (0,), "setAccessibleDescription": (0,), "setStatusTip": (0,),
    "setTitle": (0,), "addItem": (0,), "addMenu": (0,), "addAction": (0,), "QAction": (0,),
    "QLabel": (0,), "QPushButton": (0,), "QCheckBox": (0,), "plain_text": (0,), "heading": (0, 1),
    "ElidedLabel": (0,), "PlainLabel": (0,), "Pill": (0,), "Button": (0,), "Chip": (0,),
    "CheckBox": (0,), "primary": (0,), "plain": (0,), "small": (0,), "link": (0,),
    "icon_button": (1,), "CopyKey": (0,), "DropField": (0, 1), "SearchField": (0, 1),
    "say": (0, 1, 2), "set_status": (1,), "Status": (0,), "StatusLabel": (1,), "notify": (0,),
    "NoticeAction": (0,), "turn_off": (0,), "Message": (0, 1), "error_dialog": (0, 1),
    "question": (0, 1, 2, 3), "add_key": (0,), "Choice": (0,), "set_key": (0,),
}  # fmt: skip


def literal_words(node):
    """The text of a literal with letters in it, f-strings included; "" for all else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal_words(part) for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if any(ch.isalpha() for ch in node.value) else ""
    return ""


def untranslated(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        for at in SPOKEN.get(name, ()):
            if at < len(node.args) and (said := literal_words(node.args[at])):
                yield node.lineno, name, said


def test_every_text_goes_through_tr():
    found = [
        f"{file.relative_to(FOLDER)}:{line} {name}({said!r})"
        for file in sorted(FOLDER.rglob("*.py"))
        for line, name, said in untranslated(ast.parse(file.read_text("utf-8")))
    ]
    assert found == []


def test_the_search_for_untranslated_texts_finds_them():
    code = (
        'label.setText("Save")\nlabel.setText(f"{count} rows")\nlabel.setText(tr("Fine"))\nx("A")'
    )
    assert [line for line, *_ in untranslated(ast.parse(code))] == [1, 2]


def test_every_check_has_words_that_take_its_facts():
    names = (
        "sku count of sentence price list_price warehouse percent floor ceiling markup currency "
        "rate shop_currency day old new others"
    )
    every = dict.fromkeys(names.split(), "7")
    for code in CheckCode:
        what, fact = words.check_words(Check(Level.LOOK, code, every))
        assert what
        assert fact
        assert "{" not in what + fact
        assert "{" not in SENTENCES[code].format(**every)


def test_a_check_that_lacks_a_fact_shows_no_brace():
    assert words.short_check("low_margin", {}) == "Ready"
    assert words.short_check("low_margin", {"percent": "12"}) == "Margin 12 %"


def reasons():
    """Every literal reason that the program raises, and the outcomes of a page."""
    folder = Path(babydrop_desktop.__file__).parent
    found = {outcome.value for outcome in Outcome if outcome is not Outcome.PRODUCT}
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            for keyword in node.keywords:
                if keyword.arg == "reason" and isinstance(keyword.value, ast.Constant):
                    found.add(keyword.value.value)
    return found - {"", None}


def test_every_reason_has_a_sentence_in_the_owners_language():
    assert reasons() - set(fault_words.sentences()) - fault_words.OWN_WORDS == set()


def test_sentences_end_as_sentences_and_shout_at_nobody():
    for sentence in fault_words.sentences().values():
        assert sentence.endswith(".")
        assert "!" not in sentence
        assert "please" not in sentence.lower()


def test_a_reason_without_one_of_its_facts_keeps_the_errors_own_sentence():
    assert words.reason_words("no_answer", {}, "It did not answer.") == "It did not answer."
    assert words.reason_words("no_answer", {"host": "a.b"}, "").startswith("a.b does not answer")


def test_an_unknown_reason_keeps_the_errors_own_sentence():
    error = Refused("This came later than the window.", reason="not_yet_invented")
    assert words.error_words(error) == "This came later than the window."


def test_a_suppliers_brace_stays_a_brace():
    assert words.fill("Found {title}", {"title": "{0.__class__} <b>"}) == "Found {0.__class__} <b>"


def test_the_places_where_a_product_is_sold_too_are_named():
    def said(*others):
        facts = {"warehouse": "China", "others": ", ".join(others)}
        return words.check_words(Check(Level.FINE, CheckCode.OTHER_WAREHOUSES, facts))[1]

    assert said("Poland") == "Bought from China; also sold from Poland"
    assert said("Poland", "Spain") == "Bought from China; also sold from Poland and Spain"
    assert said("Poland", "Spain", "Italy").endswith("also sold from Poland, Spain and Italy")
    many = ("Poland", "Spain", "Italy", "France")
    assert said(*many).endswith("from Poland, Spain, Italy and 1 more place")
    assert said(*many, "Chile").endswith("from Poland, Spain, Italy and 2 more places")
