"""Two entries side by side: what is chosen at first, and that each choice is kept."""

import datetime as dt

import pytest
from django.utils import timezone

from navigator.models import Institution, Sprache
from navigator.zusammenfuehrung import list_angaben, list_listen
from tests.doubles import create_both, merge, merge_url, open_form, reload
from tests.factories import create_sozialquartier, create_zielgruppe

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    return create_both()


def test_unchanged_form_keeps_what_only_one_side_knows(admin_client, both):
    kept, gone = both
    Institution.objects.filter(pk=gone.pk).update(email="treff@example.org")

    merge(admin_client, kept, gone)

    reload(kept)
    assert (kept.telefon, kept.email, kept.kosten) == ("0208 111111", "treff@example.org", "frei")


def test_newer_facts_are_chosen_first(both):
    kept, gone = both
    gone.telefon, gone.geprueft_am = "0208 222222", timezone.localdate()
    gone.save()

    form = open_form(kept, gone)

    assert form["telefon"] == "rechts"
    assert form["geprueft_am"] == "rechts"
    assert form["kosten"] == "links"
    assert form["bleibt"] == "links"


def test_published_entry_stays_unless_somebody_says_otherwise(both):
    kept, gone = both
    kept.status = "entwurf"
    kept.save()

    form = open_form(kept, gone)

    assert (form["bleibt"], form["status"]) == ("rechts", "rechts")


def test_each_fact_is_taken_from_the_side_that_was_chosen(admin_client, both):
    kept, gone = both
    gone.telefon, gone.beschreibung = "0208 222222", "Ein Treff."
    gone.save()

    merge(
        admin_client,
        kept,
        gone,
        name="links",
        telefon="rechts",
        beschreibung="links",
        kosten="rechts",
    )

    reload(kept)
    assert kept.name == "Treff Osterfeld"
    assert kept.telefon == "0208 222222"
    assert (kept.beschreibung, kept.kosten) == ("", "")


def test_facts_that_belong_together_come_together(admin_client, both):
    kept, gone = both
    quartier = create_sozialquartier()
    kept.stand_bis, kept.stand_genauigkeit = dt.date(2012, 12, 31), "jahr"
    kept.strasse, kept.hausnummer = "Markt", "1"
    kept.save()
    gone.breite, gone.laenge, gone.lagequalitaet = 51.5, 6.85, "exakt"
    gone.sozialquartier, gone.raumherkunft = quartier, "hand"
    gone.stand_bis, gone.stand_genauigkeit = dt.date(2024, 5, 31), "monat"
    gone.plz = "46045"
    gone.save()

    merge(admin_client, kept, gone, strasse="links")

    reload(kept)
    assert (kept.breite, kept.laenge, kept.lagequalitaet) == (51.5, 6.85, "exakt")
    assert (kept.sozialquartier, kept.sozialraum) == (quartier, quartier.sozialraum)
    assert str(kept.stand) == "Mai 2024"
    assert (kept.strasse, kept.plz) == ("Markt", "")


def test_lists_are_united_but_for_what_is_unticked(admin_client, both):
    kept, gone = both
    families, children = create_zielgruppe("Familien"), create_zielgruppe("Kinder")
    seniors, turkish = create_zielgruppe("Senior*innen"), Sprache.objects.create(name="Türkisch")
    kept.zielgruppen.set([families, children])
    gone.zielgruppen.set([children, seniors])
    gone.sprachen.set([turkish])

    merge(admin_client, kept, gone, zielgruppen=[families.pk, seniors.pk])

    reload(kept)
    assert set(kept.zielgruppen.all()) == {families, seniors}
    assert set(kept.sprachen.all()) == {turkish}
    assert "turkisch" in kept.suchtext


def test_internal_remarks_are_both_kept(admin_client, both):
    kept, gone = both
    Institution.objects.filter(pk=kept.pk).update(interne_bemerkung="Rückruf am Montag.")
    Institution.objects.filter(pk=gone.pk).update(interne_bemerkung="Schlüssel beim Nachbarn.")

    merge(admin_client, kept, gone)

    reload(kept)
    assert kept.interne_bemerkung == "Rückruf am Montag.\n\nSchlüssel beim Nachbarn."


def test_every_fact_of_an_entry_can_be_chosen():
    """A field that is added one day is on this screen, or somebody decides that it is not."""
    chosen = {name for angabe in list_angaben() for name in angabe.felder}
    derived = {
        "id",
        "slug",
        "sortiername",
        "suchname",
        "suchtext",
        "lagepruefung",
        "created_at",
        "updated_at",
    }

    assert {f.name for f in Institution._meta.concrete_fields} == (
        chosen | derived | {"interne_bemerkung"}
    )
    assert {f.name for f in list_listen()} == {f.name for f in Institution._meta.many_to_many}


def test_what_is_equal_is_only_mentioned(admin_client, both):
    kept, gone = both

    response = admin_client.get(merge_url(kept, gone))

    assert "kategorie" not in response.context["form"].fields
    assert ("Kategorie", "Beratung") in response.context["form"].same
