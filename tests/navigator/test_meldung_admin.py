"""The office's side of the public forms: reading, answering, closing; never deleting by hand."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from navigator.models import Meldung
from tests.factories import create_institution, create_meldung, create_seite
from tests.office import change, url

pytestmark = pytest.mark.django_db


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


def act(client, action, *meldungen):
    response = client.post(
        url(Meldung, "changelist"),
        {"action": action, "_selected_action": [one.pk for one in meldungen]},
        follow=True,
    )
    return [str(message) for message in response.context["messages"]]


def listed(client, **parameters):
    return list(client.get(url(Meldung, "changelist"), parameters).context["cl"].result_list)


def form_page(client, meldung):
    return client.get(url(Meldung, "change", meldung.pk))


# ---- list ----------------------------------------------------------------------------------------


def test_list_begins_with_what_is_due_first(admin_client):
    closed = create_meldung(status="erledigt", faellig_am=day(-9))
    later = create_meldung(faellig_am=day(5))
    barrier = create_meldung(art="barriere", zwischennachricht_bis=day(2), faellig_am=day(30))
    late = create_meldung(faellig_am=day(-2))

    assert listed(admin_client) == [late, barrier, later, closed]
    assert listed(admin_client, frist="ueberfaellig") == [late]
    assert listed(admin_client, frist="offen") == [late, barrier, later]
    assert listed(admin_client, art__exact="barriere") == [barrier]


def test_list_says_overdue_in_words(admin_client):
    create_meldung(faellig_am=day(-2))

    html = admin_client.get(url(Meldung, "changelist")).text

    assert f"überfällig seit 2 Tagen: Antwort bis {day(-2):%d.%m.%Y}" in html


def test_list_is_sorted_as_asked(admin_client):
    first, second = create_meldung(faellig_am=day(1)), create_meldung(faellig_am=day(2))

    assert listed(admin_client, o="-3") == [second, first]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_equally_often(admin_client, django_assert_num_queries, count):
    for _ in range(count):
        create_meldung(art="fehler", institution=create_institution())

    with django_assert_num_queries(6):  # session, user, its phone, two counts, the list itself
        listed(admin_client)


def test_list_finds_words_of_the_text(admin_client):
    found = create_meldung(text="Das Telefon ist neu.")
    create_meldung(text="Anderes")

    assert listed(admin_client, q="telefon") == [found]


# ---- form ----------------------------------------------------------------------------------------


def test_what_was_written_cannot_be_changed(admin_client):
    meldung = create_meldung(name="Erika", email="e@example.org", text="Original")

    response = change(admin_client, meldung, text="Anders", name="Anders", interne_notiz="Notiz")

    assert response.status_code == 302
    meldung.refresh_from_db()
    assert (meldung.text, meldung.name, meldung.interne_notiz) == ("Original", "Erika", "Notiz")


def test_answer_closes_the_case(admin_client):
    meldung = create_meldung()

    response = change(admin_client, meldung, status="beantwortet", antwort="Guten Tag …")

    assert response.status_code == 302
    meldung.refresh_from_db()
    assert (meldung.beantwortet_am, meldung.abgeschlossen_am) == (day(0), day(0))


def test_form_shows_texts_to_copy(admin_client):
    create_seite("barrierefreiheit", text="## Ombudsverfahren\n\nFürstenwall 25")
    meldung = create_meldung(art="barriere", email="e@example.org", name="Erika <b>")

    html = form_page(admin_client, meldung).text

    assert 'aria-label="Vorschlag: Antwort">Guten Tag Erika &lt;b&gt;,' in html
    assert 'aria-label="Vorschlag: Zwischennachricht">Guten Tag Erika &lt;b&gt;,' in html
    assert html.count("Fürstenwall 25\n") == 2


def test_text_can_be_opened_as_an_email(admin_client):
    meldung = create_meldung(email="e+x@example.org", name="Ärger & Co")

    html = form_page(admin_client, meldung).text

    address = html.partition('href="mailto:')[2].partition('"')[0].replace("&amp;", "&")
    parts = urlsplit(f"mailto:{address}")
    fields = parse_qs(parts.query, strict_parsing=True)
    assert parts.path == "e%2Bx@example.org"
    assert fields["subject"] == [
        f"Ihre Nachricht an die Sozialplanung Oberhausen (Nr. {meldung.pk})"
    ]
    assert fields["body"][0].startswith("Guten Tag Ärger & Co,")


def test_text_of_somebody_without_address_is_for_the_telephone(admin_client):
    assert "mailto:" not in form_page(admin_client, create_meldung()).text


def test_cases_are_neither_added_nor_deleted_by_hand(admin_client):
    meldung = create_meldung()

    assert admin_client.get(url(Meldung, "add")).status_code == 403
    assert admin_client.get(url(Meldung, "delete", meldung.pk)).status_code == 403
    act(admin_client, "delete_selected", meldung)
    assert Meldung.objects.filter(pk=meldung.pk).exists()


def test_erased_case_can_only_be_looked_at(admin_client):
    meldung = create_meldung(status="erledigt")
    Meldung.objects.filter(pk=meldung.pk).erase(day(0))

    response = form_page(admin_client, meldung)

    assert response.status_code == 200
    assert not response.context["has_change_permission"]
    assert "Angaben gelöscht" in admin_client.get(url(Meldung, "changelist")).text


# ---- actions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "status", "label"),
    [
        ("mark_first_word", "zwischennachricht", "Zwischennachricht verschickt"),
        ("mark_answered", "beantwortet", "beantwortet"),
        ("mark_done", "erledigt", "erledigt ohne Antwort"),
        ("mark_spam", "spam", "Spam"),
    ],
)
def test_actions_set_the_status_and_its_day(admin_client, action, status, label):
    chosen = [create_meldung(art="barriere") for _ in range(2)]
    other = create_meldung()

    messages = act(admin_client, action, *chosen)

    assert messages == [f"2 Meldungen: {label}."]
    assert {one.status for one in Meldung.objects.exclude(pk=other.pk)} == {status}
    other.refresh_from_db()
    assert other.status == "offen"
    assert LogEntry.objects.filter(change_message=f"Status: {label}").count() == 2


def test_action_leaves_closed_cases_and_says_so(admin_client):
    closed, waiting = create_meldung(status="spam"), create_meldung()

    messages = act(admin_client, "mark_answered", closed, waiting)

    assert messages == [
        "1 Meldung: beantwortet.",
        "1 Meldung blieb, wie sie ist: Ihr Status passt nicht dazu.",
    ]
    closed.refresh_from_db()
    assert closed.status == "spam"


def test_log_names_no_person(admin_client):
    meldung = create_meldung(name="Erika", email="e@example.org", text="Geheim")

    change(admin_client, meldung, interne_notiz="Erika anrufen")

    entry = LogEntry.objects.get()
    assert entry.object_repr == f"Nachricht Nr. {meldung.pk}"
    assert "Erika" not in entry.change_message
