"""Accounts of the office: who may come in, and in which role."""

import smtplib

from allauth.account.models import EmailAddress
from axes.utils import reset as unlock_account
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.html import format_html

from navigator.admin.base import FullAdmin, FullForm
from sozialplanung.konto.faktor import TOTP, end_sessions, reset_second_factor
from sozialplanung.konto.links import make_password_link, send_password_link
from sozialplanung.rollen import ADMINISTRATION, ROLLEN

Konto = get_user_model()


class RollenField(forms.ModelMultipleChoiceField):
    """The roles as checkboxes, each with what it is for."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "radiolist"})  # as wide as the form

    def label_from_instance(self, group):
        return f"{group.name}: {ROLLEN[group.name]}"


class KontoForm(FullForm):
    groups = RollenField(
        Group.objects.filter(name__in=ROLLEN).order_by("pk"),  # as in the table
        label="Rollen",
        required=False,
        help_text="Mehrere sind möglich; ohne Rolle sieht das Konto nichts.",
    )

    class Meta:
        model = Konto
        fields = ["username", "first_name", "last_name", "email", "groups", "is_active"]
        labels = {"username": "Anmeldename", "is_active": "darf sich anmelden"}
        help_texts = {
            "username": "Damit meldet sich die Person an, zum Beispiel m.mustermann.",
            "email": "Dorthin gehen Links für ein neues Passwort. Bitte die dienstliche Adresse.",
            "is_active": (
                "Ohne Haken kommt das Konto nicht mehr herein. Konten, die benutzt wurden, werden"
                " nicht gelöscht: Sonst wäre nicht mehr zu sehen, wer was geändert hat."
            ),
        }

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        others = Konto.objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError("Diese Adresse gehört schon zu einem anderen Konto.")
        return email


class RollenFilter(admin.RelatedOnlyFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "Rolle"


@admin.register(Konto)
class KontoAdmin(FullAdmin):
    """Rights come by roles only; what a superuser is, the console alone decides."""

    is_exported = False  # who works here, and the traces of their passwords, stay here
    form = KontoForm
    list_display = ["username", "full_name", "email", "roles", "has_second_factor", "is_active"]
    list_filter = ["is_active", ("groups", RollenFilter)]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    actions = ["give_password_link", "reset_second_factor", "unlock"]
    readonly_fields = ["second_factor", "last_login", "date_joined"]
    person = (None, {"fields": ["username", ("first_name", "last_name"), "email", "groups"]})
    fieldsets = [
        person,
        ("Zugang", {"fields": ["is_active", "second_factor", "last_login", "date_joined"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else [self.person]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Let nobody close the door behind oneself."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None and obj == request.user:
            return type("EigenesKontoForm", (EigenesKonto, form), {})
        return form

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups", "authenticator_set")

    # ---- who may change whom -------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Only an account that nobody ever used: a used one stands in the history."""
        is_unused = obj is None or obj.last_login is None
        return super().has_delete_permission(request, obj) and may_touch(request, obj) and is_unused

    # ---- columns -------------------------------------------------------------------------

    @admin.display(description="Name", ordering="last_name")
    def full_name(self, konto):
        return konto.get_full_name()

    @admin.display(description="Rollen")
    def roles(self, konto):
        return ", ".join(sorted(group.name for group in konto.groups.all())) or "keine"

    @admin.display(description="zweiter Faktor", boolean=True)
    def has_second_factor(self, konto):
        return any(one.type == TOTP for one in konto.authenticator_set.all())

    @admin.display(description="Zweiter Faktor")
    def second_factor(self, konto):
        if self.has_second_factor(konto):
            return (
                "eingerichtet. Handy verloren? In der Liste der Konten lässt er sich zurücksetzen."
            )
        return "noch nicht eingerichtet; geschieht bei der nächsten Anmeldung."

    # ---- writes --------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        # allauth keeps addresses of its own: an old one must get no link any more.
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()
        if not obj.is_active:
            end_sessions(obj)

    def response_add(self, request, obj, post_url_continue=None):
        self.hand_over_link(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def hand_over_link(self, request, konto):
        """Send the link for a password, or show it to the administrator to hand it over."""
        try:
            is_sent = send_password_link(request, konto)
        except (OSError, smtplib.SMTPException):
            is_sent = False
            messages.warning(request, "Der Mail-Server hat die E-Mail nicht angenommen.")
        if is_sent:
            messages.success(
                request, f"Ein Link zum Festlegen des Passworts ging an {konto.email}."
            )
            return
        messages.warning(
            request,
            format_html(
                "Geben Sie „{}“ diesen Link, am besten persönlich. Er legt das Passwort fest, gilt"
                " drei Tage und einmal, und steht nur jetzt hier: <code>{}</code>",
                konto.get_username(),
                make_password_link(request, konto),
            ),
        )

    @admin.action(description="Link für ein neues Passwort geben", permissions=["change"])
    def give_password_link(self, request, queryset):
        for konto in self.touchable(request, queryset):
            self.hand_over_link(request, konto)
            self.log_change(request, konto, "Link für ein neues Passwort gegeben.")

    @admin.action(description="Zweiten Faktor zurücksetzen", permissions=["change"])
    def reset_second_factor(self, request, queryset):
        for konto in self.touchable(request, queryset):
            reset_second_factor(konto)
            self.log_change(request, konto, "Zweiten Faktor zurückgesetzt.")
            messages.success(
                request,
                f"„{konto}“ richtet den zweiten Faktor bei der nächsten Anmeldung neu ein."
                " Offene Sitzungen sind beendet.",
            )

    @admin.action(description="Sperre nach falschen Passwörtern aufheben", permissions=["change"])
    def unlock(self, request, queryset):
        for konto in self.touchable(request, queryset):
            unlock_account(username=konto.get_username())
            self.log_change(request, konto, "Sperre aufgehoben.")
            messages.success(request, f"„{konto}“ kann sich wieder anmelden.")

    def touchable(self, request, queryset):
        """Leave out accounts above the one that asks, and say so."""
        chosen = list(queryset)
        touchable = [konto for konto in chosen if may_touch(request, konto)]
        if len(touchable) < len(chosen):
            messages.warning(request, "Superuser-Konten lassen sich nur an der Konsole ändern.")
        return touchable


class EigenesKonto:
    """One's own account: stays active and keeps the role that opens this form."""

    def clean_is_active(self):
        if not self.cleaned_data["is_active"]:
            raise forms.ValidationError("Das eigene Konto lässt sich nicht sperren.")
        return True

    def clean_groups(self):
        groups = self.cleaned_data["groups"]
        names = {group.name for group in groups}
        had = self.instance.groups.filter(name=ADMINISTRATION).exists()
        if had and ADMINISTRATION not in names:
            raise forms.ValidationError(
                "Die Rolle Administration nimmt Ihnen jemand anderes: So bleibt immer ein Konto,"
                " das Konten verwaltet."
            )
        return groups


def may_touch(request, konto):
    """Tell whether ``konto`` is not above the one who asks."""
    return konto is None or request.user.is_superuser or not konto.is_superuser
