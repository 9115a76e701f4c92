"""Signing in: who comes in, what is not told, and how a session begins and ends."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.city import PASSWORD
from tests.furnished import NOW, Furnished

SIGN_IN = "/desk/sign-in/"
WRONG = "Sähköpostiosoite tai salasana on väärin."
CLOSED = "Liian monta yritystä. Kokeile uudelleen vartin kuluttua."
ELSEWHERE = (
    "https://example.invalid/",
    "//example.invalid/",
    "/\\example.invalid/",
    "\\\\example.invalid",
    "javascript:alert(1)",
    "http:example.invalid",
    "/\t/example.invalid/",
    "https:///example.invalid",
)


def knock(client: Client, name: str, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    """One attempt: the status, and the page or where it leads."""
    words = {"email": f"{name}@esimerkki.invalid", "password": password, **more}
    answer = client.post(SIGN_IN, words)
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def test_the_right_words_lead_to_ones_own_turn(small_city: Furnished) -> None:
    assert knock(Client(), "liisa") == (302, "/desk/")


@pytest.mark.parametrize("odd", ["0", "desk", "my_turn", "²", "a\r\nSet-Cookie: a=b"])
def test_an_odd_page_to_come_back_to_breaks_nothing(small_city: Furnished, odd: str) -> None:
    status, place = knock(Client(), "liisa", next=odd)
    assert (status, "\n" in place) == (302, False)


def test_an_address_is_known_whatever_its_capitals(small_city: Furnished) -> None:
    assert knock(Client(), "  LIISA")[0] == 302


def test_one_comes_back_to_the_page_one_asked_for(small_city: Furnished) -> None:
    client = Client()
    asked = f"/desk/rounds/{small_city.round.pk}/?x=1"
    sent = client.get(asked)["Location"]
    page = client.get(sent)
    assert f'name="next" value="{asked}"' in page.content.decode()
    assert knock(client, "liisa", next=asked) == (302, asked)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_address_leads_out_of_the_city(small_city: Furnished, place: str) -> None:
    assert knock(Client(), "liisa", next=place) == (302, "/desk/")
    page = Client().get(SIGN_IN, {"next": place}).content.decode()
    assert 'name="next" value="/desk/"' in page


@pytest.mark.parametrize("place", ELSEWHERE)
def test_choosing_a_look_leads_nowhere_else(small_city: Furnished, place: str) -> None:
    answer = Client().post("/ulkoasu/", {"scheme": "dark", "next": place})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_an_unknown_address_is_answered_as_a_wrong_password(small_city: Furnished) -> None:
    known, unknown = knock(Client(), "liisa", "väärä"), knock(Client(), "olematon", "väärä")
    assert known[0] == unknown[0] == 422
    assert WRONG in known[1]
    assert bare(known[1], "liisa") == bare(unknown[1], "olematon")


def bare(page: str, name: str) -> list[str]:
    """The page without its token and without the name that was typed."""
    return [line for line in page.replace(name, "").splitlines() if "csrfmiddleware" not in line]


@pytest.mark.parametrize("name", ["liisa", "olematon"])
def test_five_failures_close_the_address_for_a_quarter(small_city: Furnished, name: str) -> None:
    for _ in range(5):
        assert WRONG in knock(Client(), name, "väärä")[1]
    status, page = knock(Client(), name)
    assert status == 422
    assert CLOSED in page
    assert knock(Client(), "matti")[0] == 302


def test_after_a_quarter_one_may_try_again(small_city: Furnished) -> None:
    for _ in range(5):
        knock(Client(), "liisa", "väärä")
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert knock(Client(), "liisa")[0] == 302


def test_strangers_who_guess_do_not_shut_out_a_browser_that_has_been_in(
    small_city: Furnished,
) -> None:
    own = Client()
    knock(own, "liisa")
    own.post("/desk/sign-out/")
    for _ in range(6):
        knock(Client(), "liisa", "väärä")
    assert CLOSED in knock(Client(), "liisa")[1]
    assert knock(own, "liisa") == (302, "/desk/")


def test_a_browser_that_has_been_in_guesses_five_times_like_any_other(
    small_city: Furnished,
) -> None:
    own = Client()
    knock(own, "liisa")
    for _ in range(5):
        assert WRONG in knock(own, "liisa", "väärä")[1]
    assert CLOSED in knock(own, "liisa")[1]


@pytest.mark.parametrize("cookie", ["", "1", "1:abc:def"])
def test_a_forged_cookie_makes_no_browser_known(small_city: Furnished, cookie: str) -> None:
    for _ in range(5):
        knock(Client(), "liisa", "väärä")
    forger = Client()
    forger.cookies["ruori_browser"] = cookie
    assert CLOSED in knock(forger, "liisa")[1]


def test_a_session_gets_a_new_key_at_the_door(small_city: Furnished) -> None:
    client = Client()
    client.force_login(small_city.user("matti"))
    before = client.cookies["sessionid"].value
    assert knock(client, "liisa")[0] == 302
    after = client.cookies["sessionid"]
    assert after.value != before
    assert after["httponly"]
    assert after["samesite"] == "Lax"
    assert opens(before) == 302


def test_a_key_made_up_by_another_opens_nothing(small_city: Furnished) -> None:
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    assert knock(client, "liisa")[0] == 302
    assert client.cookies["sessionid"].value != "a" * 32
    assert opens("a" * 32) == 302


def test_signing_out_ends_the_session_for_every_copy_of_its_key(small_city: Furnished) -> None:
    client = Client()
    knock(client, "liisa")
    key = client.cookies["sessionid"].value
    assert opens(key) == 200
    assert client.get("/desk/sign-out/").status_code == 405
    assert client.post("/desk/sign-out/")["Location"] == SIGN_IN
    assert opens(key) == 302


def test_an_account_put_out_of_use_is_out_at_once(small_city: Furnished) -> None:
    client = small_city.browser("liisa")
    user = small_city.user("liisa")
    assert client.get("/desk/").status_code == 200
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert client.get("/desk/").status_code == 302
    assert knock(Client(), "liisa")[0] == 422


def opens(key: str) -> int:
    """The answer of the desk to a key."""
    client = Client()
    client.cookies["sessionid"] = key
    return client.get("/desk/").status_code
