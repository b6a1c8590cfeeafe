"""What is taken from SciPy and numpy, or a sentence where they are missing."""
from __future__ import annotations

import sys
from pathlib import Path

try:  # no other module imports them
    import numpy as np
    from numpy.typing import NDArray
    from scipy.optimize import nnls  # least squares, with no solution below 0
    from scipy.special import betaincinv, chdtrc, ndtri, stdtr, stdtrit  # scipy.stats has them too, and loads slowly
except ImportError as missing:
    print(f"{Path(sys.argv[0]).name}: intervals need SciPy ({missing}); install it for {sys.executable}",
          file=sys.stderr)
    sys.exit(2)

Floats = NDArray[np.float64]

__all__ = ["betaincinv", "chdtrc", "Floats", "ndtri", "nnls", "np", "stdtr", "stdtrit"]
