"""Two entries for one Institution, and what an editor does to make them one."""

from navigator.admin.vergleich import VergleichForm
from navigator.models import Institution
from tests.factories import create_institution, create_kategorie
from tests.office import url


def create_both():
    """The entry that stays unless somebody says otherwise, and its double."""
    kategorie = create_kategorie()
    kept = create_institution(
        name="Treff Osterfeld", kategorie=kategorie, telefon="0208 111111", kosten="frei"
    )
    gone = create_institution(name="Treff Osterfeld e. V.", kategorie=kategorie)
    return kept, gone


def merge_url(one, other):
    return url(Institution, "zusammenfuehren", one.pk, other.pk)


def open_form(one, other):
    """What the browser would send back from the form as it was opened."""
    one, other = Institution.objects.get(pk=one.pk), Institution.objects.get(pk=other.pk)
    form = VergleichForm(one, other)
    return {name: form[name].value() for name in form.fields}


def merge(client, one, other, **choices):
    return client.post(merge_url(one, other), open_form(one, other) | choices, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def reload(*institutionen):
    for institution in institutionen:
        institution.refresh_from_db()
