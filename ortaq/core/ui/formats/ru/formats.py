from ortaq.core.ui.formats.everywhere import *  # noqa: F403, Django reads the names here

DATE_FORMAT = "j E Y года"
DATETIME_FORMAT = "j E Y года, H:i"
YEAR_MONTH_FORMAT = "F Y года"
MONTH_DAY_FORMAT = "j E"
DECIMAL_SEPARATOR = ","
