"""The look of Qt's own parts, written from the tokens (design.md; sizes as in the pictures)."""

from string import Template

from ui.theme.tokens import Tokens

# A widget says what it is by properties: `kind` (buttons, chips, pills, frames), `type` (size of
# text) and `ink` (colour of text).
_TEXT = """
QLabel { background: transparent; }
*[type="first"] { font-size: 22px; font-weight: 600; }
*[type="place"] { font-size: 18px; font-weight: 600; }
*[type="detail"] { font-size: 16px; font-weight: 600; }
*[type="figure"] { font-size: 15px; font-weight: 600; }
*[type="heading"] { font-size: 13px; font-weight: 600; }
*[type="medium"] { font-size: 13px; font-weight: 500; }
*[type="body"] { font-size: 13px; }
*[type="meta"] { font-size: 12px; }
*[type="meta-medium"] { font-size: 12px; font-weight: 500; }
*[ink="text"] { color: $text; }
*[ink="secondary"] { color: $secondary; }
*[ink="hint"] { color: $hint; }
*[ink="ok"] { color: $ok; }
*[ink="amber"] { color: $amber; }
*[ink="red"] { color: $red; }
*[ink="blue"] { color: $blue; }
"""
_GROUNDS = """
QMainWindow, QDialog, QWidget[kind="pane"] { background: $win; }
QWidget[kind="panel"] { background: $panel; }
QFrame[kind="rail"] { background: $panel; border: 0; border-right: 1px solid $line; }
QFrame[kind="foot"] { background: $panel; border: 0; border-top: 1px solid $line; }
QFrame[kind="statusbar"] { background: $panel; border: 0; border-top: 1px solid $line; }
QFrame[kind="split"] { background: $win; border: 0; }
QFrame[kind="card"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="step"] { background: transparent; border: 0; }
QFrame[kind="step"][now="true"] { background: $win; border-top: 1px solid $line;
    border-bottom: 1px solid $line; }
QLabel[kind="thumb"] { border: 1px solid $line; border-radius: 6px; background: #FFFFFF; }
QFrame[kind="option"] { background: $card; border: 1px solid $line; border-radius: 8px;
    padding: 1px; }
QFrame[kind="option"][chosen="true"] { border: 2px solid $text; padding: 0; }
QFrame[kind="line"] { background: $line; border: 0; min-height: 1px; max-height: 1px; }
QFrame[kind="banner"] { background: $amber_tint; border: 0; border-bottom: 1px solid $line; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QSplitter::handle { background: $line; }
QToolTip { background: $card; color: $text; border: 1px solid $border; padding: 4px 6px; }
"""
_BUTTONS = """
QPushButton[kind] { border: 1px solid $border; border-radius: 6px; background: $card;
    color: $text; font-weight: 500; padding: 0 11px; outline: 0; }
QPushButton[kind]:hover { background: $raised; }
QPushButton[kind]:pressed { background: $line; }
QPushButton[kind]:focus { border: 2px solid $focus; padding: 0 10px; }
QPushButton[kind]:disabled { color: $hint; background: $raised; border: 1px solid $line; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent_hover;
    color: $on_accent; font-weight: 600; padding: 0 15px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $focus; padding: 0 14px; }
QPushButton[kind="small"] { padding: 0 8px; }
QPushButton[kind="small"]:focus { padding: 0 7px; }
QPushButton[kind="link"] { border: 0; background: transparent; padding: 0 2px; border-radius: 3px;
    text-decoration: underline; }
QPushButton[kind="link"]:hover { background: transparent; color: $secondary; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 0; }
QPushButton[kind="link"]:disabled { background: transparent; border: 0; color: $hint; }
QPushButton[kind="page"] { border: 0; background: transparent; text-align: left;
    font-weight: 400; padding: 0 10px; }
QPushButton[kind="page"]:hover { background: $raised; }
QPushButton[kind="page"]:checked { background: $selected; font-weight: 600; }
QPushButton[kind="page"]:focus { border: 2px solid $focus; padding: 0 8px; }
QPushButton[kind="chip"] { border-radius: 13px; padding: 0 9px; color: $secondary;
    font-weight: 400; }
QPushButton[kind="chip"]:focus { padding: 0 8px; }
QPushButton[kind="chip"]:checked { background: $text; border-color: $text; color: $win;
    font-weight: 500; }
QPushButton[kind="chip"]:checked:focus { border-color: $accent; }
QToolButton[kind="icon"] { border: 0; border-radius: 6px; background: transparent; }
QToolButton[kind="icon"]:hover { background: $raised; }
QToolButton[kind="icon"]:focus { border: 2px solid $focus; }
QToolButton[kind="framed"] { border: 1px solid $border; border-radius: 6px; background: $card; }
QToolButton[kind="framed"]:hover { background: $raised; }
QToolButton[kind="framed"]:focus { border: 2px solid $focus; }
QToolButton::menu-indicator { image: none; width: 0; }
QLabel[kind="pill"], QFrame[kind="pill"] { border: 0; border-radius: 11px; background: $raised; }
QFrame[kind="pill"][tint="ok"] { background: $ok_tint; }
QFrame[kind="pill"][tint="amber"] { background: $amber_tint; }
QFrame[kind="pill"][tint="red"] { background: $red_tint; }
QFrame[kind="pill"][tint="blue"] { background: $blue_tint; }
QLabel[kind="key"] { font-size: 11px; color: $secondary; background: $panel;
    border: 1px solid $border; border-radius: 4px; padding: 0 4px; }
"""
_FIELDS = """
QLineEdit, QComboBox, QPlainTextEdit { border: 1px solid $field; border-radius: 6px;
    background: $card; color: $text; selection-background-color: $text; selection-color: $win;
    placeholder-text-color: $hint; }
QLineEdit { padding: 0 7px; }
QLineEdit:focus { border: 2px solid $focus; padding: 0 6px; }
QLineEdit:disabled, QComboBox:disabled { color: $hint; background: $raised; }
QLineEdit[wrong="true"] { border-color: $red; }
QComboBox { padding: 0 9px; combobox-popup: 0; }
QComboBox:focus, QComboBox:on { border: 2px solid $focus; padding: 0 8px; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $border; outline: 0;
    selection-background-color: $selected; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 8px; color: $text; border: 0; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover {
    background: $selected; color: $text; }
QPlainTextEdit { padding: 4px 6px; }
QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px 5px; }
QLineEdit[kind="inplace"], QPlainTextEdit[kind="inplace"], QComboBox[kind="inplace"] {
    border: 1px solid transparent; background: transparent; }
QLineEdit[kind="inplace"] { padding: 0 4px; }
QPlainTextEdit[kind="inplace"] { padding: 5px 6px; }
QComboBox[kind="inplace"] { padding: 0 6px; }
QLineEdit[kind="inplace"]:hover, QPlainTextEdit[kind="inplace"]:hover,
QComboBox[kind="inplace"]:hover { border-color: $field; background: $card; }
QLineEdit[kind="inplace"][unsaved="true"], QPlainTextEdit[kind="inplace"][unsaved="true"],
QComboBox[kind="inplace"][unsaved="true"] { border-color: $amber; background: $card; }
QLineEdit[kind="inplace"][wrong="true"], QPlainTextEdit[kind="inplace"][wrong="true"],
QComboBox[kind="inplace"][wrong="true"] { border-color: $red; background: $card; }
QLineEdit[kind="inplace"]:focus { border: 2px solid $focus; padding: 0 3px; background: $card; }
QPlainTextEdit[kind="inplace"]:focus { border: 2px solid $focus; padding: 4px 5px;
    background: $card; }
QComboBox[kind="inplace"]:focus, QComboBox[kind="inplace"]:on { border: 2px solid $focus;
    padding: 0 5px; background: $card; }
QFrame[kind="clash"] { background: $amber_tint; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="drop"] QPlainTextEdit { border: 0; background: transparent; padding: 0; }
QFrame[kind="search"] { border: 1px solid $field; border-radius: 6px; background: $card; }
QFrame[kind="search"][focused="true"] { border: 2px solid $focus; }
QFrame[kind="search"] QLineEdit { border: 0; background: transparent; padding: 0; }
QCheckBox { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 16px; height: 16px; }
QProgressBar { border: 0; border-radius: 3px; background: $line; max-height: 6px;
    min-height: 6px; }
QProgressBar::chunk { background: $secondary; border-radius: 3px; }
"""
_LISTS = """
QAbstractItemView { background: $win; border: 0; outline: 0; color: $text; }
QTableView { gridline-color: transparent; selection-background-color: transparent;
    selection-color: $text; }
QHeaderView { background: $panel; border: 0; }
QHeaderView::section { background: $panel; color: $secondary; border: 0;
    border-top: 1px solid $line; border-bottom: 1px solid $line; padding: 0 5px 0 4px;
    font-size: 12px; font-weight: 500; }
QFrame[kind="card"] QHeaderView::section { border-top: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: $field; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: 0; width: 0; height: 0; }
QMenuBar { background: $panel; border: 0; border-bottom: 1px solid $line; padding: 0 8px;
    color: $text; font-size: 12px; }
QMenuBar::item { background: transparent; padding: 6px 9px 7px 9px; border-radius: 4px; }
QMenuBar::item:selected { background: $line; }
QMenu { background: $card; border: 1px solid $border; padding: 4px; color: $text; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $hint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
"""


def style_sheet(colors: Tokens) -> str:
    """The application's style sheet in the colours of one theme."""
    whole = _TEXT + _GROUNDS + _BUTTONS + _FIELDS + _LISTS
    return Template(whole).substitute(colors.values())
