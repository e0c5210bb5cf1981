"""Tells "Ships From" apart from what a buyer chooses, in whatever language the page is."""

import re

from babydrop_desktop.domain.supplier_product import SHIPS_FROM, Warehouse
from babydrop_desktop.gateways.aliexpress.lists import Node, digits, nodes
from babydrop_desktop.gateways.aliexpress.texts import plain

# FACTS, trap 3.
COUNTRY_OF_VALUE = {
    "201336100": "CN", "201336106": "US", "203287806": "CZ", "203372089": "PL", "201336104": "ES",
    "201336103": "RU", "201336342": "FR", "100015076": "BE", "201336343": "IT", "201336099": "AU",
    "203054829": "BR", "203124903": "IL",
}  # fmt: skip
_COUNTRY_OF_NAME = {
    "china": "CN", "china mainland": "CN", "mainland china": "CN", "united states": "US",
    "czech republic": "CZ", "poland": "PL", "spain": "ES", "russian federation": "RU",
    "russia": "RU", "france": "FR", "belgium": "BE", "italy": "IT", "australia": "AU",
    "brazil": "BR", "israel": "IL", "germany": "DE", "united kingdom": "GB", "turkey": "TR",
    "turkiye": "TR", "mexico": "MX", "ukraine": "UA", "saudi arabia": "SA", "netherlands": "NL",
    "united arab emirates": "AE", "chile": "CL", "canada": "CA", "japan": "JP", "korea": "KR",
    "китай": "CN", "россия": "RU", "российская федерация": "RU", "сша": "US", "польша": "PL",
    "испания": "ES", "чехия": "CZ", "франция": "FR", "германия": "DE", "турция": "TR",
}  # fmt: skip
_VALUE_ID = re.compile(r"-?[1-9][0-9]{0,17}")
# In every language of a storefront, for lists that lack the id.
_NAMES = {
    "ships from", "ship from", "shipping from", "enviado desde", "envío desde", "enviar desde",
    "enviado de", "envio de", "enviado do", "expédié de", "expédition depuis", "expédié depuis",
    "envoyé de", "versand aus", "versendet aus", "lieferung aus", "versand von", "spedito da",
    "spedizione da", "spedisce da", "verzonden vanaf", "verzonden van", "verzending vanuit",
    "wysyłka z", "wysyłane z", "dostawa z", "доставка из", "отправка из", "доставка з",
    "gönderim yeri", "gönderildiği yer", "発送元", "出荷元", "배송지", "발송지", "출고지",
    "배송 출발지", "الشحن من", "يُشحن من", "شحن من", "נשלח מ", "נשלח מ-", "משלוח מ", "ส่งจาก",
    "จัดส่งจาก", "gửi từ", "vận chuyển từ", "giao hàng từ", "dikirim dari", "pengiriman dari",
    "发货地",
}  # fmt: skip


def value_id(value: Node) -> str:
    """Give the id of one option value, "" where it has none. Seller-made ones may be negative."""
    for key in ("propertyValueIdLong", "propertyValueId"):
        given = value.get(key)
        text = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
        if _VALUE_ID.fullmatch(text):
            return text
    return ""


def is_ships_from(axis: Node) -> bool:
    """Whether an option axis of a page is the warehouse: by its id, else by its values or name."""
    axis_id = digits(axis.get("skuPropertyId"))
    if axis_id:
        return axis_id == SHIPS_FROM
    values = nodes(axis.get("skuPropertyValues"))
    if any(value.get("skuPropertySendGoodsCountryCode") for value in values):
        return True
    if values and all(value_id(value) in COUNTRY_OF_VALUE for value in values):
        return True
    return plain(axis.get("skuPropertyName")).casefold().rstrip(" :") in _NAMES


def country_of_name(name: object) -> str | None:
    """Give the country (ISO alpha-2) with that English name, None where it is not known."""
    return _COUNTRY_OF_NAME.get(plain(name).casefold())


def warehouse(identity: str, value: Node, seller_name: str) -> Warehouse:
    """Describe the warehouse with that value id; `value` may be empty where the page lists none."""
    generic = plain(value.get("propertyValueName"))
    name = plain(value.get("propertyValueDisplayName")) or generic or plain(seller_name)
    code = plain(value.get("skuPropertySendGoodsCountryCode")).upper()
    country = code if len(code) == 2 and code.isascii() and code.isalpha() else None
    if country is None:
        country = COUNTRY_OF_VALUE.get(identity)
    if country is None:
        known = (country_of_name(text) for text in (name, generic, seller_name))
        country = next((found for found in known if found), None)
    return Warehouse(id=identity, name=name or country or identity, country=country)
