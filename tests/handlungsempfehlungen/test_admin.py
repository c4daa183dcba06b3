"""What was published stays: released with a look, withdrawn with a reason, said by its office."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from handlungsempfehlungen.models import (
    Fassung,
    Handlungsempfehlung,
    Massnahmensteckbrief,
    Ruecknahme,
    Sachstand,
    Strategiepapier,
)
from navigator.models import Datenstand
from tests.factories import (
    create_entwicklung,
    create_handlungsempfehlung,
    create_massnahme,
    create_ruecknahme,
    create_sachstand,
    create_stelle,
    create_strategiepapier,
)
from tests.office import (
    DELETION,
    create_konto,
    errors,
    log_in,
    messages_of,
    url,
)

pytestmark = pytest.mark.django_db
TODAY = f"{timezone.localdate():%d.%m.%Y}"


# ---- what was published stays --------------------------------------------------------------------

PUBLISHED = [create_handlungsempfehlung, create_massnahme, create_entwicklung]


@pytest.mark.parametrize("create", PUBLISHED)
def test_published_record_is_not_deleted_by_anybody(admin_client, create):
    record = create()
    model = type(record)

    page = admin_client.post(url(model, "delete", record.pk), DELETION, follow=True)
    several = admin_client.post(
        url(model, "changelist"),
        {"action": "delete_selected", "_selected_action": [record.pk], **DELETION},
        follow=True,
    )

    assert messages_of(page)[0].startswith("Zurücknehmen statt löschen:")
    assert messages_of(several)[0].startswith("Nichts gelöscht. Zurücknehmen statt löschen:")
    assert model.objects.filter(pk=record.pk).exists()


def test_published_paper_is_not_deleted(admin_client):
    papier = create_strategiepapier()

    page = admin_client.post(url(Strategiepapier, "delete", papier.pk), DELETION, follow=True)

    assert messages_of(page) == [f"Was im Portal stand, wird nicht gelöscht: „{papier}“ bleibt."]
    assert Strategiepapier.objects.exists()


def test_draft_is_deleted_with_a_reason(admin_client):
    he = create_handlungsempfehlung(is_published=False)

    admin_client.post(url(Handlungsempfehlung, "delete", he.pk), DELETION)

    assert not Handlungsempfehlung.objects.exists()
    assert not Fassung.objects.exists()


def test_earlier_version_takes_no_record_out_of_the_portal(admin_client):
    massnahme = create_massnahme(is_published=False)
    draft = massnahme.history.first()
    massnahme.is_published = True
    massnahme.save()

    page = admin_client.post(
        url(Massnahmensteckbrief, "version", massnahme.pk, draft.pk),
        {"gesehen": massnahme.history.first().pk},
        follow=True,
    )

    massnahme.refresh_from_db()
    assert massnahme.is_published
    assert messages_of(page)[0].startswith("Zurücknehmen statt löschen:")


def test_wording_of_a_published_recommendation_is_not_deleted(admin_client):
    fassung = create_handlungsempfehlung().fassungen.get()

    assert admin_client.get(url(Fassung, "delete", fassung.pk)).status_code == 403


# ---- publishing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "create",
    [
        create_handlungsempfehlung,
        create_massnahme,
        create_entwicklung,
        create_strategiepapier,
    ],
)
def test_drafts_are_published_one_by_one_after_a_look(admin_client, create):
    drafts = [create(is_published=False), create(is_published=False)]
    model = type(drafts[0])
    keys = [one.pk for one in drafts]
    action = {"action": "publish_chosen", "_selected_action": keys}

    look = admin_client.post(url(model, "changelist"), action)
    assert "Danach steht jeder dieser Einträge im Portal" in admin_client.get(look.url).text
    assert not model.objects.filter(pk__in=keys).published().exists()
    before = Datenstand.objects.current()
    page = admin_client.post(look.url, follow=True)

    assert model.objects.filter(pk__in=keys).published().count() == 2
    assert messages_of(page) == ["2 Einträge stehen jetzt im Portal."]
    assert Datenstand.objects.current() != before
    for one in drafts:
        assert one.history.first().history_change_reason == "Veröffentlicht"
        assert one.history.first().history_konto == "admin"


def test_recommendation_without_a_wording_is_not_published(admin_client):
    he = create_handlungsempfehlung(fassungen=[], is_published=False)
    address = url(Handlungsempfehlung, "veroeffentlichen") + f"?id={he.pk}"

    assert "Es gibt noch keine Fassung, also keinen Wortlaut." in admin_client.get(address).text
    page = admin_client.post(address, follow=True)

    assert messages_of(page)[0].startswith("Nichts geändert.")
    assert not Handlungsempfehlung.objects.published().exists()


def test_publishing_needs_the_right(roles):
    he = create_handlungsempfehlung(is_published=False)
    client = log_in(Client(), create_konto("ich", "Redaktion"))

    address = url(Handlungsempfehlung, "veroeffentlichen") + f"?id={he.pk}"

    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    assert not Handlungsempfehlung.objects.published().exists()


# ---- withdrawing ---------------------------------------------------------------------------------


def withdraw(client, record, **fields):
    data = {"grund": "Doppelt eingetragen.", "datum": TODAY, "rolle": "Sozialplanung"}
    target = {record._meta.model_name: record.pk}
    return client.post(url(Ruecknahme, "add"), data | target | fields)


@pytest.mark.parametrize(
    "create", [*PUBLISHED, lambda: create_sachstand(create_handlungsempfehlung())]
)
def test_record_is_withdrawn_where_it_stands(admin_client, create):
    record = create()
    name = record._meta.model_name

    page = admin_client.get(url(type(record), "change", record.pk))
    address = page.context["zuruecknehmen_url"]
    form = admin_client.get(address)
    done = withdraw(admin_client, record)

    assert address == url(Ruecknahme, "add") + f"?{name}={record.pk}"
    assert str(record) in form.text
    assert done.status_code == 302
    assert not type(record).objects.standing().filter(pk=record.pk).exists()
    after = admin_client.get(url(type(record), "change", record.pk))
    assert "Doppelt eingetragen." in after.text
    assert "zuruecknehmen_url" not in after.context


def test_withdrawal_needs_a_reason_and_is_not_in_the_future(admin_client):
    he = create_handlungsempfehlung()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    assert "grund" in errors(withdraw(admin_client, he, grund=""))
    assert errors(withdraw(admin_client, he, datum=f"{tomorrow:%d.%m.%Y}"))["datum"] == [
        "Eine Rücknahme gilt ab heute oder früher."
    ]


def test_nothing_is_withdrawn_twice_nor_as_a_draft(admin_client):
    he = create_handlungsempfehlung()
    create_ruecknahme(he)
    draft = create_handlungsempfehlung(is_published=False)

    assert errors(withdraw(admin_client, he))["handlungsempfehlung"] == [
        "Dieser Eintrag ist schon zurückgenommen."
    ]
    assert "Entwurf" in errors(withdraw(admin_client, draft))["__all__"][0]


def test_without_a_record_the_page_says_where_to_begin(admin_client):
    assert "Zurückgenommen wird am Eintrag selbst" in admin_client.get(url(Ruecknahme, "add")).text


# ---- Sachstand -----------------------------------------------------------------------------------


def sachstand_of(he, stelle, **fields):
    return {
        "handlungsempfehlung": he.pk,
        "datum": "01.10.2026",
        "umsetzungsstand": "in-umsetzung",
        "text": "Der Raum ist gemietet.",
        "stelle": stelle.pk,
    } | fields


@pytest.fixture
def fachbereich(roles):
    """An account of one office, a recommendation that it leads, and one that it does not."""
    konto, own, other = create_konto("fach", "Fachbereich"), create_stelle(), create_stelle()
    own.konten.add(konto)
    return {
        "client": log_in(Client(), konto),
        "own": own,
        "other": other,
        "mine": create_handlungsempfehlung(federfuehrung=own),
        "theirs": create_handlungsempfehlung(federfuehrung=other),
    }


def test_fachbereich_chooses_among_its_own(fachbereich):
    form = fachbereich["client"].get(url(Sachstand, "add")).context["adminform"].form

    assert list(form.fields["handlungsempfehlung"].queryset) == [fachbereich["mine"]]
    assert list(form.fields["stelle"].queryset) == [fachbereich["own"]]


def test_fachbereich_enters_its_own(fachbereich):
    response = fachbereich["client"].post(
        url(Sachstand, "add"), sachstand_of(fachbereich["mine"], fachbereich["own"])
    )

    assert response.status_code == 302
    assert Sachstand.objects.get().handlungsempfehlung == fachbereich["mine"]


@pytest.mark.parametrize(
    ("he", "stelle"), [("theirs", "other"), ("theirs", "own"), ("mine", "other")]
)
def test_fachbereich_enters_nothing_of_others(fachbereich, he, stelle):
    response = fachbereich["client"].post(
        url(Sachstand, "add"), sachstand_of(fachbereich[he], fachbereich[stelle])
    )

    assert errors(response)
    assert not Sachstand.objects.exists()


def test_choice_is_checked_even_where_it_was_offered(fachbereich, monkeypatch):
    """The office may have lost the recommendation since the form was opened."""
    monkeypatch.setattr("handlungsempfehlungen.admin.sachstand.may_enter", lambda *args: False)

    response = fachbereich["client"].post(
        url(Sachstand, "add"), sachstand_of(fachbereich["mine"], fachbereich["own"])
    )

    assert errors(response)["handlungsempfehlung"][0].startswith("Für diese Empfehlung dürfen Sie")


def test_reason_and_past_are_asked_for_in_words(admin_client):
    he, stelle = create_handlungsempfehlung(), create_stelle()
    gone = sachstand_of(he, stelle, umsetzungsstand="entfallen")
    future = sachstand_of(he, stelle, datum="01.01.2099")

    assert errors(admin_client.post(url(Sachstand, "add"), gone))["grund"] == [
        "„Zurückgestellt“ und „entfallen“ brauchen einen Grund."
    ]
    assert "Zukunft" in errors(admin_client.post(url(Sachstand, "add"), future))["__all__"][0]


@pytest.mark.parametrize(("pruefung", "days"), [("ueberfaellig", -1), ("bald", 30), ("ohne", None)])
def test_list_of_sachstaende_shows_what_is_due(admin_client, pruefung, days):
    today = timezone.localdate()
    for offset in (-1, 30, 100, None):
        due = today + dt.timedelta(days=offset) if offset is not None else None
        create_sachstand(create_handlungsempfehlung(), naechste_pruefung=due)

    page = admin_client.get(url(Sachstand, "changelist"), {"pruefung": pruefung})

    found = [one.naechste_pruefung for one in page.context["cl"].result_list]
    assert found == [today + dt.timedelta(days=days) if days is not None else None]
