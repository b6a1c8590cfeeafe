"""A real browser without a network, and what it makes of a page. Skips where Chromium or Selenium is missing."""
from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, List

import pytest

webdriver = pytest.importorskip("selenium.webdriver", reason="python3-selenium is missing; ./setup.sh ci installs it")
from selenium.common.exceptions import WebDriverException  # noqa: E402
from selenium.webdriver.chrome.options import Options  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

DEADLINE = 60  # seconds: a browser that hangs fails the test
WIDTHS = (390, 1280, 2560)


class Browser:
    """One window; what it downloads goes to a folder."""

    def __init__(self, downloads: Path) -> None:
        programs = shutil.which("chromium"), shutil.which("chromedriver")
        if None in programs:
            pytest.skip("chromium or chromium-driver is missing; ./setup.sh ci installs them")
        options = Options()
        options.binary_location = programs[0]
        for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads),
                                                  "download.prompt_for_download": False})
        try:
            self.driver = webdriver.Chrome(service=Service(programs[1]), options=options)
        except WebDriverException as error:  # a container may allow no browser at all
            pytest.skip(f"chromium does not start here: {error.msg}")
        self.driver.set_page_load_timeout(DEADLINE)
        self.driver.set_script_timeout(DEADLINE)
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
            "offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0})
        self.downloads = downloads

    def open(self, page: Path, width: int = 1280, scheme: str = "light") -> None:
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.driver.get(page.as_uri())

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str) -> List[Any]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def first(self, selector: str) -> Any:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def point_at(self, element: Any, x: float, y: float) -> None:
        """In CSS pixels from the upper left corner of the element."""
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        size = element.size
        ActionChains(self.driver).move_to_element_with_offset(
            element, round(x - size["width"] / 2), round(y - size["height"] / 2)).perform()

    def wait_for(self, condition: Any) -> Any:
        return WebDriverWait(self.driver, DEADLINE, poll_frequency=0.05).until(lambda _: condition())

    def complaints(self) -> List[str]:
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def close(self) -> None:
        self.driver.quit()
