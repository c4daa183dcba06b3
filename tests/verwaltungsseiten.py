"""Every screen of the office, found through the registry: what is added later is there too."""

import datetime as dt

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from dialoge.entscheiden import create_entscheidungsweg, decide, merge_hinweise
from dialoge.models import Hinweis, Kante, Veranstaltung
from handlungsempfehlungen.models import (
    Handlungsempfehlung,
    Massnahmensteckbrief,
    Ruecknahme,
    Sachstand,
)
from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import (
    Einzelangabe,
    Indexberechnung,
    Indikator,
    Institution,
    IstekFeld,
    IstekThemenfeld,
    Sozialbericht,
    Sozialraum,
    Stelle,
    Strassenpunkt,
)
from tests.factories import (
    create_befassung,
    create_entwicklung,
    create_fassung,
    create_folgegremium,
    create_handlungsempfehlung,
    create_handlungsfeld,
    create_hinweis,
    create_hinweisgruppe,
    create_kooperation,
    create_massnahme,
    create_meldung,
    create_ruecknahme,
    create_sachstand,
    create_strategiepapier,
    create_thementisch,
    create_veranstaltung,
    create_verwendung,
    create_ziel,
)
from tests.indexausgaben import (
    JAHR,
    create_evidenz,
    create_indexmethode,
    create_konto,
    create_werte,
)
from tests.office import url
from tests.town import build_town

ALIKE = 8  # of so many models one is shown with the screens that all have in common


def build_office():
    """Fill an empty database so that every list has a line, one of them with everything known."""
    build_town()
    Stelle.objects.create(name="Sozialplanung", kuerzel="3-2-10", art="fachbereich")
    Strassenpunkt.objects.create(strasse="Markt", breite=51.47, laenge=6.85)
    Group.objects.create(name="Redaktion")
    create_meldung(email="frau@example.org")
    create_meldung(art="barriere", text="Die Karte lässt sich nicht mit der Tastatur bedienen.")
    Institution.objects.filter(slug="stille-gruppe").update(geprueft_am=dt.date(2026, 1, 2))
    build_sozialindex()
    build_dialoge()
    build_empfehlungen()


def build_sozialindex():
    """An edition that holds, a draft beside it, and what belongs to them."""
    create_werte()
    methode, stefan, petra = create_indexmethode(), create_konto("stefan"), create_konto("petra")
    ausgabe = release_berechnung(compute_berechnung(JAHR - 1, JAHR - 1, methode, stefan), petra)
    compute_berechnung(JAHR, JAHR, methode, stefan)
    bericht = Sozialbericht.objects.create(jahr=JAHR - 1, titel="Bericht", berechnung=ausgabe)
    bericht.exkurse.create(titel="Armut und Bildung")
    Einzelangabe.objects.create(
        raum="Stadt Oberhausen", bezeichnung="Einwohner*innen", wert=210_000, quelle="Stadt"
    )


def build_dialoge():
    """An evening with tables, merged and decided Hinweise, and what a conference agreed."""
    create_entscheidungsweg()
    abend = create_veranstaltung(
        titel="Expert*innendialog Mitte", sozialraeume=Sozialraum.objects.all()[:1]
    )
    tisch = create_thementisch(veranstaltung=abend, handlungsfeld=create_handlungsfeld())
    abend.teilnahmen.create(institution=Institution.objects.first())
    abend.zahlenangaben.create(art="teilnehmende", wortlaut="rund 60", von=60, quelle="Vortrag")
    gruppe = create_hinweisgruppe(veranstaltung=abend)
    main, other, kept = (
        create_hinweis(veranstaltung=abend, thementisch=tisch, gruppe=gruppe) for _ in range(3)
    )
    merge_hinweise(main, [other])
    for frage, antwort in (("gibt-es-das-schon", "nein"), ("bedarf", "nein")):
        kante = Kante.objects.get(frage__slug=frage, antwort=antwort)
        decide(kept, kante, grund="Es gibt nichts dergleichen.", rolle="Sozialplanung")
    create_ziel(folgegremium=create_folgegremium())
    IstekFeld.objects.create(name="Stadt am Wasser", position=90, quelle="iSTEK")
    IstekThemenfeld.objects.create(name="Ufer und Kanal", position=90, quelle="iSTEK")


