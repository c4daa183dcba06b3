"""The markup of every type of page, checked by the W3C's own program."""

import pytest
from django.template.loader import render_to_string

from sozialplanung.text import slugify_de
from tests.markup import list_markup_errors, needs_java
from tests.town import MAPS, PAGES, build_town

ERRORS = (400, 403, 404, 429, 500)


@needs_java
@pytest.mark.one_database
def test_pages_are_valid_html(client, db, tmp_path):
    build_town()
    for name, path in (PAGES | MAPS).items():
        response = client.get(path)
        assert response.status_code == 200, name
        (tmp_path / f"{slugify_de(name)}.html").write_bytes(response.content)
    for status in ERRORS:
        (tmp_path / f"{status}.html").write_text(render_to_string(f"{status}.html"))

    errors = list_markup_errors(tmp_path)

    assert len(list(tmp_path.glob("*.html"))) == len(PAGES | MAPS) + len(ERRORS)
    assert errors == []
