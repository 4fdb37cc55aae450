"""Text in, values out: no I/O beyond data files that ship with the code, no clock."""

from parsers.values import Keyword, Language, Part, PersonName, PostalAddress, Reading

__all__ = ["Keyword", "Language", "Part", "PersonName", "PostalAddress", "Reading"]
