"""What came in through the public forms: what is due, what to answer, what is done."""

from urllib.parse import quote, urlencode

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import ngettext

from navigator.antworten import build_betreff, suggest_antwort, suggest_zwischennachricht
from navigator.models import Meldung, Seite
from navigator.models.meldung import DUE_FIRST

from .base import FullAdmin

SHOWN_WORDS = 14


class FristFilter(admin.SimpleListFilter):
    title = "Frist"
    parameter_name = "frist"

    def lookups(self, request, model_admin):
        return [("offen", "noch offen"), ("ueberfaellig", "überfällig")]

    def queryset(self, request, queryset):
        if self.value() == "ueberfaellig":
            return queryset.overdue(timezone.localdate())
        return queryset.open() if self.value() == "offen" else queryset


@admin.register(Meldung)
class MeldungAdmin(FullAdmin):
    """What people wrote is read here, never changed; cases go by retention, not by hand."""

    list_display = ["__str__", "about", "due", "status", "arrived"]
    list_filter = [FristFilter, "art", "status"]
    list_select_related = ["institution"]
    list_per_page = 50
    search_fields = ["text", "name", "email", "institution__name"]
    search_help_text = "Wörter aus dem Text, Name, E-Mail-Adresse oder Institution"
    actions = ["mark_first_word", "mark_answered", "mark_done", "mark_spam"]
    fieldsets = [
        (
            "Was uns gemeldet wurde",
            {"fields": ["art", "institution", "seite", "text", "arrived", "due"]},
        ),
        ("Wer es gemeldet hat", {"fields": ["name", "email", "telefon"]}),
        (
            "Vorschläge zum Kopieren",
            {
                "description": "Ersetzen Sie, was in [eckigen Klammern] steht. Das Portal "
                "verschickt keine E-Mails: Bitte antworten Sie aus Ihrem Postfach.",
                "fields": ["suggested_answer", "suggested_first_word"],
            },
        ),
        (
            "Was wir getan haben",
            {
                "fields": [
                    "status",
                    "antwort",
                    "interne_notiz",
                    "zwischennachricht_am",
                    "beantwortet_am",
                    "abgeschlossen_am",
                    "geloescht_personen_am",
                ]
            },
        ),
    ]
    readonly_fields = [
        "art",
        "institution",
        "seite",
        "text",
        "arrived",
        "due",
        "name",
        "email",
        "telefon",
        "suggested_answer",
        "suggested_first_word",
        "zwischennachricht_am",
        "beantwortet_am",
        "abgeschlossen_am",
        "geloescht_personen_am",
    ]

    def get_queryset(self, request):
        return Meldung.objects.due_first()

    def get_ordering(self, request):
        return DUE_FIRST

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Cases are erased by „manage.py aufraeumen“, each after its time."""
        return False

    def has_change_permission(self, request, obj=None):
        """An erased case is kept for the count only."""
        if obj is not None and obj.geloescht_personen_am:
            return False
        return super().has_change_permission(request, obj)

    # ---- columns and texts ---------------------------------------------------------------

    @admin.display(description="Worum es geht")
    def about(self, meldung):
        if meldung.geloescht_personen_am:
            return "Angaben gelöscht"
        about = meldung.institution or meldung.seite
        words = Truncator(meldung.text).words(SHOWN_WORDS)
        return f"{about}: {words}" if about else words

    @admin.display(description="Frist", ordering="frist")
    def due(self, meldung):
        return meldung.frist_in_worten(timezone.localdate())

    @admin.display(description="Eingegangen am", ordering="eingegangen_am")
    def arrived(self, meldung):
        return f"{timezone.localtime(meldung.eingegangen_am):%d.%m.%Y, %H:%M} Uhr"

    @admin.display(description="Antwort")
    def suggested_answer(self, meldung):
        return show_letter(meldung, suggest_antwort(meldung, ombudsverfahren()), "Antwort")

    @admin.display(description="Zwischennachricht")
    def suggested_first_word(self, meldung):
        text = suggest_zwischennachricht(meldung, ombudsverfahren())
        if not text:
            return "Nur bei Barrieren vorgeschrieben."
        return show_letter(meldung, text, "Zwischennachricht")

    # ---- actions -------------------------------------------------------------------------

    @admin.action(description="Zwischennachricht verschickt", permissions=["change"])
    def mark_first_word(self, request, queryset):
        waiting = queryset.filter(status=Meldung.Status.OFFEN)
        self.set_status(request, queryset, waiting, Meldung.Status.ZWISCHENNACHRICHT)

    @admin.action(description="Beantwortet", permissions=["change"])
    def mark_answered(self, request, queryset):
        self.set_status(request, queryset, queryset.open(), Meldung.Status.BEANTWORTET)

    @admin.action(description="Erledigt ohne Antwort", permissions=["change"])
    def mark_done(self, request, queryset):
        self.set_status(request, queryset, queryset.open(), Meldung.Status.ERLEDIGT)

    @admin.action(description="Spam", permissions=["change"])
    def mark_spam(self, request, queryset):
        self.set_status(request, queryset, queryset.open(), Meldung.Status.SPAM)

    def set_status(self, request, chosen, suitable, status):
        """Save one by one, so that the days are filled in; say what was left as it is."""
        meldungen = list(suitable)
        left = chosen.count() - len(meldungen)
        for meldung in meldungen:
            meldung.status = status
            meldung.save()
            self.log_change(request, meldung, f"Status: {status.label}")
        n = len(meldungen)
        if n:
            done = ngettext("%(n)d Meldung: %(status)s.", "%(n)d Meldungen: %(status)s.", n)
            self.message_user(request, done % {"n": n, "status": status.label})
        if left:
            sentence = ngettext(
                "%(n)d Meldung blieb, wie sie ist: Ihr Status passt nicht dazu.",
                "%(n)d Meldungen blieben, wie sie sind: Ihr Status passt nicht dazu.",
                left,
            )
            self.message_user(request, sentence % {"n": left}, level=messages.WARNING)


def ombudsverfahren():
    return Seite.objects.section("barrierefreiheit", "Ombudsverfahren")


def show_letter(meldung, text, label):
    """A text to copy; with an address, also a link that opens it in a mail program."""
    letter = format_html(
        '<textarea class="vLargeTextField" rows="14" cols="80" readonly aria-label="{}">{}'
        "</textarea>",
        f"Vorschlag: {label}",
        text,
    )
    if not meldung.email:
        return letter
    fields = urlencode({"subject": build_betreff(meldung), "body": text}, quote_via=quote)
    return format_html(
        '{}<br><a href="mailto:{}?{}">Als E-Mail öffnen</a>',
        letter,
        quote(meldung.email, safe="@"),
        fields,
    )
