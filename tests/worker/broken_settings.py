"""The portal's settings with a template of papers that cannot be rendered standing before the real one."""

import os

from leszno_ngo.settings import *  # noqa: F403
from leszno_ngo.settings import TEMPLATES

TEMPLATES[0]["DIRS"].insert(0, os.environ["BROKEN_TEMPLATES"])
