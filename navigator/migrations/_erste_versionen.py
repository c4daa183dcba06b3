"""The first version of each record that stood in the database before its model got a history."""

from django.utils import timezone

GRUND = "Bestand bei Einführung der Historie"


def write_first_versions(apps, schema_editor):
    """Keep what an existing database holds, so that its first change shows what was before."""
    for model in apps.get_app_config("navigator").get_models():
        try:
            version_model = apps.get_model("navigator", f"{model.__name__}Version")
        except LookupError:
            continue
        if version_model.objects.exists():
            continue  # written by an earlier migration
        columns = {f.attname for f in version_model._meta.concrete_fields}
        links = [
            (m2m, apps.get_model("navigator", f"{m2m.remote_field.through.__name__}Version"))
            for m2m in model._meta.many_to_many
            if m2m.name != "konten"
        ]
        for record in model.objects.order_by("pk").iterator():
            version = version_model.objects.create(
                history_date=timezone.now(),
                history_type="+",
                history_aktion="angelegt",
                history_change_reason=GRUND,
                **{
                    f.attname: getattr(record, f.attname)
                    for f in model._meta.concrete_fields
                    if f.attname in columns
                },
            )
            for m2m, link_model in links:
                through = m2m.remote_field.through
                source = through.objects.filter(**{m2m.m2m_field_name(): record})
                link_model.objects.bulk_create(
                    link_model(history=version, **row) for row in source.values()
                )
