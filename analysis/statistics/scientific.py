"""What the statistics take from SciPy, or a sentence where that is missing."""
from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

try:  # no other module imports it
    from scipy.optimize import nnls  # least squares, with no solution below 0
    from scipy.special import betaincinv, chdtrc, ndtri, stdtr, stdtrit  # scipy.stats has them too, and loads slowly
except ImportError as missing:
    print(f"{Path(sys.argv[0]).name}: intervals need SciPy ({missing}); install it for {sys.executable}",
          file=sys.stderr)
    sys.exit(2)

Floats = NDArray[np.float64]

__all__ = ["betaincinv", "chdtrc", "Floats", "ndtri", "nnls", "stdtr", "stdtrit"]
