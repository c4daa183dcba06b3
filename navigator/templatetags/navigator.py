"""How values of the directory look: found words marked, metres in words, texts as HTML."""

import json
import math
from functools import lru_cache

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from navigator.kartenbild import WALKING_SPEED
from sozialplanung.text import fold

register = template.Library()
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
KILOMETRE = 1000
fold_letter = lru_cache(maxsize=1024)(fold)
LONG_WORD = 20  # letters; a phone's heading holds about as many
NEXT_DOOR = 20  # metres; points of one street lie on one another


@register.filter
def hervorheben(text, words):
    """Mark each place in ``text`` where one of the folded ``words`` is found."""
    text = str(text or "")
    if not words or not any(map(fold(text).__contains__, words)):
        return conditional_escape(text)  # most texts of a list; letter by letter takes longer
    folded, origin = fold_with_origin(text)
    marked = [False] * len(text)
    for word in words:
        start = folded.find(word)
        while start >= 0:
            end = (*origin, len(text))[start + len(word)]
            marked[origin[start] : end] = [True] * (end - origin[start])
            start = folded.find(word, start + 1)
    parts = (
        format_html("<mark>{}</mark>", part) if is_marked else part
        for is_marked, part in runs(text, marked)
    )
    return format_html_join("", "{}", ((part,) for part in parts))


def fold_with_origin(text):
    """Return the folded letters of ``text`` and, for each, its place in ``text``."""
    letters, origin = [], []
    for place, char in enumerate(text):
        for letter in fold_letter(char) or " ":
            if letter == "e" and letters and letters[-1] in "aou":
                continue  # „ae“ counts as „a“, like the umlaut
            letters.append(letter)
            origin.append(place)
    return "".join(letters), origin


def runs(text, marked):
    """Cut ``text`` where the mark changes: pairs of mark and part."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            yield marked[start], text[start:place]
            start = place


@register.filter
def entfernung(meter):
    """„210 m“, „1,4 km“, „gleich daneben“, or nothing where it is not known."""
    if meter is None or meter == "":
        return ""
    if meter < NEXT_DOOR:
        return "gleich daneben"
    if meter < KILOMETRE:
        return f"{round(meter, -1)}\N{NO-BREAK SPACE}m"
    return f"{meter / KILOMETRE:.1f}\N{NO-BREAK SPACE}km".replace(".", ",")


@register.filter
def gehminuten(meter):
    """„etwa 3 Minuten“ on foot, an estimate from the beeline; nothing where it is not known."""
    if meter is None or meter == "":
        return ""
    minutes = max(1, math.ceil(meter / WALKING_SPEED))
    return f"etwa {minutes}\N{NO-BREAK SPACE}{'Minute' if minutes == 1 else 'Minuten'}"


@register.filter
def seitenzahlen(page):
    """Return the numbers of first, last and neighbouring pages, with „…“ for the gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def markdown(text):
    """Return the HTML of a page's Markdown; HTML inside it comes out as text."""
    return mark_safe(MARKDOWN.render(text or ""))  # noqa: S308 -- HTML is switched off


@register.simple_tag
def json_ld(data):
    """Embed ``data`` for search engines; a data block, nothing that runs."""
    text = json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.filter
def mit_umbruch(text):
    """Keep a dash at the end of its line, and let only very long words break at „/“."""
    words = str(text).replace(" – ", "\N{NO-BREAK SPACE}– ").split(" ")
    return format_html_join(" ", "{}", ((_breakable(word),) for word in words))


def _breakable(word):
    if len(word) < LONG_WORD or "/" not in word:
        return word
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in word.split("/")))
