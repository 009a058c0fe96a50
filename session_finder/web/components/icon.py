"""The page's icon, from our own server: a Material icon here would be fetched from an outside host."""

from pathlib import Path
from typing import Final

ICON: Final = str(Path(__file__).with_name("icon.svg"))
