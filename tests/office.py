"""What an editor does in the admin: log in, open a form, change some of it, send it."""

import time
from decimal import Decimal

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.urls import reverse

from dialoge.models import (
    Folgegremium,
    Frage,
    Hinweis,
    Hinweisgruppe,
    Runde,
    Veranstaltung,
    Ziel,
)
from handlungsempfehlungen.models import (
    Befassung,
    Entwicklung,
    Entwicklungsschritt,
    Fassung,
    Gremium,
    Handlungsempfehlung,
    Kooperation,
    Massnahmensteckbrief,
    Sitzung,
    Strategiepapier,
    Verwendung,
)
from navigator.models import (
    Einzelangabe,
    Exkurs,
    Haltestelle,
    Handlungsfeld,
    Indexmethode,
    Indikator,
    Institution,
    IstekFeld,
    IstekThemenfeld,
    Kategorie,
    Seite,
    Sozialbericht,
    Sozialquartier,
    Sozialraum,
    Sprache,
    Stadtbezirk,
    Stelle,
    Strassenpunkt,
    Suchwort,
    Weiterleitung,
    Zielgruppe,
)
from tests.factories import (
    create_befassung,
    create_entwicklung,
    create_fassung,
    create_folgegremium,
    create_frage,
    create_gremium,
    create_haltestelle,
    create_handlungsempfehlung,
    create_handlungsfeld,
    create_hinweis,
    create_hinweisgruppe,
    create_institution,
    create_kategorie,
    create_kooperation,
    create_massnahme,
    create_runde,
    create_seite,
    create_sitzung,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_strategiepapier,
    create_suchwort,
    create_veranstaltung,
    create_verwendung,
    create_ziel,
    create_zielgruppe,
)
from tests.indexausgaben import create_exkurs, create_indexmethode, create_indikator


def create_draft(**fields):
    return create_handlungsempfehlung(is_published=False, **fields)


# A record of every model that the office adds by hand.
RECORDS = {
    Stadtbezirk: create_stadtbezirk,
    Sozialraum: create_sozialraum,
    Sozialquartier: create_sozialquartier,
    Kategorie: create_kategorie,
    Zielgruppe: create_zielgruppe,
    Sprache: lambda: Sprache.objects.create(name="Türkisch"),
    Haltestelle: create_haltestelle,
    Strassenpunkt: lambda: Strassenpunkt.objects.create(strasse="Markt", breite=51.47, laenge=6.85),
    Institution: create_institution,
    Suchwort: lambda: create_suchwort("Schulden"),
    Stelle: lambda: Stelle.objects.create(name="Sozialplanung", art="fachbereich"),
    Seite: create_seite,
    Weiterleitung: lambda: Weiterleitung.objects.create(
        slug="alter-treff", institution=create_institution()
    ),
    Indikator: lambda: create_indikator("sgb2", name="SGB II"),
    Indexmethode: create_indexmethode,
    Sozialbericht: lambda: Sozialbericht.objects.create(jahr=2020, titel="Sozialbericht 2020"),
    Exkurs: create_exkurs,
    Einzelangabe: lambda: Einzelangabe.objects.create(
        raum="Stadt Oberhausen",
        bezeichnung="Einwohner*innen",
        wert=Decimal("210000.0000"),
        quelle="Stadt",
    ),
    Handlungsfeld: create_handlungsfeld,
    IstekFeld: lambda: IstekFeld.objects.create(name="Stadt am Wasser", position=1, quelle="iSTEK"),
    IstekThemenfeld: lambda: IstekThemenfeld.objects.create(
        name="Wohnen", position=1, quelle="iSTEK"
    ),
    Runde: create_runde,
    Veranstaltung: create_veranstaltung,
    Hinweis: create_hinweis,
    Hinweisgruppe: create_hinweisgruppe,
    Frage: create_frage,
    Ziel: create_ziel,
    Folgegremium: create_folgegremium,
    # drafts: what was published is not deleted
    Strategiepapier: lambda: create_strategiepapier(is_published=False),
    Handlungsempfehlung: create_draft,
    Fassung: lambda: create_fassung(create_draft(fassungen=[]), datum="05/2022"),
    Massnahmensteckbrief: lambda: create_massnahme(is_published=False),
    Entwicklung: lambda: create_entwicklung(is_published=False),
    Entwicklungsschritt: lambda: create_entwicklung().schritte.create(text="Eröffnet"),
    Kooperation: lambda: create_kooperation(is_published=False),
    Verwendung: lambda: create_verwendung(create_handlungsempfehlung()),
    Gremium: create_gremium,
    Sitzung: create_sitzung,
    Befassung: lambda: create_befassung(create_handlungsempfehlung()),
}

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 – of no real phone

DELETION = {"post": "yes", "grund": "doppelt angelegt"}  # said yes, and why


def create_konto(name, *roles, password=None, **fields):
    """An account of the office in these roles (made by ``rollen_anlegen``)."""
    user = get_user_model().objects.create_user(name, password=password, is_staff=True, **fields)
    user.groups.set([Group.objects.get(name=role) for role in roles])
    return user


def set_up_totp(user, secret=SECRET):
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": secret}
    )


def code_of(secret=SECRET, step=0):
    """What the app on the phone shows now, or ``step`` codes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def log_in(client, user):
    """Log ``client`` in with both factors."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        set_up_totp(user)
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def hand_over(client, page, address):
    """Give the login of ``client`` to a browser."""
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": f"{address}{settings.SESSION_COOKIE_PATH}",
            }
        ]
    )


def url(model, view, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def form_data(model, record=None):
    """What the browser would send back from a form that was opened, unchanged."""
    request = RequestFactory().get("/verwaltung/")
    request.user = get_user_model()(is_active=True, is_staff=True, is_superuser=True)
    form = admin.site._registry[model].get_form(request, record)(instance=record)
    data = {}
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, bool):
            value = "on" if value else None
        if isinstance(value, (list, tuple)):
            value = [getattr(one, "pk", one) for one in value]
        if value is not None and not isinstance(form.fields[name], forms.FileField):
            data[name] = value
    for inline in admin.site._registry[model].get_inline_instances(request, record):
        prefix = inline.get_formset(request, record).get_default_prefix()
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}  # no row yet
    return data


def change(client, record, **changes):
    """Open the form of ``record``, change some fields and send it."""
    record.refresh_from_db()
    data = form_data(type(record), record) | changes
    return client.post(url(type(record), "change", record.pk), data)


def add(client, model, **fields):
    return client.post(url(model, "add"), form_data(model) | fields)


def errors(response):
    """The sentences of a form that was refused: field → texts."""
    assert response.status_code == 200
    return dict(response.context["adminform"].form.errors)


def rows(prefix, *forms, stored=0):
    """What the browser sends of the rows below a form."""
    data = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": stored}
    for n, fields in enumerate(forms):
        data |= {f"{prefix}-{n}-{name}": value for name, value in fields.items()}
    return data


def messages_of(response):
    """The sentences above a page."""
    return [str(one) for one in response.context["messages"]]
