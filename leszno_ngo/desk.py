"""The site of the officials' desk: Django's admin, with a front page that the floors above fill, behind two factors.

Nothing of the desk opens before `has_permission`, which every address of it asks: the password, and then the second
factor where the account has one or must have one. Between the two stand only the pages that ask for it or set it up.
"""

import django_otp
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from leszno_ngo import clock, second_factor
from leszno_ngo.forms import CodeForm, ConfirmationForm, SecondFactorForm, WayBackForm
from leszno_ngo.templatetags.leszno import plural


class DeskSite(admin.AdminSite):
    site_header = "Leszno dla organizacji – panel urzędu"
    site_title = "Panel urzędu"
    index_title = "Co chcesz zrobić?"
    empty_value_display = "–"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.panels = []  # functions of the request that give what the front page shows above the lists

    def index(self, request, extra_context=None):
        panels = {name: value for panel in self.panels for name, value in panel(request).items()}
        return super().index(request, panels | (extra_context or {}))

    def get_urls(self):
        ours = [
            path("logout/", self.logout, name="logout"),  # also for those who gave only the password
            path("drugi-skladnik/", after_password(self.second_factor), name="second_factor"),
            path("drugi-skladnik/kod/", after_password(self.second_factor_code), name="second_factor_code"),
            path("drugi-skladnik/telefon/", after_password(self.second_factor_phone), name="second_factor_phone"),
            path("r/<int:content_type_id>/<path:object_id>/", self.admin_view(self.view_on_site), name="view_on_site"),
        ]
        return ours + super().get_urls()

    def has_permission(self, request):
        return super().has_permission(request) and second_factor.lets_in(request.user)

    def get_app_list(self, request, app_label=None):
        return super().get_app_list(request, app_label) if self.has_permission(request) else []

    def login(self, request, extra_context=None):
        if request.method != "POST" and super().has_permission(request) and not self.has_permission(request):
            return self.next_step(request)
        return super().login(request, extra_context)

    def view_on_site(self, request, content_type_id, object_id):
        """The public address of a row, which says something of it, is told only of rows that exist for the user."""
        model = get_object_or_404(ContentType, pk=content_type_id).model_class()
        model_admin = self._registry.get(model)
        if not (
            model_admin and model_admin.has_view_permission(request) and model_admin.get_object(request, object_id)
        ):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    # ── The second factor ───────────────────────────────────────────────────────────────────────────────────────────

    def next_step(self, request):
        """To the page that asks for the second factor, or to the one where it is set up first."""
        name = "second_factor_code" if request.user.has_second_factor else "second_factor"
        return self.go(name, WayBackForm(request.GET, request=request).way_back)

    def go(self, name, way_back):
        return HttpResponseRedirect(reverse(f"admin:{name}", query={"next": way_back}, current_app=self.name))

    def page(self, request, template, title, **context):
        request.current_app = self.name
        required = settings.SECOND_FACTOR_REQUIRED
        context |= {**self.each_context(request), "title": title, "required": required}
        return TemplateResponse(request, template, context)

    def second_factor_code(self, request):
        """Asked after the password, until it is given."""
        if self.has_permission(request):
            return HttpResponseRedirect(WayBackForm(request.GET, request=request).way_back)
        if not request.user.has_second_factor:
            return self.next_step(request)
        form = CodeForm(request.POST or None, request=request, initial=request.GET)
        if form.is_valid():
            verified(request, form.device)
            tell_codes_left(request, form.device)
            return HttpResponseRedirect(form.cleaned_data["next"])
        return self.page(request, "admin/second_factor/code.html", "Podaj kod", form=form)

    def second_factor(self, request):
        """What the account has, and what may be done about it."""
        user = request.user
        if not user.has_second_factor:
            if request.method == "POST":
                second_factor.prepare(user)
                return self.go("second_factor_phone", WayBackForm(request.POST, request=request).way_back)
            form = WayBackForm(None, request=request, initial=request.GET)
            return self.page(request, "admin/second_factor/offer.html", "Drugi składnik logowania", form=form)
        if not self.has_permission(request):
            return self.next_step(request)
        may_remove = not settings.SECOND_FACTOR_REQUIRED
        form = SecondFactorForm(request.POST or None, request=request, initial=request.GET, may_remove=may_remove)
        if form.is_valid():
            return self.carry_out(request, form)
        context = {"form": form, "phone": second_factor.phone(user), "codes_left": second_factor.codes_left(user)}
        return self.page(request, "admin/second_factor/manage.html", "Drugi składnik logowania", **context)

    def carry_out(self, request, form):
        act, way_back = form.cleaned_data["act"], form.cleaned_data["next"]
        if act == form.PHONE:
            second_factor.prepare(request.user)
            return self.go("second_factor_phone", way_back)
        if act == form.CODES:
            return self.show_codes(request, second_factor.new_recovery_codes(request.user), way_back)
        second_factor.remove(request.user, by=request.user)
        messages.success(request, "Drugi składnik logowania jest wyłączony. Do panelu wystarcza hasło.")
        return self.go("second_factor", way_back)

    def second_factor_phone(self, request):
        """The square to scan, until the first code shows that the phone has it."""
        if request.user.has_second_factor and not self.has_permission(request):
            return self.next_step(request)
        phone = second_factor.prepared_phone(request.user, clock.real_now())
        if phone is None:
            return self.go("second_factor", WayBackForm(request.GET, request=request).way_back)
        form = ConfirmationForm(request.POST or None, request=request, initial=request.GET, phone=phone)
        if form.is_valid():
            codes = second_factor.confirm(phone)
            phone.refresh_from_db()
            verified(request, phone)
            return self.show_codes(request, codes, form.cleaned_data["next"])
        side, path_of_square = second_factor.square(phone.config_url)
        context = {"form": form, "phone": phone, "key": second_factor.key_of(phone), "side": side}
        return self.page(
            request, "admin/second_factor/phone.html", "Dodaj telefon", path_of_square=path_of_square, **context
        )

    def show_codes(self, request, codes, way_back):
        groups = [second_factor.in_groups(code, 5) for code in codes]
        return self.page(
            request, "admin/second_factor/codes.html", "Zapisz kody zapasowe", codes=groups, way_back=way_back
        )


def after_password(view):
    """A page between the password and the desk."""
    return never_cache(csrf_protect(staff_member_required(view, login_url="admin:login")))


def verified(request, device):
    """What the session could do with the password alone, nobody who knew its key before can do now."""
    request.session.cycle_key()
    django_otp.login(request, device)


def tell_codes_left(request, device):
    if device != second_factor.phone(request.user):
        left = second_factor.codes_left(request.user)
        word = plural(left, "kod zapasowy,kody zapasowe,kodów zapasowych")
        messages.warning(request, f"Ten kod zapasowy jest już zużyty. Masz jeszcze {left} {word}.")
