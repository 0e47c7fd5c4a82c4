from ortaq.core.ui.formats.everywhere import *  # noqa: F403, Django reads the names here

DATE_FORMAT = "Y жылғы j E"
DATETIME_FORMAT = "Y жылғы j E, H:i"
YEAR_MONTH_FORMAT = "Y жылғы F"
MONTH_DAY_FORMAT = "j E"
DECIMAL_SEPARATOR = ","
