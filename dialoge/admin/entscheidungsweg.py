"""The decision path: its questions with their answers. The Administration keeps it."""

from django.contrib import admin

from dialoge.models import Frage, Kante
from navigator.admin.base import FullAdmin, FullForm
from navigator.admin.teile import Teil


class KanteInline(Teil, admin.StackedInline):
    model = Kante
    fk_name = "frage"
    max_num = len(Kante.Antwort.choices)
    fields = [("antwort", "ergebnis"), "naechste_frage"]
    verbose_name = "Antwort"
    verbose_name_plural = "Antworten, und was aus ihnen folgt"


class FrageForm(FullForm):
    class Meta:
        help_texts = {
            "text": "Kurz und mit Ja oder Nein zu beantworten: „Gibt es das schon?“",
            "slug": "Nur Kleinbuchstaben und Striche: gibt-es-das-schon.",
            "erklaerung": "Ein Satz für die, die antworten: Worauf ist zu achten?",
            "wissen": "Was neben der Frage steht, wenn Sie entscheiden.",
        }


@admin.register(Frage)
class FrageAdmin(FullAdmin):
    form = FrageForm
    inlines = [KanteInline]
    list_display = ["text", "position", "wissen", "answers"]
    search_fields = ["text"]
    fieldsets = [("Frage", {"fields": ["text", ("slug", "position"), "erklaerung", "wissen"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("kanten__naechste_frage")

    @admin.display(description="Antworten")
    def answers(self, frage):
        return "; ".join(
            f"{kante.get_antwort_display()}: {outcome(kante)}" for kante in frage.kanten.all()
        )


def outcome(kante):
    """Say what comes of an answer: „Maßnahmensteckbrief, dann „Befristetes Angebot?““."""
    then = f"dann „{kante.naechste_frage}“" if kante.naechste_frage else ""
    return ", ".join(filter(None, [kante.get_ergebnis_display(), then]))
