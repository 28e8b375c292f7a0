"""Debian's Chromium, as the tests of pages drive it."""

import contextlib
import shutil
from collections.abc import Iterator

from selenium import webdriver

_ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1600,1000"
)


@contextlib.contextmanager
def opened_chromium(log: str = "") -> Iterator[webdriver.Chrome]:
    """A browser until the block ends; it keeps one log, if named: `browser` (its console) or `performance`."""
    options = webdriver.ChromeOptions()
    for argument in _ARGUMENTS.split():
        options.add_argument(argument)
    if log:
        options.set_capability("goog:loggingPrefs", {log: "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()
