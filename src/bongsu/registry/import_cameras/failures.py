"""The named ways in which a published file cannot be read. Each names the file, and the row where one is to blame."""

from typing import ClassVar

from bongsu.kernel.failures import Failure, Kind


class FileFault(Failure):
    """A file that cannot be imported; nothing of it was."""

    kind = Kind.INVALID
    code: ClassVar[str] = "file_fault"

    def __init__(self, file_name: str, what: str, row: int | None = None) -> None:
        place = file_name if row is None else f"{file_name}, row {row}"
        super().__init__(f"{place}: {what}", field=file_name)
        self.file_name = file_name
        self.row = row


class FileUnreadable(FileFault):
    """Not there, not a file, or not ours to read."""

    code = "file_unreadable"


class FileEmpty(FileFault):
    code = "file_empty"


class FileNotText(FileFault):
    """Bytes that no text file holds."""

    code = "file_not_text"


class FileEncodingUnknown(FileFault):
    """Neither UTF-8 nor CP949, read strictly."""

    code = "file_encoding_unknown"


class FileCutShort(FileFault):
    """Ends inside a character, a quotation or a row."""

    code = "file_cut_short"


class FieldTooLong(FileFault):
    code = "field_too_long"


class RowBroken(FileFault):
    """Quotation marks that no reader can follow."""

    code = "row_broken"


class OlderThanRegistered(FileFault):
    """A newer edition of the same file is already registered."""

    kind = Kind.CONFLICT
    code = "older_than_registered"


class TooMuchRemoved(FileFault):
    """The file would remove most of what its series holds: more likely cut short than true."""

    kind = Kind.CONFLICT
    code = "too_much_removed"
