"""What an editor does in the admin: open a form, change some of it, send it."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.urls import reverse


def url(model, view, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def form_data(model, record=None):
    """What the browser would send back from a form that was opened, unchanged."""
    request = RequestFactory().get("/verwaltung/")
    request.user = get_user_model()(is_active=True, is_staff=True, is_superuser=True)
    form = admin.site._registry[model].get_form(request, record)(instance=record)
    data = {}
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, bool):
            value = "on" if value else None
        if isinstance(value, (list, tuple)):
            value = [getattr(one, "pk", one) for one in value]
        if value is not None:
            data[name] = value
    return data


def change(client, record, **changes):
    """Open the form of ``record``, change some fields and send it."""
    record.refresh_from_db()
    data = form_data(type(record), record) | changes
    return client.post(url(type(record), "change", record.pk), data)


def add(client, model, **fields):
    return client.post(url(model, "add"), form_data(model) | fields)


def errors(response):
    """The sentences of a form that was refused: field → texts."""
    assert response.status_code == 200
    return dict(response.context["adminform"].form.errors)
