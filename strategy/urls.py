"""The strategy's addresses."""

urlpatterns = []
