"""Parts of a record that are kept in its form, without a screen of their own."""

from django.contrib.auth import get_permission_codename


class Teil:
    """For an inline: who may see the record sees its parts, who may change it keeps them.

    One blank row stands ready: more come by a script, or after saving.
    """

    extra = 1

    def may_with_record(self, request, action):
        record = self.parent_model._meta
        codename = get_permission_codename(action, record)
        return request.user.has_perm(f"{record.app_label}.{codename}")

    def has_view_permission(self, request, obj=None):
        return self.may_with_record(request, "view")

    def has_change_permission(self, request, obj=None):
        return self.may_with_record(request, "change")

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request)
