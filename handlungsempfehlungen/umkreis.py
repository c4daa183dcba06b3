"""Which records concern the areas that a Hinweis speaks of: these, those in them, those around."""

from django.db.models import Q


def concerning(queryset, bezug, prefix=""):
    """Narrow records with areas to those that concern ``bezug`` (``dialoge.wissen.raeume``).

    What is for the whole city concerns everybody; a Hinweis about the whole city concerns all.
    ``prefix`` leads to the records that hold the areas: ``fassungen__``.
    """
    if not bezug.raeume:
        return queryset
    quartiere = bezug.quartiere
    sozialraeume = {one.sozialraum_id for one in quartiere} | set(bezug.keys("sozialraum"))
    bezirke = {one.sozialraum.stadtbezirk_id for one in quartiere} | set(bezug.keys("stadtbezirk"))
    about = Q(**{f"{prefix}stadtweit": True})
    for name, keys in (
        ("stadtbezirke", bezirke),
        ("sozialraeume", sozialraeume),
        ("sozialquartiere", {one.pk for one in quartiere}),
    ):
        about |= Q(**{f"{prefix}{name}__in": keys})
    return queryset.filter(
        pk__in=queryset.model._default_manager.filter(about).order_by().values("pk")
    )
