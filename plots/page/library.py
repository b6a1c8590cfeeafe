"""Chart.js, which draws the charts that answer to the mouse: a small library that the distribution packages.

It brings axes, hit testing and tooltips in 200 kB, without dependencies; the page carries it inside.
"""
from __future__ import annotations

from pathlib import Path
from typing import Optional

from analysis.recording.reader import ResultsError

PACKAGE = "libjs-chart.js"
FILE = Path("/usr/share/javascript/chart.js/chart.min.js")
MISSING = f"The charts do not answer to the mouse: Chart.js was missing when the page was made (package {PACKAGE})."


def chart_library(file: Path = FILE) -> Optional[str]:
    """Its text, fit to stand in a page; None where it is not installed."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsError(f"{file}: cannot be read: {error}; install the package {PACKAGE} again") from None
    return text.replace("</script", "<\\/script").replace("\n//# sourceMappingURL=chart.min.js.map", "")
