"""Makes the draft of one import from what was read, the category and the owner's choices."""

from collections import Counter
from decimal import Decimal

from babydrop_desktop.domain import rich_text, skus, warehouses, wording
from babydrop_desktop.domain.checks import Check, CheckCode, Level
from babydrop_desktop.domain.currency import Rate
from babydrop_desktop.domain.draft import (
    Draft,
    DraftCategory,
    DraftPicture,
    DraftRules,
    DraftVariant,
)
from babydrop_desktop.domain.files import LONGEST_DESCRIPTION
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.judging import judge
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.options import ShopWords
from babydrop_desktop.domain.pricing import PriceBreakdown, own_price, price_of, supplier_cost
from babydrop_desktop.domain.sizes import ONE_SIZE
from babydrop_desktop.domain.supplier_product import SupplierProduct, SupplierSku
from babydrop_desktop.errors import Refused


def draft(
    product: SupplierProduct,
    *,
    category: DraftCategory | None,
    choices: Choices,
    rules: DraftRules,
    sku_base: str | None = None,
) -> Draft:
    """`product` as it would be sold in `category` with the owner's `choices`.

    Raises Refused: "sold_out", "warehouse_gone", "no_rate" (see domain/warehouses.py and
    domain/currency.py). A price that the rules refuse is a blocking check, not an error, so that
    the owner can choose another category.
    """
    offer = warehouses.choose(product, choices.warehouse, ships_from=rules.ships_from)
    cleaned = wording.clean_title(product.title, rules.phrases)
    wanted = wording.cut(wording.plain(choices.title or ""), wording.TITLE_LENGTH)
    title = wanted or cleaned.title or f"Item {product.canonical_id}"
    base = sku_base or skus.product_sku(product.canonical_id)
    variants, rate = _variants(product, offer, choices, rules, base)
    pictures = _pictures(product, choices, rules)
    price, refusal = _price(variants, category, choices.price)
    found = Draft(
        product=product,
        category=category,
        title=title,
        removed_words=cleaned.removed,
        slug=wording.slug(title, product.canonical_id),
        sku=base,
        warehouse=offer.warehouse,
        other_warehouses=tuple(o for o in warehouses.offers(product) if o.id != offer.id),
        variants=variants,
        pictures=pictures,
        price=price,
        rate=rate,
        currency=rules.currencies.shop,
        for_sale=choices.for_sale and rules.may_sell,
        tags=wording.tags(
            title,
            category.name if category else "",
            (v.color for v in variants if v.chosen and v.color),
        ),
        meta_title=wording.seo_title(title, rules.shop_name),
        meta_description=wording.seo_description(
            title,
            category.name if category else "",
            (v.size for v in variants if v.chosen),
            (v.color for v in variants if v.chosen and v.color),
        ),
        checks=(),
        own_price=choices.price,
        description=_description(choices),
        choices=choices,
    )
    if choices.for_sale and not rules.may_sell:
        found = found.with_checks(Check(Level.LOOK, CheckCode.STAYS_DRAFT))
    return found.with_checks(*judge(found, refusal))


def _variants(
    product: SupplierProduct,
    offer: warehouses.WarehouseOffer,
    choices: Choices,
    rules: DraftRules,
    base: str,
) -> tuple[tuple[DraftVariant, ...], Rate | None]:
    shop_words = ShopWords(product.axes, choices.words or ())
    own_pictures = _own_pictures(product, choices)
    words = [shop_words.of(row.choice) for row in offer.rows]
    alike = Counter(word.values for word in words)
    numbers = skus.variant_skus(
        base,
        [
            word.values if alike[word.values] == 1 else (*word.values, *(v for _, v in row.choice))
            for word, row in zip(words, offer.rows, strict=True)
        ],
    )
    wanted = None if choices.sku_ids is None else frozenset(choices.sku_ids)
    rates: list[Rate] = []
    result = []
    for word, row, number in zip(words, offer.rows, numbers, strict=True):
        cost = supplier_cost(
            row.price.amount if row.price else None,
            row.list_price.amount if row.list_price else None,
        )
        quoted = Money(cost.amount, product.currency) if cost and row.salable else None
        converted = rules.currencies.convert(quoted) if quoted else None
        if converted and converted.rate:
            rates.append(converted.rate)
        gone = warehouses.sold_out(row)
        result.append(
            DraftVariant(
                sku=number,
                name=word.name,
                size=word.size or ONE_SIZE,
                color=word.color,
                labels=product.labels(row),
                row=row,
                picture=_picture_of(product, row, own_pictures),
                supplier_picture=product.picture_of(row),
                quoted=quoted,
                cost=converted.amount if converted else None,
                bait=bool(cost and cost.bait),
                chosen=converted is not None
                and (not gone if wanted is None else row.sku_id in wanted),
                sold_out=gone,
            )
        )
    return tuple(result), rates[0] if rates else None


def _pictures(
    product: SupplierProduct, choices: Choices, rules: DraftRules
) -> tuple[DraftPicture, ...]:
    """The chosen pictures first, in their order, then the others as the page has them."""
    known = dict.fromkeys(product.every_picture)
    if choices.pictures is None:
        first = product.pictures[: rules.most_pictures]
    else:
        first = tuple(url for url in dict.fromkeys(choices.pictures) if url in known)
        first = first[: rules.most_pictures]
    shown = frozenset(first)
    rest = [url for url in known if url not in shown]
    return (
        *(DraftPicture(url, chosen=True) for url in first),
        *(DraftPicture(url, chosen=False) for url in rest),
    )


def _own_pictures(product: SupplierProduct, choices: Choices) -> dict[tuple[str, str], str]:
    """The pictures that the owner gave to options, by axis and value, where they are there."""
    known = {"", *product.every_picture} if choices.option_pictures else frozenset[str]()
    given = choices.option_pictures or ()
    return {(one.axis, one.value): one.url for one in given if one.url in known}


def _picture_of(
    product: SupplierProduct, row: SupplierSku, own: dict[tuple[str, str], str]
) -> str | None:
    chosen = next((own[pair] for pair in row.choice if pair in own), None)
    return product.picture_of(row) if chosen is None else chosen or None


def _description(choices: Choices) -> str | None:
    """The owner's text as safe markup."""
    text = choices.description
    return None if text is None else rich_text.to_markup(text[:LONGEST_DESCRIPTION])


def _price(
    variants: tuple[DraftVariant, ...], category: DraftCategory | None, own: Decimal | None
) -> tuple[PriceBreakdown | None, Refused | None]:
    costs = [variant.cost for variant in variants if variant.chosen and variant.cost is not None]
    if category is None or not costs:
        return None, None
    try:
        if own is not None:
            return own_price(own, max(costs), category.pricing), None
        return price_of(max(costs), category.pricing), None
    except Refused as refusal:
        return None, refusal
