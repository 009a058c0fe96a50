"""The page icon, served by us: Streamlit would fetch a Material icon from an external host."""

from pathlib import Path
from typing import Final

ICON: Final = str(Path(__file__).with_name("icon.svg"))
