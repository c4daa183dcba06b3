"""Old addresses of Institutionen: visitors are sent on, whichever of its pages they asked for."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from navigator.models import Weiterleitung


def follow_weiterleitung(view):
    """Answer 301 with the new address where ``view`` knows nothing under ``slug``.

    What was sent is not lost: a form is asked to be sent again to the new address (308).
    """

    @wraps(view)
    def view_or_redirect(request, slug, **kwargs):
        try:
            return view(request, slug=slug, **kwargs)
        except Http404:
            institution = Weiterleitung.objects.find_target(slug)
            if institution is None:
                raise
        kwargs["slug"] = institution.slug
        address = reverse(request.resolver_match.view_name, kwargs=kwargs)
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(
            f"{address}?{query}" if query else address,
            preserve_request=request.method not in {"GET", "HEAD"},
        )

    return view_or_redirect
