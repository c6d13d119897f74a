"""What a decoder raises at bytes that others sent: a wrong type, bytes that are no UTF-8, nesting without end."""

import msgspec

UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
