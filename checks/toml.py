"""TOML files, with errors that name the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .errors import SettingsError


def read_toml(path: Path) -> dict[str, Any]:
    """
    The content of a TOML file; raises SettingsError naming the file, and line and column where it is not
    TOML.
    """
    import tomli

    try:
        return tomli.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except tomli.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
