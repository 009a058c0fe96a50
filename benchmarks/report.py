"""Figures into benchmarks/RESULTS.md: each benchmark owns the part between its two markers, words around them stay."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_PACKAGES = ("torch", "transformers", "openvino", "onnxruntime", "sentence-transformers", "streamlit", "numpy")


def machine() -> str:
    """The machine, the versions and the date, in one paragraph."""
    model = platform.processor() or platform.machine()
    flags = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = dict(line.split(":", 1) for line in cpuinfo.read_text().splitlines() if ":" in line)
        fields = {name.strip(): value.strip() for name, value in lines.items()}
        model = fields.get("model name", model)
        known = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16")
        flags = " (" + ", ".join(flag for flag in known if flag in fields.get("flags", "").split()) + ")"
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return f"{today}; {model}{flags}, {os.cpu_count()} cores, Python {platform.python_version()}; {', '.join(found)}."


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; floats with three digits that matter."""

    def cell(value: object) -> str:
        if isinstance(value, float):
            return f"{value:.4f}" if 0.99 < abs(value) < 1 else f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"
        return str(value)

    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def write(name: str, command: str, body: str) -> None:
    """Put a benchmark's part into RESULTS.md, and print it."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    part = f"{begin}\n`{command}` on {machine()}\n\n{body}\n{end}"
    print(f"\n{body}\n", flush=True)
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else "# Results\n"
    if begin in text and end in text:
        text = text[: text.index(begin)] + part + text[text.index(end) + len(end) :]
    else:
        text = text.rstrip() + f"\n\n## {name}\n{part}\n"
    RESULTS.write_text(text, encoding="utf-8")
