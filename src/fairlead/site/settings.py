"""Django's settings, made from the checked configuration.

Reached only through ``django.conf``; an import contract sees to that.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from fairlead.core.errors import Misconfigured
from fairlead.site import catalogues, configuration, logs

_chosen = configuration.from_process()

FAIRLEAD_MODE = _chosen.mode
FAIRLEAD_DEMONSTRATION = _chosen.demonstration
FAIRLEAD_NODE = _chosen.node
FAIRLEAD_DATA = _chosen.data
FAIRLEAD_KEYS = _chosen.keys
FAIRLEAD_PROFILE = _chosen.profile
FAIRLEAD_ORIGIN = _chosen.origin
FAIRLEAD_PROXIES = _chosen.proxies
FAIRLEAD_LARGEST_REQUEST = _chosen.largest_request
FAIRLEAD_LIMIT_ADDRESS = _chosen.limit_address
FAIRLEAD_LIMIT_ACCOUNT = _chosen.limit_account
FAIRLEAD_LIMIT_KEY = _chosen.limit_key
FAIRLEAD_WITNESSES = list(_chosen.witnesses)
FAIRLEAD_WATCHED_LEDGERS = list(_chosen.watched_ledgers)
FAIRLEAD_WITNESS_LIMIT = _chosen.witness_limit

DEBUG = _chosen.debug
SECRET_KEY = (
    "test-" * 10
    if _chosen.mode == "test"
    else configuration.secret(_chosen.keys, configuration.SITE_SECRET)
)
# It opens what is sealed in the database, until that is sealed anew. It is not among Django's
# SECRET_KEY_FALLBACKS: whatever it signed, sessions above all, ended when it was replaced.
FAIRLEAD_EARLIER_SECRETS = configuration.earlier_secrets(_chosen.keys)
FAIRLEAD_SECRET_FILE = _chosen.keys / configuration.SITE_SECRET
FAIRLEAD_EARLIER_SECRET_FILE = _chosen.keys / configuration.EARLIER_SECRET
ALLOWED_HOSTS = [*_chosen.hosts, *filter(None, [urlsplit(_chosen.origin).hostname])]
CSRF_TRUSTED_ORIGINS = [_chosen.origin] if _chosen.origin else []

# ---------------------------------------------------------------- rooms
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "fairlead.desks.reception",
    "fairlead.desks.administration",
    "fairlead.desks.oversight",
    "fairlead.desks.casework",
    "fairlead.ui",
    "fairlead.kernel.audit",
    "fairlead.kernel.people",
    "fairlead.kernel.access",
    "fairlead.kernel.gateway",
    "fairlead.kernel.jobs",
    "fairlead.kernel.retention",
    "fairlead.kernel.files",
    "fairlead.kernel.tables",
    "fairlead.kernel.cases",
    "fairlead.kernel.screening",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "fairlead.site.arrival.ArrivalMiddleware",
    "fairlead.site.headers.SecurityHeadersMiddleware",
    "fairlead.kernel.gateway.middleware.ProblemMiddleware",
    "fairlead.site.limits.AddressLimitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fairlead.kernel.people.middleware.SealedSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "fairlead.site.methods.MethodsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fairlead.kernel.people.middleware.SignedInMiddleware",
    "fairlead.kernel.access.middleware.ContextMiddleware",
    "fairlead.site.refusals.RefusalsMiddleware",
    "fairlead.site.limits.AccountLimitMiddleware",
    "fairlead.ui.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

LOGGING_CONFIG = "fairlead.site.logs.configure"
LOGGING = logs.dictionary(level=_chosen.log_level, readable=_chosen.mode != "production")
CSRF_FAILURE_VIEW = "fairlead.site.failures.csrf"
ROOT_URLCONF = "fairlead.site.urls"
WSGI_APPLICATION = "fairlead.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fairlead.ui.navigation.frame",
            ],
        },
    }
]

# ---------------------------------------------------------------- database
# synchronous=FULL because a receipt promises that the message survives a power cut;
# secure_delete because a deleted row must not stay readable in the file;
# recursive_triggers because INSERT OR REPLACE would otherwise pass the ledger's guards.
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
    "PRAGMA recursive_triggers=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;"
)


def _database() -> dict[str, Any]:
    if _chosen.database.startswith("postgres://"):
        return _postgres()
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _chosen.data / "database" / "fairlead.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": _SQLITE_PRAGMAS,
        },
    }


def _postgres() -> dict[str, Any]:
    parts = urlsplit(_chosen.database)
    if parts.password:
        raise Misconfigured("put the password in database_password_file", place="database")
    password_file = _chosen.database_password_file
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": configuration.secret(password_file.parent, password_file.name)
        if password_file
        else "",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Behind a pooler that hands out connections by transaction, neither may be kept.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"prepare_threshold": None} | _encryption(parts.hostname or ""),
    }


def _encryption(host: str) -> dict[str, str]:
    """Demand TLS with a checked certificate where the connection leaves this machine."""
    leaves = host not in ("", "localhost", "127.0.0.1", "::1")
    return {"sslmode": "verify-full"} if leaves and _chosen.mode == "production" else {}


DATABASES = {"default": _database()}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        # The counters of failed attempts live here: a flood must not push them out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "OPTIONS": {"id_function": "fairlead.kernel.clock.new_id"},
    }
}

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["fairlead.kernel.people.backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fairlead.kernel.people.passwords.ContextWordsValidator"},
    {"NAME": "fairlead.kernel.people.passwords.BreachedPasswordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = _chosen.proxies
ACCOUNT_ADAPTER = "fairlead.kernel.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "fairlead.desks.reception.forms.SignInForm",
    "reauthenticate": "fairlead.desks.reception.forms.PasswordProofForm",
    "change_password": "fairlead.desks.reception.forms.PasswordChangeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # of a page that does not exist
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 5 * 60  # from the password to the second factor
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# docs/operators/accounts.md says what each of these is against.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "second_factor": "5/5m/key,30/d/key",
    "invitation": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "fairlead.kernel.people.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "fairlead.desks.reception.forms.CodeForm",
    "authenticate_webauthn": "fairlead.desks.reception.forms.PasskeyAtSignInForm",
    "reauthenticate": "fairlead.desks.reception.forms.CodeProofForm",
    "reauthenticate_webauthn": "fairlead.desks.reception.forms.PasskeyProofForm",
    "login_webauthn": "fairlead.desks.reception.forms.PasskeySignInForm",
    "activate_totp": "fairlead.desks.reception.forms.AuthenticatorForm",
    "add_webauthn": "fairlead.desks.reception.forms.NewPasskeyForm",
    "edit_webauthn": "fairlead.desks.reception.forms.PasskeyNameForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # an agency may share one address
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # recovery codes are the house's own
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 0
FAIRLEAD_BREACHED_PASSWORDS = _chosen.breached_passwords
FAIRLEAD_SESSION_IDLE = timedelta(minutes=_chosen.session_idle_minutes)
FAIRLEAD_SESSION_LIFETIME = timedelta(hours=_chosen.session_hours)

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = _chosen.session_hours * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no further cookie
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if _chosen.mode == "production":
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # A browser is sent to the encrypted page; a machine is refused, so that somebody notices.
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/", r"^api/", r"^witness/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ---------------------------------------------------------------- language and time
LANGUAGE_CODE = _chosen.language
LANGUAGES = [
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("zh-hans", _("Simplified Chinese")),
]
LOCALE_PATHS = [catalogues.FOLDER]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True

# ---------------------------------------------------------------- static files and uploads
STATIC_URL = "/static/"
STATIC_ROOT = _chosen.data / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
