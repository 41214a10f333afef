"""Who changes parts of tasks and indicators at the desk."""


class PartAccess:
    """Officials add parts to the rows of their departments; what was once written only a coordinator deletes."""

    def has_add_permission(self, request, obj=None):
        return self.has_view_permission(request) and self.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return request.user.is_coordinator and self.has_change_permission(request, obj)
