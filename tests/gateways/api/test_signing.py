"""A question is signed as AliExpress' own documents show it."""

from babydrop_desktop.gateways.aliexpress.signing import signature

SECRET = "helloworld"  # noqa: S105 - of the documents


def test_a_business_call_is_signed_as_in_the_documents():
    params = {
        "access_token": "test", "app_key": "123456", "timestamp": "1517820392000",
        "sign_method": "sha256", "aliexpress_category_id": "200135143",
        "method": "aliexpress.logistics.redefining.getonlinelogisticsinfo",
    }  # fmt: skip
    expected = "F7F7926B67316C9D1E8E15F7E66940ED3059B1638C497D77973F30046EFB5BBB"
    assert signature(SECRET, params) == expected


def test_a_system_call_is_signed_with_its_path():
    params = {
        "app_key": "12345678", "code": "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26",
        "timestamp": "1517820392000", "sign_method": "sha256",
    }  # fmt: skip
    expected = "35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81"
    assert signature(SECRET, params, path="/auth/token/create") == expected
    assert signature(SECRET, params) != expected
