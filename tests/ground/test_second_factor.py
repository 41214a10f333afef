"""Signing in with a second factor: what the password alone opens, what a code opens, and who may change it."""

import datetime as dt
import time

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django_otp.oath import hotp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from leszno_ngo import clock, second_factor
from leszno_ngo.choices import Role
from leszno_ngo.models import User

pytestmark = pytest.mark.django_db

DESK = reverse("admin:index")
SIGN_IN = reverse("admin:login")
CODE = reverse("admin:second_factor_code")
OFFER = reverse("admin:second_factor")
PHONE = reverse("admin:second_factor_phone")
DEPARTMENTS = reverse("admin:leszno_ngo_department_changelist")


@pytest.fixture
def official():
    return User.objects.create_user("urzednik", password="haslo-bardzo-dlugie", is_staff=True)


@pytest.fixture
def coordinator():
    return User.objects.create_user("koordynator", is_staff=True, role=Role.COORDINATOR)


@pytest.fixture
def phone(official):
    """A phone that was set up; its recovery codes are in use too."""
    return phone_of(official)


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def phone_of(user):
    phone = second_factor.prepare(user)
    second_factor.confirm(phone)
    return TOTPDevice.objects.get(pk=phone.pk)


def code_of(phone):
    """What the phone shows, and after that was used, what it shows next."""
    phone.refresh_from_db()
    return f"{hotp(phone.bin_key, max(int(time.time()) // phone.step, phone.last_t + 1)):06}"


def wrong_code(phone):
    return f"{(int(code_of(phone)) + 1) % 10**6:06}"


def verified(client, user, phone):
    """A client that gave the password and a code."""
    client.force_login(user)
    assert client.post(CODE, {"code": code_of(phone)}).status_code == 302
    return client


def where(response):
    return [response.status_code, response.headers.get("Location")]


def errors(response):
    return [str(error) for errors in response.context["form"].errors.values() for error in errors]


# ── After the password ──────────────────────────────────────────────────────────────────────────────────────────────


def test_password_leads_to_the_page_that_asks_for_the_code_and_the_code_to_where_one_wanted(client, official, phone):
    credentials = {"username": "urzednik", "password": "haslo-bardzo-dlugie", "next": DEPARTMENTS}
    after_password = client.post(SIGN_IN, credentials, follow=True)
    after_code = client.post(CODE, {"code": code_of(phone), "next": after_password.context["form"]["next"].value()})

    assert after_password.redirect_chain[-1] == (f"{CODE}?next={DEPARTMENTS.replace('/', '%2F')}", 302)
    assert where(after_code) == [302, DEPARTMENTS]
    assert client.get(DEPARTMENTS).status_code == 200


def test_password_alone_opens_nothing_and_names_nothing_of_the_desk(client, official, phone):
    client.force_login(official)
    addresses = [
        DESK,
        DEPARTMENTS,
        f"{reverse('admin:autocomplete')}?app_label=leszno_ngo&model_name=user&field_name=departments",
        reverse("admin:jsi18n"),
        reverse("admin:password_change"),
        reverse("admin:leszno_ngo_department_history", args=[1]),
        reverse("admin:app_list", args=["leszno_ngo"]),
        "/admin/nie-ma-takiej/",
    ]

    assert {
        address: client.get(address).headers.get("Location", "").partition("?")[0] for address in addresses
    } == dict.fromkeys(addresses, SIGN_IN)
    page = client.get(CODE)
    assert (page.context["available_apps"], page.context["has_permission"]) == ([], False)


def test_password_alone_opens_every_public_page(client, official, phone):
    client.force_login(official)

    assert client.get("/").status_code == 200


def test_who_gave_the_password_alone_may_sign_out(client, official, phone):
    client.force_login(official)

    assert client.post(reverse("admin:logout")).status_code == 200
    assert "_auth_user_id" not in client.session


