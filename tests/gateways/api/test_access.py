"""The owner's permission is kept by the system, renewed before it ends, and never lost."""

import threading
from datetime import timedelta

import pytest

from babydrop_desktop.domain.supplier_access import AccessState
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.gateways.aliexpress import access as access_module
from babydrop_desktop.gateways.aliexpress.access import REFRESH
from babydrop_desktop.gateways.aliexpress.api import PRODUCT
from tests.fakes import api
from tests.gateways.fetching import quiet


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.reason


def ask(made):
    return made.api.product(api.ITEM, check=quiet)


def used(server):
    return server.asked(PRODUCT)[-1]["access_token"]


def test_a_code_becomes_a_permission_that_the_key_store_keeps(program, keys, server, clock):
    made = program()
    made.access.keep_secret(api.SECRET, quiet)
    grant = made.access.sign_in(api.CODE, quiet)
    assert grant.account == "ada@shop.example"
    assert grant.access_until == clock.now() + timedelta(days=1)
    assert grant.refresh_until == clock.now() + timedelta(days=2)
    assert list(keys.kept) == [("BabyDrop Desktop AliExpress", api.APP_KEY)]
    assert len(next(iter(keys.kept.values()))) < 1280  # what Windows takes
    assert program().access.session(quiet).token == server.access  # another run
    assert server.access not in repr(grant)
    assert api.SECRET not in repr(made.access.look())


def test_a_code_counts_once(signed_in):
    assert refused(lambda: signed_in.access.sign_in(api.CODE, quiet)) == "sign_in_code_ended"
    assert ask(signed_in)  # the permission from before stays


def test_without_a_key_nothing_is_asked(program, server):
    made = program()
    assert refused(lambda: ask(made)) == "no_key"
    made.access.keep_secret(api.SECRET, quiet)
    assert refused(lambda: ask(made)) == "sign_in_again"
    assert server.seen == []


def test_a_wrong_secret_is_told_as_one(program):
    made = program()
    made.access.keep_secret("other", quiet)
    assert refused(lambda: made.access.sign_in(api.CODE, quiet)) == "secret_wrong"


def test_another_secret_forgets_the_permission(signed_in):
    signed_in.access.keep_secret("other", quiet)
    assert signed_in.access.look().grant is None


def test_it_is_renewed_before_it_ends(signed_in, server, clock):
    clock.go(hours=23, minutes=29)
    ask(signed_in)
    assert server.asked("/rest" + REFRESH) == []
    clock.go(minutes=2)
    ask(signed_in)
    assert len(server.asked("/rest" + REFRESH)) == 1
    assert used(server) == server.access != "access-1"


def test_what_aliexpress_refuses_early_is_renewed_once_and_asked_again(signed_in, server):
    server.access = "revoked-there"
    assert ask(signed_in)
    assert len(server.asked("/rest" + REFRESH)) == 1
    server.answers[PRODUCT] = api.error("IllegalAccessToken")
    assert refused(lambda: ask(signed_in)) == "sign_in_again"
    assert len(server.asked("/rest" + REFRESH)) == 2


def test_a_permission_that_ended_wants_its_owner(signed_in, server, clock, keys):
    clock.go(days=3)
    assert refused(lambda: ask(signed_in)) == "sign_in_again"
    assert server.asked("/rest" + REFRESH) == []
    assert signed_in.access.known() is AccessState.ENDED


def test_a_renewal_that_is_refused_is_not_tried_again(signed_in, server, clock):
    server.refresh = "taken-back"
    clock.go(hours=25)
    assert refused(lambda: ask(signed_in)) == "sign_in_again"
    assert refused(lambda: ask(signed_in)) == "sign_in_again"
    assert len(server.asked("/rest" + REFRESH)) == 1
    assert signed_in.access.known() is AccessState.ENDED


def test_a_renewal_that_fails_leaves_what_still_counts(signed_in, server, clock):
    clock.go(hours=23, minutes=45)
    server.moods = [api.error("ServiceUnavailable", kind="ISP")]
    assert ask(signed_in)
    assert used(server) == "access-1"
    clock.go(hours=1)
    server.moods = [api.error("ServiceUnavailable", kind="ISP")]
    with pytest.raises(Unavailable) as caught:
        ask(signed_in)
    assert caught.value.reason == "api_broken"
    assert ask(signed_in)  # nothing was lost by that


