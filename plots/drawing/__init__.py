"""Still pictures, by matplotlib."""
from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

try:  # before any module of this package
    import_module("matplotlib.figure")
except ImportError as missing:
    print(f"{Path(sys.argv[0]).name}: charts need matplotlib ({missing}); install it for {sys.executable}",
          file=sys.stderr)
    sys.exit(2)
