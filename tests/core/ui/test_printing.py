import pytest

from ortaq.core.ui import printing


def test_missing_fonts_are_said_clearly(settings, tmp_path):
    printing.fonts.cache_clear()
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path], tmp_path
    with pytest.raises(printing.FontsMissing, match="make setup"):
        printing.fonts()
    printing.fonts.cache_clear()
