"""The libraries of HTTP are imported without what is never used, and nobody is worse off for it."""

import subprocess
import sys

_QUESTIONS = {
    "others make contexts as before": "ssl.create_default_context is usual",
    "the command line is not loaded": "'httpx._main' not in sys.modules",
    "aiohttp's own context asks for a certificate": "own.verify_mode is ssl.CERT_REQUIRED and own.check_hostname",
    "and trusts nobody's": "own.cert_store_stats()['x509_ca'] == 0",
    "a connection's trusts some": "httpx.create_ssl_context().cert_store_stats()['x509_ca'] > 0",
}
_CODE = """
import ssl, sys
usual = ssl.create_default_context
from importer.partner_api.libraries import aiohttp, httpx
own = aiohttp.connector._SSL_CONTEXT_VERIFIED
print([{asked}])
"""


def test_what_is_left_out_is_missed_by_nobody() -> None:
    """A connection that was given no certificates by mistake fails; others are as safe as ever."""
    code = _CODE.format(asked=", ".join(_QUESTIONS.values()))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == str([True] * len(_QUESTIONS)), done.stderr