def test_who_is_no_staff_is_asked_for_no_code(client):
    client.force_login(User.objects.create_user("mieszkaniec"))

    assert where(client.get(CODE)) == [302, f"{SIGN_IN}?next={CODE}"]


# ── The code ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_code_may_be_typed_as_applications_show_it(client, official, phone):
    client.force_login(official)
    code = code_of(phone)

    assert where(client.post(CODE, {"code": f" {code[:3]} {code[3:]}"})) == [302, DESK]


def test_way_back_to_another_site_is_not_taken(client, official, phone):
    client.force_login(official)

    assert where(client.post(CODE, {"code": code_of(phone), "next": "https://example.com/"})) == [302, DESK]
    assert where(client.get(f"{CODE}?next=//example.com/")) == [302, DESK]
    assert where(client.get(f"{CODE}?next=%00")) == [302, DESK]


def test_session_has_another_key_after_the_code(client, official, phone):
    client.force_login(official)
    before = client.session.session_key

    verified(client, official, phone)

    assert client.session.session_key != before
    client.cookies["sessionid"] = before
    assert client.get(DESK).status_code == 302


def test_code_works_once(client, official, phone):
    code = code_of(phone)
    client.force_login(official)
    client.post(CODE, {"code": code})
    client.logout()
    client.force_login(official)

    assert errors(client.post(CODE, {"code": code})) == [
        "Ten kod jest błędny albo już użyty. Poczekaj 1\N{NO-BREAK SPACE}sekundę i wpisz następny."
    ]
    assert client.get(DESK).status_code == 302


def test_wrong_codes_make_one_wait_twice_as_long_each_time_even_with_the_right_one(client, official, phone):
    client.force_login(official)
    said = []
    for hours_ago in range(3, 0, -1):
        said += errors(client.post(CODE, {"code": wrong_code(phone)}))
        TOTPDevice.objects.update(throttling_failure_timestamp=clock.real_now() - dt.timedelta(hours=hours_ago))
    said += errors(client.post(CODE, {"code": wrong_code(phone)}))
    said += errors(client.post(CODE, {"code": code_of(phone)}))

    waits = ["1\N{NO-BREAK SPACE}sekundę", "2\N{NO-BREAK SPACE}sekundy", "4\N{NO-BREAK SPACE}sekundy"]
    assert said[:3] == [f"Ten kod jest błędny albo już użyty. Poczekaj {wait} i wpisz następny." for wait in waits]
    assert said[4].startswith("Kod był błędny zbyt wiele razy. Odczekaj ")
    assert client.get(DESK).status_code == 302
    assert AccessAttempt.objects.count() == 0  # those are wrong passwords

    TOTPDevice.objects.update(throttling_failure_timestamp=clock.real_now() - dt.timedelta(hours=1))
    assert where(client.post(CODE, {"code": code_of(phone)})) == [302, DESK]


