"""Words behind a person's name that are no second person: degrees, and the words of institutions."""

from __future__ import annotations

import re
from typing import Final

# What follows a name after a comma and is no name of its own.
_DEGREES: Final = frozenset(
    {
        *("phd", "md", "msc", "bsc", "mph", "mba", "ma", "ms", "bs", "ba", "dds", "dphil", "drph", "edd", "jd", "llm"),
        *("pharmd", "rn", "rph", "scd", "mhs", "mphil", "meng", "mpp", "faap", "facs", "esq", "jr", "sr", "ii", "iii"),
    }
)
# Words of institutions, which follow a person's name after a comma and are no second person.
INSTITUTION: Final = re.compile(
    r"\b(?:universi\w+|universit\w+|institut\w*|colleges?|hochschule|polytechni\w+|laborator\w+|labs|hospital|clinic"
    r"|klinik\w*|cent(?:er|re)|zentrum|foundation|stiftung|ministr\w+|department|dept|faculty|academy|agency|council"
    r"|association|society|technolog(?:y|ies)|systems|solutions|consulting|software|analytics|research|health|healthcare"
    r"|pharma\w*|inc|ltd|llc|llp|gmbh|corp|corporation|company|group|plc|s\.?a\.?s|pty|pbc|e\.v|b\.v)(?:\b|$)",
    re.IGNORECASE,
)


def are_degrees(text: str) -> bool:
    """Whether a text consists of degrees: "MD", "M.Sc. Ph.D."."""
    words = text.replace(".", "").casefold().split()
    return bool(words) and all(word in _DEGREES for word in words)