def build_empfehlungen():
    """A recommendation of two wordings that is overdue, with all that belongs to it; a draft."""
    papier = create_strategiepapier(sozialraum=Sozialraum.objects.first())
    stelle = Stelle.objects.first()
    he = create_handlungsempfehlung(
        strategiepapier=papier, nummer=1, titel="Beratung öffnen", federfuehrung=stelle
    )
    neu = create_fassung(
        he, datum="02/2023", federfuehrung=stelle, sozialraeume=[papier.sozialraum]
    )
    due = timezone.localdate() - dt.timedelta(days=20)
    wrong = create_sachstand(he, "umgesetzt", stelle=stelle, datum="01.03.2024")
    create_ruecknahme(wrong)
    create_sachstand(he, stelle=stelle, naechste_pruefung=due)
    create_handlungsempfehlung(strategiepapier=papier, nummer=2, is_published=False)
    create_evidenz(
        fassung=neu,
        berechnung=Indexberechnung.objects.published().first(),
        indikator=Indikator.objects.first(),
    )
    massnahme = create_massnahme(titel="Stadtteilmütter", sozialraeume=[papier.sozialraum])
    massnahme.partner.create(rolle="traeger", bezeichnung="Ein Verein")
    create_verwendung(he)
    create_befassung(he)
    create_entwicklung().schritte.create(text="Eröffnet")
    create_kooperation()


def list_screens():
    """Return name → path of the screens that an administrator can open.

    An empty list, a past and a question before deleting look alike for all models: of these, a few.
    """
    request = RequestFactory().get("/verwaltung/")
    request.user = get_user_model()(is_active=True, is_staff=True, is_superuser=True)
    screens = {"Übersicht": reverse("admin:index"), "Passwort": reverse("admin:password_change")}
    for label in sorted({model._meta.app_label for model in admin.site._registry}):
        screens[f"App {label}"] = reverse("admin:app_list", args=[label])
    for number, (model, office) in enumerate(admin.site._registry.items()):
        name = model._meta.verbose_name_plural
        is_shown_whole = number % ALIKE == 0
        screens[f"{name}, Liste"] = url(model, "changelist")
        if is_shown_whole:
            screens[f"{name}, leere Liste"] = url(model, "changelist") + "?q=xylophonquartett"
        if office.has_add_permission(request):
            screens[f"{name}, neu"] = url(model, "add")
        record = choose_record(model)
        if record is None:
            continue
        screens[f"{name}, ändern"] = url(model, "change", record.pk)
        if is_shown_whole:
            screens[f"{name}, Geschichte"] = url(model, "history", record.pk)
        if is_shown_whole and office.has_delete_permission(request, record):
            screens[f"{name}, löschen"] = url(model, "delete", record.pk)
    abend = Veranstaltung.objects.dialoge().first()
    he = Handlungsempfehlung.objects.filter(nummer=1).latest("pk")  # not that of the town
    draft = Handlungsempfehlung.objects.drafts().first()
    stelle = he.fassungen.last().federfuehrung
    hinweis = f"?hinweis={Hinweis.objects.first().pk}"
    enthalten = Hinweis.objects.exclude(zusammengefasst_in=None).first()
    return screens | {
        "Hinweise eines Abends": url(Veranstaltung, "abende"),
        "Hinweise erfassen": url(Veranstaltung, "erfassen", abend.pk),
        "Hinweise eines Abends, Liste": f"{url(Hinweis, 'changelist')}"
        f"?veranstaltung__id__exact={abend.pk}",
        "Zusammengefasster Hinweis": url(Hinweis, "change", enthalten.pk),
        "Was fällig ist": url(Sachstand, "controlling"),
        "Sachstände eintragen": url(Sachstand, "eintragen"),
        "Erinnerung": url(Sachstand, "erinnerung", stelle.pk),
        "Dialog zur Überprüfung": url(Sachstand, "dialoge"),
        "Empfehlungen zur Überprüfung": url(Sachstand, "ueberpruefung", abend.pk),
        "Zurücknehmen": f"{url(Ruecknahme, 'add')}?handlungsempfehlung={he.pk}",
        "Veröffentlichen": f"{url(Handlungsempfehlung, 'veroeffentlichen')}?id={draft.pk}",
        "Empfehlung aus einem Hinweis": url(Handlungsempfehlung, "add") + hinweis,
        "Hinweis verknüpfen": url(Handlungsempfehlung, "verknuepfen") + hinweis,
        "Steckbrief verknüpfen": url(Massnahmensteckbrief, "verknuepfen") + hinweis,
    }


def choose_record(model):
    """The one with the most to show where there is a choice."""
    if model is Institution:
        return Institution.objects.exclude(oeffnungszeiten="").first()
    return model._default_manager.first()
