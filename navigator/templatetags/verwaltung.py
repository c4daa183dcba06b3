"""What the templates of the office's pages ask for: the way to this page."""

import re

from django import template
from django.contrib.admin.templatetags.admin_urls import admin_urlname, admin_urlquote
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

register = template.Library()
CELL = re.compile(r"^<(t[dh])\b")


@register.inclusion_tag("admin/includes/_krumen.html", takes_context=True)
def verwaltung_krumen(context):
    """„Start › Verzeichnis › Institutionen › Caritas“, from what every page of the admin knows.

    One way for all of them: what stock templates put into a block „breadcrumbs“ is not asked.
    """
    krumen = [_krume("Start", "admin:index")]
    opts = context.get("opts") or getattr(context.get("cl"), "opts", None)
    if opts:
        krumen.append(_krume(opts.app_config.verbose_name, "admin:app_list", opts.app_label))
        krumen.append(_krume(capfirst(opts.verbose_name_plural), admin_urlname(opts, "changelist")))
        record = context.get("original") or context.get("object")
        if getattr(record, "pk", None):
            name = admin_urlname(opts, "change")
            krumen.append(_krume(str(record), name, admin_urlquote(record.pk)))
    request = context.get("request")
    if krumen[-1]["url"] != getattr(request, "path", None):
        krumen.append({"titel": _here(context, opts), "url": ""})
    krumen[-1]["url"] = ""
    return {"krumen": krumen if len(krumen) > 1 else []}


def _here(context, opts):
    """The name of a page that is no record: „Institution hinzufügen“, „Geschichte“."""
    return (
        f"{opts.verbose_name} hinzufügen" if opts and context.get("add") else context.get("title")
    )


def _krume(titel, name, *args):
    try:
        return {"titel": titel, "url": reverse(name, args=args)}
    except NoReverseMatch:  # a package's own pages may lack one of them
        return {"titel": titel, "url": ""}


@register.filter
def mit_spalten(result, headers):
    """Give every cell of a list's row the head of its column: narrow screens stack the cells."""
    heads = [header["text"] for header in headers]
    return [
        mark_safe(CELL.sub(rf'<\1 data-k="{escape(capfirst(head))}"', cell, count=1))  # noqa: S308 -- Django's own cell
        if "action-checkbox" not in cell
        else cell
        for head, cell in zip(heads, result, strict=False)
    ]
