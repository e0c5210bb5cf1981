"""Makes the preview of an import beside what the shop has: categories, numbers, duplicates."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from babydrop_desktop.db import catalog, categories
from babydrop_desktop.domain import skus
from babydrop_desktop.domain.catalog import CategoryRow
from babydrop_desktop.domain.checks import Check, CheckCode, Level, worst_first
from babydrop_desktop.domain.currency import Currencies, Rate
from babydrop_desktop.domain.draft import Draft, DraftCategory, DraftRules
from babydrop_desktop.domain.drafting import draft
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.pricing import CategoryPricing
from babydrop_desktop.domain.supplier_product import SupplierProduct
from babydrop_desktop.domain.wording import MARKETING, Phrases
from babydrop_desktop.errors import NotFound, Refused
from babydrop_desktop.settings import Settings


def rules_of(settings: Settings, *, may_sell: bool) -> DraftRules:
    """What the settings say about imports; `may_sell`: whether one may go on sale at once."""
    own_phrases = settings.imports.phrases
    rates = {code: Rate(rate.rate, rate.date) for code, rate in settings.currency.rates.items()}
    return DraftRules(
        currencies=Currencies(settings.shop.currency, rates),
        most_pictures=settings.imports.max_pictures,
        shop_name=settings.shop.name,
        may_sell=may_sell,
        ships_from=settings.shop.ships_from,
        phrases=Phrases(MARKETING if own_phrases is None else own_phrases),
    )


def pricing_of(category: CategoryRow) -> CategoryPricing:
    """A category's pricing columns as the price rules want them."""
    return CategoryPricing(
        markup=category.markup,
        buffer=category.buffer,
        min_price=category.min_price,
        max_price=category.max_price,
    )


def make(session: Session, product: SupplierProduct, choices: Choices, rules: DraftRules) -> Draft:
    """The draft of one import, judged against the shop. At most three statements.

    Raises what `domain.drafting.draft` raises, and NotFound ("category_gone").
    """
    return Drafts(session, [(product, choices)], rules).make(product, choices)


class Drafts:
    """Makes the drafts of many imports with three statements at most.

    `wanted` are the products and choices that drafts may be asked for.
    """

    def __init__(
        self,
        session: Session,
        wanted: Sequence[tuple[SupplierProduct, Choices]],
        rules: DraftRules,
        *,
        filed: bool = False,
    ) -> None:
        """`filed`: another category than those that are chosen may be asked for."""
        items = dict.fromkeys(product.canonical_id for product, _ in wanted)
        filed = filed or any(choices.category_id is not None for _, choices in wanted)
        self._rules = rules
        rows = categories.all_rows(session) if filed else ()
        self._categories = {
            row.id: DraftCategory(row.id, row.name, pricing_of(row)) for row in rows
        }
        numbers = (skus.product_sku, skus.long_product_sku)
        self._taken = catalog.taken(session, [make(item) for item in items for make in numbers], [])
        self._there = catalog.same_item(session, list(items))

    def make(self, product: SupplierProduct, choices: Choices) -> Draft:
        """The draft of one import, judged against the shop. Raises as `drafts.make` does."""
        made = draft(
            product,
            category=self._category(choices.category_id),
            choices=choices,
            rules=self._rules,
            sku_base=_free_sku(product.canonical_id, self._taken),
        )
        there = self._there.get(product.canonical_id)
        if there is None:
            return made.with_checks(Check(Level.FINE, CheckCode.NOT_IN_CATALOG))
        facts = {"product": there[0], "sku": there[1]}
        # First of all: choosing a category would not help.
        known = Check(Level.BLOCKED, CheckCode.DUPLICATE, facts)
        return replace(made, checks=worst_first([known, *made.checks]))

    def _category(self, category_id: str | None) -> DraftCategory | None:
        if category_id is None:
            return None
        if category_id in self._categories:
            return self._categories[category_id]
        raise NotFound(
            "The chosen category is not there any more. Choose another one.",
            reason="category_gone",
            category=category_id,
        )


def _free_sku(canonical_id: str, taken: Collection[str]) -> str:
    """A product SKU that is free: the short one, else the one with the whole id.

    Raises Refused (reason "sku_taken") where the shop has both already.
    """
    short, long = skus.product_sku(canonical_id), skus.long_product_sku(canonical_id)
    for sku in (short, long):
        if sku not in taken:
            return sku
    raise Refused(
        f"Another product has the SKU {long} already. Change that product's SKU first.",
        reason="sku_taken",
        sku=long,
    )
