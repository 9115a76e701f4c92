"""The door through which a web server calls the city."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from ruori.config.settle import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruori.config.settings")

application = get_wsgi_application()
settle()
if settings.TRUSTED_PROXIES:
    # Only these may say who the visitor is and whether the visitor came by https.
    application = wrap_wsgi_with_proxy_headers(application, settings.TRUSTED_PROXIES)
