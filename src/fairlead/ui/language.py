from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from fairlead.kernel.people.models import Account


class LanguageMiddleware(LocaleMiddleware):
    """The language follows the person; before sign-in, the browser or the choice made."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if isinstance(request.user, Account):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