def test_ten_threads_of_two_programs_renew_once(program, signed_in, server, clock):
    programs = [signed_in, program()]
    for made in programs:
        ask(made)
    clock.go(hours=25)
    failed = []

    def one(made):
        try:
            ask(made)
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    threads = [threading.Thread(target=one, args=(programs[at % 2],)) for at in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert len(server.asked("/rest" + REFRESH)) == 1


def test_what_another_program_renewed_is_taken(program, signed_in, server):
    other = program()
    ask(other)
    server.access = "revoked-there"
    ask(signed_in)
    ask(other)
    assert len(server.asked("/rest" + REFRESH)) == 1


def test_a_program_without_the_lock_that_renewed_first_is_believed(
    program, signed_in, server, clock, keys, monkeypatch
):
    # The same key in another shop's folder: no common lock, but one key store.
    clock.go(hours=25)
    stale = next(iter(keys.kept.values()))
    ask(program())
    fresh = next(iter(keys.kept.values()))
    place = next(iter(keys.kept))
    answers = iter([stale, fresh])
    monkeypatch.setattr(keys, "get", lambda _place: next(answers, fresh))
    assert ask(signed_in)
    assert keys.kept[place] == fresh


def test_a_lock_that_never_comes_free_is_told(signed_in, clock, monkeypatch):
    clock.go(hours=25)
    monkeypatch.setattr(access_module, "PATIENCE_S", 0.0)
    with signed_in.access._one, pytest.raises(Unavailable) as caught:
        ask(signed_in)
    assert caught.value.reason == "sign_in_busy"


def test_what_is_known_costs_no_question(program, keys, clock):
    made = program()
    assert made.access.known() is AccessState.ALLOWED  # not looked at yet: to be found out
    assert keys.reads == 0
    assert refused(lambda: ask(made)) == "no_key"
    reads = keys.reads
    assert made.access.known() is AccessState.NO_KEY
    assert keys.reads == reads
    clock.go(minutes=3)  # somebody may have signed in meanwhile, in another program
    assert made.access.known() is AccessState.ALLOWED


def test_a_key_store_that_waits_is_not_asked_by_every_import(program, keys, clock):
    made = program()
    keys.error = Unavailable("It waits.", reason="key_store_waits")
    with pytest.raises(Unavailable):
        ask(made)
    assert made.access.known() is AccessState.LOCKED
    clock.go(minutes=3)
    assert made.access.known() is AccessState.ALLOWED


def test_what_the_key_store_does_not_take_is_not_lost(signed_in, program, keys, server, clock):
    real = keys.keep

    def waits(*_what):
        raise Unavailable("It waits.", reason="key_store_waits")

    keys.keep = waits
    clock.go(hours=25)
    assert ask(signed_in)
    assert used(server) == server.access != "access-1"
    assert ask(signed_in)
    assert len(server.asked("/rest" + REFRESH)) == 1, "what was renewed counts, though it lies here"
    keys.keep = real
    assert signed_in.access.look().grant.access_token == server.access
    assert program().access.session(quiet).token == server.access, "and is kept when it can be"


def test_what_is_forgotten_is_gone(signed_in, keys, program):
    signed_in.access.forget(quiet)
    assert keys.kept == {}
    assert refused(lambda: ask(program())) == "no_key"


@pytest.mark.parametrize("text", ["", "{}", "password", '{"secret": 3}'])
def test_what_is_none_of_ours_in_the_key_store_counts_as_nothing(program, keys, text):
    keys.kept["BabyDrop Desktop AliExpress", api.APP_KEY] = text
    assert refused(lambda: ask(program())) == "no_key"


@pytest.mark.parametrize(
    ("lasts", "access", "refresh"),
    [
        ({"expires_in": 100, "refresh_expires_in": 200}, 100, 200),
        ({"expire_time": "1795424500000", "refresh_token_valid_time": 1795424600000}, 100, 200),
        ({"expires_in": "100"}, 100, 100),
        ({"expires_in": 10**17}, 315_360_000, 315_360_000),
    ],
)
def test_the_ends_of_a_permission_are_read(program, server, clock, lasts, access, refresh):
    server.lasts = lasts
    made = program()
    made.access.keep_secret(api.SECRET, quiet)
    grant = made.access.sign_in(api.CODE, quiet)
    assert (grant.access_until - clock.now()).total_seconds() == access
    assert (grant.refresh_until - clock.now()).total_seconds() == refresh


def test_a_reply_without_a_permission_is_none(program, server):
    server.lasts = {"access_token": "", "expires_in": 100}
    made = program()
    made.access.keep_secret(api.SECRET, quiet)
    with pytest.raises(Unavailable) as caught:
        made.access.sign_in(api.CODE, quiet)
    assert caught.value.reason == "api_error"
    assert made.access.look().grant is None
