"""Localized content: {"kk": …, "ru": …, "en": …} as plain JSON, and the words to show from it."""

from collections.abc import Mapping

from ortaq.engines.language import LANGUAGES


def words(content: Mapping[str, str] | None, language: str) -> str:
    """This will give the text in the language, else in the first of kk, ru, en that is filled, else ""."""
    if not content:
        return ""
    return content.get(language) or next((content[code] for code in LANGUAGES if content.get(code)), "")
