"""Django's settings. What a city changes comes from the environment (`environment.VARIABLES`, docs/settings.md)."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from ortaq.site import menus
from ortaq.site.environment import ROOT, SettingsError, cache, database, hourly, mail, read, secret_key, whole_number
from ortaq.site.logs import logging_settings

ENV = read("ORTAQ_ENV")
if ENV not in ("production", "demo", "test"):
    message = f"ORTAQ_ENV must be production, demo or test, not {ENV}"
    raise SettingsError(message)
PRODUCTION = ENV == "production"
DEMO = ENV == "demo"
DEBUG = False

STATE_DIR = Path(read("ORTAQ_STATE_DIR")).resolve()
SECRET_KEY = secret_key(read("ORTAQ_SECRET_KEY"), production=PRODUCTION)
SECRET_KEY_FALLBACKS = [
    secret_key(key, production=PRODUCTION, name="ORTAQ_SECRET_KEY_FALLBACKS")
    for key in read("ORTAQ_SECRET_KEY_FALLBACKS").split()
]
VOTE_KEY = secret_key(read("ORTAQ_VOTE_KEY"), production=PRODUCTION, name="ORTAQ_VOTE_KEY")
if PRODUCTION and VOTE_KEY == SECRET_KEY:
    message = "ORTAQ_VOTE_KEY must differ from ORTAQ_SECRET_KEY: who keeps the sessions must not read who voted"
    raise SettingsError(message)
ALLOWED_HOSTS = read("ORTAQ_HOSTS").split() or ([] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"])
ORIGIN = read("ORTAQ_ORIGIN") or ("" if PRODUCTION else "http://localhost:8000")
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    message = "ORTAQ_HOSTS is required in production and names every host: * is not taken"
    raise SettingsError(message)
if PRODUCTION and not ORIGIN.startswith("https://"):
    message = "ORTAQ_ORIGIN is required in production and starts with https://"
    raise SettingsError(message)
CSRF_TRUSTED_ORIGINS = [ORIGIN] if PRODUCTION else []
TRUSTED_PROXIES = whole_number("ORTAQ_TRUSTED_PROXIES")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "ortaq.doors.web.entrance",  # before allauth: its templates are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ortaq.core.tasks",
    "ortaq.core.people",
    "ortaq.core.territory",
    "ortaq.core.matters",
    "ortaq.core.journal",
    "ortaq.core.decisions",
    "ortaq.core.discussion",
    "ortaq.core.files",
    "ortaq.core.deadlines",
    "ortaq.core.notices",
    "ortaq.core.ui",
    "ortaq.civic.contests",
    "ortaq.civic.dialogue",
    "ortaq.civic.plans",
    "ortaq.civic.reception",
    "ortaq.civic.budgets",
    "ortaq.civic.works",
    "ortaq.civic.indicators",
    "ortaq.doors.web",
    "ortaq.doors.desk",
    "ortaq.doors.api",
    "ortaq.site.apps.SiteConfig",
]
MIDDLEWARE = [
    "ortaq.site.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "ortaq.site.bodies.BodyMiddleware",  # inside those that add headers, before anything that reads the body
    "allauth.account.middleware.AccountMiddleware",
    "ortaq.core.ui.requests.ActorMiddleware",
    "ortaq.core.ui.requests.LanguageMiddleware",
    "ortaq.core.ui.requests.DeskMiddleware",
    "ortaq.core.ui.requests.RefusalMiddleware",
]
ROOT_URLCONF = "ortaq.site.urls"
WSGI_APPLICATION = "ortaq.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "ortaq.core.ui.requests.context",
            ],
        },
    },
]

DATABASES = {"default": database(read("ORTAQ_DATABASE_URL"), STATE_DIR, read("ORTAQ_SQLITE_SYNCHRONOUS"))}
CACHES = {"default": cache(read("ORTAQ_DATABASE_URL"), STATE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "ortaq.core.tasks.backend.LeaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [ROOT / "ortaq" / "site" / "locale"]
FORMAT_MODULE_PATH = ["ortaq.core.ui.formats"]
FORM_RENDERER = "ortaq.core.ui.renderer.FormRenderer"
ORTAQ_NAVIGATION = menus.NAVIGATION
ORTAQ_DESK_NAVIGATION = menus.DESK_NAVIGATION
ORTAQ_ACCOUNT_NAVIGATION = menus.ACCOUNT_NAVIGATION
ORTAQ_FOOTER_NAVIGATION = menus.FOOTER_NAVIGATION
ORTAQ_CITY_NAME = menus.CITY_NAME
TIME_ZONE = "Asia/Almaty"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "assets" / "built"]
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(STATE_DIR / "files"), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if ENV == "test"
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
"""Form fields without files: a text of 1 MB must reach the form and get a sentence, not a bare 400."""
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the e-mail is unique without regard to case: a constraint on Lower("email")
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if ENV == "test"
    else ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ortaq.doors.web.entrance.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "ortaq.doors.web.entrance.forms.SignupForm",
    "login": "ortaq.doors.web.entrance.forms.LoginForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# No password: a code to the phone or the e-mail, asked for in one question; the star is for allauth's own check.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip",
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "request_login_code": "20/m/ip,3/m/key",
    "confirm_email": "1/10s/key",
    "verify_phone": "1/30s/key,5/m/ip",
    "change_phone": "3/m/user",
    # Ours, counted by core.ui.limits.
    "appeal": hourly(whole_number("ORTAQ_APPEALS_PER_HOUR")),
    "photo": hourly(whole_number("ORTAQ_PHOTOS_PER_HOUR")),
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "ortaq.doors.web.entrance.adapter.SecondStepAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Ortaq"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

SESSION_ENGINE = "ortaq.site.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ortaq.core.ui.errors.csrf_failure"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

globals().update(mail(read("ORTAQ_EMAIL_URL"), demo=DEMO))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("ORTAQ_EMAIL_FROM")
SMS_BACKEND = "ortaq.site.mail.ScreenChannel" if DEMO else read("ORTAQ_SMS_BACKEND")
MESSENGER_BACKEND = "ortaq.site.mail.ScreenChannel" if DEMO else read("ORTAQ_MESSENGER_BACKEND")
VIRUS_SCAN = read("ORTAQ_VIRUS_SCAN")
OC4IDS_PREFIX = read("ORTAQ_OC4IDS_PREFIX")
TRANSLATOR = read("ORTAQ_TRANSLATOR")
PUBLISH_FIRST = read("ORTAQ_PUBLISH_FIRST") == "1"
LOGGING_CONFIG = "ortaq.site.logs.configure"
LOGGING = logging_settings(console=not PRODUCTION, quiet=ENV == "test")
