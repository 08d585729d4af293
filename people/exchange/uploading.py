"""What somebody uploads or pastes to be loaded: JSON, a table, or the archive of all tables."""

import io
import json
import zipfile
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from people.exchange.decoding import LARGEST, checked, read_bytes
from people.exchange.reading_tables import MOST_LINES, read_tables
from people.exchange.register_file import LISTS, BadValue, Problem

MOST_FILES = 10


@dataclass
class Upload:
    """A register to load: plain data, the place of each row, bad lines.

    ``source`` is the name of the file, "" for what was pasted.
    """

    source: str
    data: dict
    places: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)

    def packed(self):
        """Return it as text, to be sent along until it is applied."""
        problems = [[each.list, each.key, each.reason] for each in self.problems]
        packed = [self.source, self.data, self.places, problems]
        return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text):
        """Return what was `packed`. Raises `BadValue` for anything else."""
        try:
            source, data, places, problems = json.loads(text)
            told = [Problem(name, None, str(key), str(why)) for name, key, why in problems]
            if not isinstance(source, str) or not isinstance(places, dict):
                raise TypeError(source)
        except (ValueError, TypeError, RecursionError) as error:
            raise BadValue(
                _("What was checked did not come back whole: upload it anew.")
            ) from error
        return cls(source, data, places, told)

    def place(self, name, index):
        """Return where a row stands, in words."""
        places = self.places.get(name, ())
        if isinstance(places, list) and index is not None and index < len(places):
            return str(places[index])
        return name if index is None else f"{name}[{index}]"


def read_upload(name, content):
    """Return the `Upload` of a file's name and bytes. Raises `BadValue`, in words."""
    if content.startswith(b"PK") and (texts := texts_in(content)):
        return of_tables(name, texts)
    return read_pasted(read_bytes(content), name)


def read_pasted(text, source=""):
    """Return the `Upload` of a text: JSON or a table. Raises `BadValue`, in words."""
    text = checked(text).lstrip("\ufeff")
    if not text.strip():
        raise BadValue(_("There is nothing in it."))
    if not text.lstrip().startswith(("{", "[")):
        return of_tables(source, {source: text})
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        told = {"line": error.lineno, "reason": error.msg}
        raise BadValue(_("Line %(line)s: this is no JSON (%(reason)s).") % told) from error
    except RecursionError as error:
        raise BadValue(_("This is no JSON of a register.")) from error
    rows = sum(len(data.get(each) or ()) for each in LISTS) if is_register(data) else 0
    if rows > MOST_LINES:
        raise BadValue(
            _("More than %(most)s lines: load it with the command load_register.")
            % {"most": MOST_LINES}
        )
    return Upload(source, data)


def is_register(data):
    """Tell whether data has the outline of a register: lists under their names."""
    return isinstance(data, dict) and all(isinstance(data.get(each, []), list) for each in LISTS)


def of_tables(source, texts):
    """Return the `Upload` of tables, {file: text}."""
    tables = read_tables(texts)
    return Upload(source, tables.data, tables.places, tables.problems)


def texts_in(content):
    """Return {file: text} of the CSV files in an archive, {} for a workbook or anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [each for each in archive.infolist() if each.filename.endswith(".csv")]
            if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > LARGEST:
                raise BadValue(_("The archive is too large."))
            return {each.filename: read_bytes(archive.read(each)) for each in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise BadValue(_("The file is broken: its text cannot be read.")) from error
