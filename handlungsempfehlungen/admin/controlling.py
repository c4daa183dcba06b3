"""The Controlling at work: what is due by office, reminders, sheets out, dialogues that review."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from dialoge.models import Veranstaltung
from handlungsempfehlungen.controlling import (
    SOON_DAYS,
    Stellenliste,
    group_by_stelle,
    read_positionen,
)
from handlungsempfehlungen.erinnerung import write_erinnerung
from handlungsempfehlungen.rueckmeldung import (
    fassungen_of,
    write_rueckmeldebogen,
    write_ueberpruefung,
)
from handlungsempfehlungen.zustaendigkeit import KEEP_ALL
from navigator.admin.base import FullAdmin
from navigator.exports import FORMATS
from navigator.models import Stelle
from sozialplanung.text import slugify_de

EVENTS = 30  # to choose from; older ones were reviewed long ago


class ControllingAdmin(FullAdmin):
    """Pages beside the list of Sachstände."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        views = {
            "controlling/": (self.due_view, "controlling"),
            "controlling/bogen.xlsx": (self.sheet_view, "bogen"),
            "controlling/erinnerung/<int:pk>/": (self.reminder_view, "erinnerung"),
            "controlling/dialoge/": (self.events_view, "dialoge"),
            "controlling/dialoge/<int:pk>/": (self.review_view, "ueberpruefung"),
            "controlling/dialoge/<int:pk>/bogen.xlsx": (self.review_sheet_view, "pruefbogen"),
        }
        own = [
            path(address, self.admin_site.admin_view(never_cache(view)), name=f"{name}_{what}")
            for address, (view, what) in views.items()
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        extra = {"controlling_url": self.address("controlling")}
        if self.has_add_permission(request):
            extra["eintragen_url"] = self.address("eintragen")
        return super().changelist_view(request, extra | (extra_context or {}))

    def entry_address(self, **chosen):
        return f"{self.address('eintragen')}?{urlencode(chosen)}"

    def check_keeps_all(self, request):
        """Reminders and sheets go out from those who keep the recommendations."""
        if not request.user.has_perm(KEEP_ALL):
            raise PermissionDenied

    # ---- what is due -----------------------------------------------------------------------------

    def due_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        listen = group_by_stelle(read_positionen(request.user))
        may_enter = self.has_add_permission(request)
        keeps_all = request.user.has_perm(KEEP_ALL)
        return self.show_page(
            request,
            "controlling",
            "Was fällig ist, nach Stelle",
            listen=[
                {"liste": one, "urls": self.urls_of(one.stelle, may_enter, keeps_all)}
                for one in listen
            ],
            soon=SOON_DAYS,
            summe={
                "ueberfaellig": sum(one.ueberfaellig for one in listen),
                "bald": sum(one.bald for one in listen),
                "ohne": sum(one.ohne for one in listen),
                "gesamt": sum(one.gesamt for one in listen),
            },
            eintragen_url=self.address("eintragen") if may_enter else "",
            bogen_url=self.address("bogen") if keeps_all else "",
            einlesen_url=self.url_of("einlesen") if keeps_all else "",
            dialoge_url=self.address("dialoge") if keeps_all else "",
        )

    def urls_of(self, stelle, may_enter, keeps_all):
        key = stelle.pk if stelle else "ohne"
        urls = {"eintragen": self.entry_address(stelle=key)} if may_enter else {}
        if keeps_all and stelle:
            urls["bogen"] = f"{self.address('bogen')}?{urlencode({'stelle': key})}"
            urls["erinnerung"] = self.address("erinnerung", key)
        return urls

    def reminder_view(self, request, pk):
        """The text of a mail to one office; the portal itself sends none."""
        self.check_keeps_all(request)
        stelle = get_object_or_404(Stelle.objects.select_related("institution"), pk=pk)
        known = [one for one in read_positionen(request.user) if one.stelle == stelle]
        faellige = Stellenliste(stelle, known).faellige
        entry = request.build_absolute_uri(self.entry_address(stelle=stelle.pk))
        return self.show_page(
            request,
            "erinnerung",
            "Erinnerung",
            stelle=stelle,
            anzahl=len(faellige),
            erinnerung=write_erinnerung(stelle, faellige, entry) if faellige else None,
            konten=stelle.konten.filter(is_active=True).count(),
            stelle_url=reverse("admin:navigator_stelle_change", args=[stelle.pk]),
            bogen_url=f"{self.address('bogen')}?{urlencode({'stelle': stelle.pk})}",
            back=self.address("controlling"),
        )

    # ---- sheets ----------------------------------------------------------------------------------

    def sheet_view(self, request):
        """The sheet of one office, or one workbook with a sheet for each."""
        self.check_keeps_all(request)
        stellen, name = Stelle.objects.all(), "alle"
        if number := request.GET.get("stelle", ""):
            stelle = get_object_or_404(Stelle, pk=number if number.isdecimal() else None)
            stellen, name = [stelle], slugify_de(stelle.name)
        return as_workbook(write_rueckmeldebogen(stellen), f"sachstand-{name}")

    # ---- dialogues that review -------------------------------------------------------------------

    def events_view(self, request):
        """Choose the dialogue at which recommendations are looked at again."""
        self.check_keeps_all(request)
        events = Veranstaltung.objects.chronological()[:EVENTS]
        return self.show_page(
            request,
            "dialoge",
            "Empfehlungen in einem Dialog überprüfen",
            veranstaltungen=[(one, self.address("ueberpruefung", one.pk)) for one in events],
            back=self.address("controlling"),
        )

    def review_view(self, request, pk):
        """The recommendations of the event's areas: to print, to take along, to answer."""
        self.check_keeps_all(request)
        veranstaltung = get_object_or_404(Veranstaltung, pk=pk)
        positionen = read_positionen(request.user, fassungen=fassungen_of(veranstaltung))
        return self.show_page(
            request,
            "ueberpruefung",
            "Empfehlungen zur Überprüfung",
            veranstaltung=veranstaltung,
            listen=group_by_stelle(positionen),
            anzahl=len(positionen),
            bogen_url=self.address("pruefbogen", pk),
            eintragen_url=self.entry_address(veranstaltung=pk),
            back=self.address("dialoge"),
        )

    def review_sheet_view(self, request, pk):
        self.check_keeps_all(request)
        veranstaltung = get_object_or_404(Veranstaltung, pk=pk)
        return as_workbook(
            write_ueberpruefung(veranstaltung), f"ueberpruefung-{veranstaltung.slug}"
        )

    def show_page(self, request, name, title, **context):
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/handlungsempfehlungen/controlling/{name}.html",
            self.admin_site.each_context(request)
            | {"title": title, "opts": self.opts, "media": self.media}
            | context,
        )


def as_workbook(data, name):
    return HttpResponse(
        data,
        content_type=FORMATS["xlsx"],
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{timezone.localdate()}.xlsx"',
            "Cache-Control": "no-store",
        },
    )
