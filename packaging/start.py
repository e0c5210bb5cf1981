"""Where the frozen program begins."""

import sys

from babydrop_desktop.__main__ import main

sys.exit(main())
