"""Tells apart the replies of AliExpress' interfaces: product, captcha, error, or something else."""

from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.found import Found
from babydrop_desktop.gateways.aliexpress.lists import Node, items, node
from babydrop_desktop.gateways.aliexpress.shapes import recognise_data
from babydrop_desktop.gateways.aliexpress.texts import plain

_CAPTCHA = ("FAIL_SYS_USER_VALIDATE", "RGV587_ERROR")
_TOKEN = "FAIL_SYS_TOKEN_"  # noqa: S105 - the beginning of an error's name
_PRODUCT_GET = "aliexpress_ds_product_get_response"
# Codes of product.get (FACTS §2).
_OUTCOME_OF_CODE = {"605": Outcome.REMOVED, "602": Outcome.REGION_UNAVAILABLE}
_NO_ERROR = {"", "0", "00", "200"}
_ANSWERS = ("data", "result", "success", "access_token", "ret")


def recognise_reply(value: object) -> Found:
    """Name what a JSON text is; NOT_A_PRODUCT where it is none of the known replies.

    Product data is looked for first: where there is some, it is never a captcha (FACTS §4).
    """
    found = recognise_data(value)
    if found is None and isinstance(value, dict):
        found = _mtop(value) or _gateway_error(value) or _product_get(value)
    return found or Found(Outcome.NOT_A_PRODUCT)


def _mtop(value: Node) -> Found | None:
    ret = value.get("ret")
    texts = [plain(text) for text in items(ret)] if not isinstance(ret, str) else [plain(ret)]
    if not any(texts):
        return None
    everything = " ".join(texts)
    if any(sign in everything for sign in _CAPTCHA):
        return Found(Outcome.CAPTCHA)
    if _TOKEN in everything:
        return Found(Outcome.TOKEN_NEEDED)
    if "SUCCESS" in everything:
        return None
    return Found(Outcome.API_ERROR, note=everything[:300])


def _gateway_error(value: Node) -> Found | None:
    wrapped = node(value, "error_response")
    error = wrapped or value
    code = plain(error.get("code"))
    says = (plain(error.get(key)) for key in ("sub_code", "msg", "message", "sub_msg"))
    text = ": ".join(dict.fromkeys(part for part in says if part))
    bare = not wrapped and not any(key in value for key in _ANSWERS)
    if wrapped or (bare and code not in _NO_ERROR and text and _is_envelope(value)):
        return Found(Outcome.API_ERROR, note=": ".join(part for part in (code, text) if part)[:300])
    return None


def _is_envelope(value: Node) -> bool:
    return "request_id" in value or "type" in value or "sub_code" in value or "_trace_id_" in value


def _product_get(value: Node) -> Found | None:
    reply = node(value, _PRODUCT_GET) or value
    code = plain(reply.get("rsp_code"))
    if code in _NO_ERROR:
        return None
    note = f"{code}: {plain(reply.get('rsp_msg'))}"[:300]
    return Found(_OUTCOME_OF_CODE.get(code, Outcome.API_ERROR), Generation.E, note=note)