@pytest.mark.parametrize("code", ["12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_cannot_be_a_code_is_refused_without_making_one_wait(client, official, phone, code):
    client.force_login(official)

    assert errors(client.post(CODE, {"code": code})) == ["Wpisz 6 cyfr z aplikacji albo 10 cyfr kodu zapasowego."]
    phone.refresh_from_db()
    assert phone.throttling_failure_count == 0


def test_recovery_code_works_once_and_the_desk_says_how_many_are_left(client, official, phone):
    code = second_factor.in_groups(StaticToken.objects.first().token, 5)
    client.force_login(official)
    first = client.post(CODE, {"code": code}, follow=True)
    client.logout()
    client.force_login(official)

    assert [str(message) for message in first.context["messages"]] == [
        "Ten kod zapasowy jest już zużyty. Masz jeszcze 9 kodów zapasowych."
    ]
    assert client.post(CODE, {"code": code}).status_code == 200
    assert client.get(DESK).status_code == 302


def test_code_of_somebody_elses_phone_opens_nothing(client, official, phone, coordinator):
    other = phone_of(coordinator)
    client.force_login(official)

    client.post(CODE, {"code": code_of(other)})

    assert client.get(DESK).status_code == 302


# ── Setting it up ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_where_it_is_optional_the_desk_is_open_and_the_menu_offers_it(client, official):
    client.force_login(official)

    page = client.get(DESK)

    assert page.status_code == 200
    assert "Włącz drugi składnik logowania" in page.content.decode()


def test_where_it_is_required_the_desk_stays_closed_until_it_is_set_up(client, official, required):
    client.force_login(official)
    closed = client.get(DEPARTMENTS, follow=True)
    offered = client.post(OFFER, {"next": closed.context["form"]["next"].value()}, follow=True)
    phone = TOTPDevice.objects.get()
    still_closed = client.get(DEPARTMENTS)
    codes = client.post(PHONE, {"code": code_of(phone), "next": offered.context["form"]["next"].value()})

    assert closed.redirect_chain[-1][0].partition("?")[0] == OFFER
    assert still_closed.status_code == 302
    assert len(codes.context["codes"]) == 10
    assert codes.context["way_back"] == DEPARTMENTS
    assert client.get(DEPARTMENTS).status_code == 200


def test_page_with_the_secret_shows_the_same_one_again_and_writes_nothing(client, official):
    client.force_login(official)
    client.post(OFFER)

    pages = [client.get(PHONE).context["key"] for _ in range(2)]

    assert pages[0] == pages[1] == second_factor.key_of(TOTPDevice.objects.get())
    assert TOTPDevice.objects.count() == 1


def test_phone_that_was_not_confirmed_asks_for_nothing_and_is_forgotten(client, official):
    client.force_login(official)
    client.post(OFFER)

    assert client.get(DESK).status_code == 200
    TOTPDevice.objects.update(created_at=clock.real_now() - second_factor.PREPARED_FOR)
    assert where(client.get(PHONE)) == [302, f"{OFFER}?next=%2Fadmin%2F"]


def test_wrong_first_code_confirms_nothing(client, official):
    client.force_login(official)
    client.post(OFFER)

    client.post(PHONE, {"code": wrong_code(TOTPDevice.objects.get())})

    assert second_factor.phone(official) is None
    assert StaticDevice.objects.count() == 0


def test_recovery_codes_are_shown_once(client, official):
    client.force_login(official)
    client.post(OFFER)
    code = {"code": code_of(TOTPDevice.objects.get())}
    shown = client.post(PHONE, code).context["codes"]

    assert {code.replace(" ", "") for code in shown} == set(StaticToken.objects.values_list("token", flat=True))
    assert where(client.post(PHONE, code)) == [302, f"{OFFER}?next=%2Fadmin%2F"]
    assert shown[0] not in client.get(OFFER).content.decode()


def test_every_session_opened_with_the_password_alone_is_asked_for_a_code_from_then_on(client, official):
    client.force_login(official)
    assert client.get(DESK).status_code == 200

    phone_of(official)

    assert client.get(DESK).status_code == 302


# ── Changing it ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_password_alone_does_not_reach_the_pages_that_change_it(client, official, phone):
    second_factor.prepare(official)
    client.force_login(official)

    answers = [client.get(OFFER), client.post(OFFER, {"act": "remove", "code": code_of(phone)}), client.get(PHONE)]

    assert [where(answer)[1].partition("?")[0] for answer in answers] == [CODE] * 3
    assert second_factor.phone(official) == phone


@pytest.mark.parametrize("act", ["phone", "codes", "remove"])
def test_nothing_changes_without_a_fresh_code(client, official, phone, act):
    verified(client, official, phone)
    codes = set(StaticToken.objects.all())

    refused = [errors(client.post(OFFER, {"act": act, "code": code})) for code in ("", wrong_code(phone))]

    assert refused[0] == ["Wpisz kod."]
    assert len(refused[1]) == 1
    assert list(TOTPDevice.objects.all()) == [phone]
    assert set(StaticToken.objects.all()) == codes


def test_old_phone_works_until_the_new_one_is_confirmed(client, official, phone):
    verified(client, official, phone)
    client.post(OFFER, {"act": "phone", "code": code_of(phone)})
    assert second_factor.phone(official) == phone

    new = TOTPDevice.objects.get(confirmed=False)
    client.post(PHONE, {"code": code_of(new)})

    assert second_factor.phone(official) == new
    assert not TOTPDevice.objects.filter(pk=phone.pk).exists()
    assert client.get(DESK).status_code == 200


def test_new_recovery_codes_end_the_old_ones(client, official, phone):
    verified(client, official, phone)
    old = StaticToken.objects.first().token

    shown = client.post(OFFER, {"act": "codes", "code": code_of(phone)}).context["codes"]

    assert len(shown) == StaticToken.objects.count() == 10
    assert not StaticToken.objects.filter(token=old).exists()


def test_removing_leaves_the_password_and_a_note(client, official, phone):
    verified(client, official, phone)

    client.post(OFFER, {"act": "remove", "code": code_of(phone)})

    assert (TOTPDevice.objects.count(), StaticDevice.objects.count()) == (0, 0)
    assert client.get(DESK).status_code == 200
    assert [entry.change_message for entry in LogEntry.objects.filter(object_id=official.pk)[:1]] == [
        "Usunięto drugi składnik logowania."
    ]


def test_nobody_removes_what_is_required(client, official, phone, required):
    verified(client, official, phone)

    assert len(errors(client.post(OFFER, {"act": "remove", "code": code_of(phone)}))) == 1
    assert second_factor.phone(official) == phone


# ── Somebody else's ─────────────────────────────────────────────────────────────────────────────────────────────────


def remove_of(client, *users, **answer):
    action = {"action": "remove_second_factor", "_selected_action": [user.pk for user in users]}
    return client.post(reverse("admin:leszno_ngo_user_changelist"), action | answer)


def test_coordinator_is_asked_first_and_then_frees_an_account_of_its_lost_phone(client, coordinator, official, phone):
    client.force_login(coordinator)

    asked = remove_of(client, official)
    assert list(asked.context["users"]) == [official]
    assert second_factor.phone(official) == phone

    remove_of(client, official, confirmed="on")
    assert second_factor.phone(official) is None
    entry = LogEntry.objects.latest("pk")
    assert (entry.user, entry.object_id, entry.change_message) == (
        coordinator,
        str(official.pk),
        "Usunięto drugi składnik logowania.",
    )


def test_coordinator_does_not_free_the_own_account_of_it(client, coordinator):
    phone = phone_of(coordinator)
    verified(client, coordinator, phone)

    remove_of(client, coordinator, confirmed="on")

    assert second_factor.phone(coordinator) == phone


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.AUDITOR])
def test_only_a_coordinator_frees_accounts(client, official, phone, role):
    client.force_login(User.objects.create_user("ktokolwiek", is_staff=True, role=role))

    remove_of(client, official, confirmed="on")

    assert second_factor.phone(official) == phone


def test_session_of_a_freed_account_is_asked_to_set_up_a_phone_anew(client, official, phone, coordinator, required):
    verified(client, official, phone)

    second_factor.remove(official, by=coordinator)

    assert client.get(DESK, follow=True).redirect_chain[-1][0].partition("?")[0] == OFFER


def test_no_page_of_the_desk_shows_secrets_of_devices(client, official, phone, django_user_model):
    superuser = django_user_model.objects.create_superuser("admin")
    client.force_login(superuser)

    assert [model for model in admin.site._registry if model._meta.app_label.startswith("otp_")] == []
    page = client.get(reverse("admin:leszno_ngo_user_change", args=[official.pk])).content.decode()
    assert [secret for secret in (phone.key, second_factor.key_of(phone)) if secret in page] == []
