"""The second factor of an account: a phone that shows six other digits every half a minute, and ten recovery codes.

django-otp keeps them, takes each code once and makes one wait after wrong ones, twice as long each time. Passwords are
guarded by axes, which knows nothing of codes. Moments are real ones, even in a preview.
"""

import datetime as dt
import math
import re
import secrets
from base64 import b32encode

import django_otp
import segno
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

PREPARED_FOR = dt.timedelta(minutes=15)  # then a phone that was not confirmed has to be set up anew
RECOVERY_CODES = 10
DIGITS_OF_A_PHONE, DIGITS_OF_RECOVERY = 6, 10
QUIET_ZONE = 4  # modules of white that ISO 18004 wants around the square


def lets_in(user):
    """Whether nothing more is asked of staff who gave their password."""
    verified = getattr(user, "otp_device", None) is not None
    return verified or not (settings.SECOND_FACTOR_REQUIRED or user.has_second_factor)


def phone(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


def prepared_phone(user, now):
    """The phone that is being set up."""
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False, created_at__gt=now - PREPARED_FOR)
    return waiting.order_by("pk").last()


def device_meant_by(user, code):
    """A phone's code and a recovery code differ in length."""
    return phone(user) if len(code) == DIGITS_OF_A_PHONE else StaticDevice.objects.filter(user=user).first()


def seconds_to_wait(device, now):
    """How long no code is looked at, after wrong ones; whole seconds."""
    allowed, reason = device.verify_is_allowed()
    return 0 if allowed else max(1, math.ceil((reason["locked_until"] - now).total_seconds()))


def take(device, code):
    """Whether the code is the device's; it will not be a second time, and a wrong one is counted."""
    return django_otp.verify_token(device.user, device.persistent_id, code) is not None


@transaction.atomic
def prepare(user):
    """Begin to set a phone up; the one in use stays until the new one is confirmed."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="telefon", confirmed=False)


@transaction.atomic
def confirm(device):
    """From now on this phone alone gives the account's codes; the recovery codes, said this once."""
    TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    note(device.user, "Włączono drugi składnik logowania na nowym urządzeniu.", by=device.user)
    return new_recovery_codes(device.user)


@transaction.atomic
def new_recovery_codes(user):
    """Ten new ones, said this once; those before are worth nothing."""
    device = StaticDevice.objects.filter(user=user).first() or StaticDevice.objects.create(user=user, name="kody")
    device.token_set.all().delete()
    codes = {f"{secrets.randbelow(10**DIGITS_OF_RECOVERY):0{DIGITS_OF_RECOVERY}}" for _ in range(RECOVERY_CODES)}
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    note(user, "Wydano nowe kody zapasowe.", by=user)
    return sorted(codes)


@transaction.atomic
def remove(user, *, by):
    """The account is left with its password."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    note(user, "Usunięto drugi składnik logowania.", by=by)


def note(user, message, *, by):
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, change_message=message, single_object=True)


def in_groups(text, size):
    """„JBSWY3DPEHPK3PXP” → „JBSW Y3DP EHPK 3PXP”, as people copy it."""
    return " ".join(re.findall(f".{{1,{size}}}", text))


def key_of(device):
    """The secret as text, for a phone without a camera."""
    return in_groups(b32encode(device.bin_key).decode(), 4)


def square(text):
    """A QR code → (its side in modules, the path that draws its dark ones)."""
    code = segno.make(text, micro=False)
    rows = code.matrix_iter(border=QUIET_ZONE)
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return code.symbol_size(border=QUIET_ZONE)[0], "".join(dark)
