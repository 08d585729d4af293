"""
One archive that holds the newsroom: every row, every picture, every original, and a manifest.

The rows are written as lines of JSON in the words of the models, not of a database, so an archive
made on SQLite is restored into PostgreSQL and the other way round, and no program of either is
needed (`docs/decisions/` says more). An archive is read to its last byte before anything is
touched; then the rows go in within one transaction, so that until it is committed everybody still
reads the old newsroom, and a failure leaves it as it was.
"""

import base64
import datetime
import decimal
import hashlib
import json
import os
import shutil
import uuid
import zipfile
import zlib
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.duration import duration_iso_string
from django.utils.translation import gettext as _

from articles.desk.erasure import erasing
from articles.page import guards

FORMAT = 1
MANIFEST = "manifest.json"
LEDGER = "erasures.jsonl"
# Who is signed in, who mistyped a password, what the worker has to do: of the moment, not kept.
LEFT_OUT = {"sessions", "axes", "django_tasks_db", "django_tasks_database"}
# What `migrate` itself lays does not make a newsroom; one row of these does.
TELLING = [
    "accounts.User",
    "articles.Article",
    "articles.Edition",
    "articles.Page",
    "images.Image",
    "people.Official",
    "people.Organisation",
]
CHUNK = 1 << 20
ROWS = 500
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,  # an encrypted member
    TypeError,
    ValueError,
)


class BackupError(Exception):
    """Why an archive was not made or not restored, in words for who runs the server."""


def folders():
    """Return the folders of files that belong to the newsroom, by their name in the archive."""
    return {
        "pictures": Path(settings.MEDIA_ROOT),
        "originals": Path(settings.ORIGINALS_ROOT),
        "documents": Path(settings.DOCUMENTS_ROOT),
    }


def kept_models():
    """Return every model whose rows are kept, those between two others included, by label."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and not model._meta.swapped
        and model._meta.app_label not in LEFT_OUT
    }


def kept_fields(model):
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def member_of(label):
    return f"database/{label}.jsonl"


# Making


def make(path):
    """
    Write an archive to ``path`` and read it back; return its manifest.

    The file appears whole or not at all, readable by its owner alone: it holds password hashes.
    Raises `BackupError`.
    """
    path = Path(path)
    if path.exists():
        raise BackupError(_("%(file)s exists already. Choose another name.") % {"file": path})
    if migrations_to_run():
        raise BackupError(_("The database is not migrated. Run `manage.py migrate` first."))
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with open(unfinished, "xb", opener=owner_only) as file:
            with zipfile.ZipFile(file, "w", compresslevel=6) as archive:
                fill(archive)
            file.flush()
            os.fsync(file.fileno())
        manifest = check(unfinished)
        os.replace(unfinished, path)
    except OSError as error:
        raise BackupError(str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def owner_only(path, flags):
    return os.open(path, flags, 0o600)


def fill(archive):
    """Write every member, the manifest last."""
    members, rows = {}, {}
    with snapshot():
        migrations = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
        for label, model in kept_models().items():
            lines = Counted(lines_of(model))
            members |= add(archive, member_of(label), lines, zipfile.ZIP_DEFLATED)
            rows[label] = lines.count - 1  # the first names the fields
    # After the rows: a picture that a row names was written before the row was.
    for folder, root in folders().items():
        for name, file in files_in(root):
            # Pictures are compressed already.
            members |= add(archive, f"{folder}/{name}", file, zipfile.ZIP_STORED)
    if settings.ERASURE_LEDGER.exists():
        ledger = [settings.ERASURE_LEDGER.read_bytes()]
        members |= add(archive, LEDGER, ledger, zipfile.ZIP_DEFLATED)
    manifest = {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "made_on": connection.vendor,
        "migrations": migrations,
        "rows": rows,
        "members": members,
    }
    archive.writestr(MANIFEST, json.dumps(manifest), zipfile.ZIP_DEFLATED)


@contextmanager
def snapshot():
    """Let all that is read inside be of one moment, while others go on writing."""
    if connection.in_atomic_block:  # only so in tests, whose transaction is one moment too
        yield
        return
    begin = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if connection.vendor == "postgresql"
        else "BEGIN DEFERRED"  # `atomic` would take the write lock and stop all publishing
    )
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def add(archive, name, chunks, compression):
    """Write one member; return {name: its size and SHA-256}."""
    member = zipfile.ZipInfo(name, timezone.now().timetuple()[:6])
    member.compress_type = compression
    digest, size = hashlib.sha256(), 0
    with archive.open(member, "w", force_zip64=True) as out:
        for chunk in chunks:
            out.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return {name: {"size": size, "sha256": digest.hexdigest()}}


class Counted:
    """An iterator that remembers how many things it gave."""

    def __init__(self, things):
        self.things = things
        self.count = 0

    def __iter__(self):
        for thing in self.things:
            self.count += 1
            yield thing


def lines_of(model):
    """Yield a model's rows as lines of JSON, after one that names the fields."""
    fields = kept_fields(model)
    names = [field.attname for field in fields]
    yield line(names)
    rows = model._base_manager.order_by(model._meta.pk.attname).values_list(*names)
    for row in rows.iterator(chunk_size=ROWS):
        yield line([plain(field, value) for field, value in zip(fields, row, strict=True)])


def line(value):
    # Sorted: PostgreSQL keeps no order inside JSON, and equal rows shall be equal bytes.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode() + b"\n"


def plain(field, value):
    """Return a value as JSON knows it."""
    match value:
        case _ if isinstance(field, models.JSONField):
            return value
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return duration_iso_string(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case decimal.Decimal() | uuid.UUID():
            return str(value)
    return value


def files_in(root):
    """Yield (name, chunks) of every finished file under a folder, in order."""
    for path in sorted(root.rglob("*")) if root.exists() else []:
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and is_plain(name) and path.suffix != ".part":
            try:
                file = open(path, "rb")  # noqa: SIM115 - closed by the generator
            except FileNotFoundError:
                continue  # erased since the folder was listed
            yield name, chunks_of(file)


def chunks_of(file):
    with closing(file):
        while chunk := file.read(CHUNK):
            yield chunk


# Checking


def check(path):
    """
    Read an archive to its last byte; return its manifest.

    Nothing is written. Raises `BackupError` when the file is damaged or cut off, when a member is
    not what the manifest says or would be written outside its folder, and when the archive was made
    by a version of Newsroom whose tables are not these.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise BackupError(
                    _("This archive has format %(format)s, which this version cannot read.")
                    % {"format": manifest["format"]}
                )
            check_migrations(manifest)
            check_names(archive, manifest)
            for name, promised in manifest["members"].items():
                check_member(archive, name, promised)
            for label, model in kept_models().items():
                check_rows(archive, label, model, manifest["rows"][label])
    except FileNotFoundError as error:
        raise BackupError(_("There is no file %(file)s.") % {"file": path}) from error
    except BROKEN as error:
        raise BackupError(
            _("%(file)s is no whole archive of a newsroom (%(reason)s).")
            % {"file": path, "reason": error or type(error).__name__}
        ) from error
    return manifest


def check_migrations(manifest):
    """Refuse an archive whose tables differ from those this code knows."""
    archived = {tuple(each) for each in manifest["migrations"]}
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    if newer := sorted(archived - known):
        raise BackupError(
            _("The archive was made by a newer Newsroom (%(names)s). Update first, then restore.")
            % {"names": ", ".join(map("/".join, newer[:3]))}
        )
    if older := sorted(known - archived):
        raise BackupError(
            _(
                "The archive was made by an older Newsroom, before %(names)s. Restore it with that"
                " version, then update and run `manage.py migrate`."
            )
            % {"names": ", ".join(map("/".join, older[:3]))}
        )


def check_names(archive, manifest):
    """Refuse members that are missing, unexpected, double, or that lead out of their folder."""
    names = archive.namelist()
    promised = manifest["members"]
    wanted = {member_of(label) for label in kept_models()}
    odd = [name for name in promised if not is_place(name, wanted)]
    if odd or len(names) != len(set(names)) or {*names} - {MANIFEST} != {*promised}:
        raise ValueError(f"unexpected members {odd[:3]}")
    if missing := wanted - {*promised}:
        raise ValueError(f"missing members {sorted(missing)[:3]}")


def is_place(name, tables):
    """Tell whether a member's name is one this version writes."""
    folder, _slash, rest = name.partition("/")
    return name in tables or name == LEDGER or (folder in folders() and is_plain(rest))


def is_plain(name):
    """Tell whether a relative name stays in its folder and hides nowhere."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and "/".join(parts) == name
        and not any(part.startswith(".") or set(part) & set('\\:\0"<>|*?') for part in parts)
    )


def check_member(archive, name, promised):
    """Refuse a member whose bytes are not those the manifest speaks of."""
    if archive.getinfo(name).file_size != promised["size"]:
        raise ValueError(f"{name} has another size")
    digest = hashlib.sha256()
    for chunk in chunks_of(archive.open(name)):
        digest.update(chunk)
    if digest.hexdigest() != promised["sha256"]:
        raise ValueError(f"{name} has another SHA-256")


def check_rows(archive, label, model, promised):
    """Refuse a table whose fields or number of rows are not as expected."""
    with archive.open(member_of(label)) as lines:
        names = json.loads(next(lines, b"null"))
        if names != [field.attname for field in kept_fields(model)]:
            raise ValueError(f"{label} has other fields")
        count = sum(len(json.loads(each)) == len(names) for each in lines)
    if count != promised:
        raise ValueError(f"{label} has {count} rows, not {promised}")


def check_room(manifest):
    """Refuse when the disk cannot hold the old and the new newsroom at once."""
    needed = sum(each["size"] for each in manifest["members"].values())
    if connection.vendor == "sqlite":  # the journal holds the rows once more
        tables = manifest["members"].items()
        needed += sum(each["size"] for name, each in tables if name.startswith("database/"))
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < needed:
        raise BackupError(
            _("The disk has %(free)d MB free; the restore needs %(needed)d MB.")
            % {"free": free >> 20, "needed": (needed >> 20) + 1}
        )


def migrations_to_run():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_empty():
    """Tell whether the database holds no newsroom yet."""
    return not any(apps.get_model(label)._base_manager.exists() for label in TELLING)


# Restoring


def restore(path, replace=False):
    """
    Put the archive at ``path`` in the place of this newsroom; return the manifest.

    Checks first, and touches nothing until all is found good. With ``replace`` a newsroom that
    stands here is given up for the archive's. Orders to erase that are younger than the archive are
    carried out again. Raises `BackupError`; then everything is as it was.
    """
    manifest = check(path)
    if migrations_to_run():
        raise BackupError(_("The database is not migrated. Run `manage.py migrate` first."))
    if not replace and not is_empty():
        raise BackupError(
            _(
                "This database holds a newsroom already. Add --replace to give it up for the"
                " archive."
            )
        )
    check_room(manifest)
    try:
        with (
            zipfile.ZipFile(path) as archive,
            swapped_files(archive, manifest) as swap,
            transaction.atomic(),
        ):
            transaction.on_commit(swap.keep)  # the first to run, before any that may fail
            load(archive, manifest)
            swap.do()
            erasing.replay()
            connection.check_constraints()
    except (DatabaseError, ValidationError, *BROKEN) as error:
        raise BackupError(
            _("The archive could not be restored, and all is as it was: %(reason)s")
            % {"reason": error}
        ) from error
    return manifest


def load(archive, manifest):
    """Put the archive's rows in the place of all rows, inside a transaction."""
    if connection.vendor == "postgresql":
        connection.check_constraints()  # it empties no table that has checks pending
    kept = kept_models()
    guards.drop()  # a failure rolls this back too; `post_migrate` lays them again
    with connection.cursor() as cursor:
        tables = [
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy and not model._meta.swapped
        ]
        for statement in connection.ops.sql_flush(no_style(), tables):
            cursor.execute(statement)
        for label, model in kept.items():
            with archive.open(member_of(label)) as lines:
                next(lines)
                insert(cursor, model, lines)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept.values())):
            cursor.execute(statement)
        connection.check_constraints()
    ContentType.objects.clear_cache()
    # Roles, permissions and indexes as this code has them.
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def insert(cursor, model, lines):
    """Insert lines of JSON into a model's table, many at a time, past `save` and its signals."""
    fields = kept_fields(model)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    most = connection.features.max_query_params
    size = min(ROWS, most // len(fields)) if most else ROWS
    row = f"({', '.join(['%s'] * len(fields))})"
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    batch, count = [], 0
    for each in lines:
        batch += [
            field.get_db_prep_save(rich(field, value), connection)
            for field, value in zip(fields, json.loads(each), strict=True)
        ]
        count += 1
        if count == size:
            cursor.execute(into + ", ".join([row] * count), batch)
            batch, count = [], 0
    if count:
        cursor.execute(into + ", ".join([row] * count), batch)


def rich(field, value):
    """Return a value from JSON as the field knows it."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.to_python(value)


@contextmanager
def swapped_files(archive, manifest):
    """
    Unpack the archive's files beside the old ones, and yield what puts them in their place.

    When the block fails before its rows are kept, the old files are put back.
    """
    files = Files(archive, manifest)
    try:
        files.unpack()
        yield files
    except BaseException as error:
        if not files.kept:
            files.put_back()
            raise
        files.clean_up()
        raise BackupError(
            _("The archive was restored, but what comes after failed: %(reason)s")
            % {"reason": error}
        ) from error
    files.clean_up()


class Files:
    """All files of a newsroom on their way in: the folders and the ledger of erasures."""

    def __init__(self, archive, manifest):
        self.archive = archive
        self.manifest = manifest
        self.swaps = [Swap(folder, root) for folder, root in folders().items()]
        ledger = settings.ERASURE_LEDGER
        self.ledger = ledger.read_bytes() if ledger.exists() else None
        self.kept = False

    def unpack(self):
        for each in self.swaps:
            each.unpack(self.archive, self.manifest)

    def do(self):
        for each in self.swaps:
            each.swap()
        merge_ledger(self.archive, self.manifest)

    def keep(self):
        """The rows are committed: from here on there is no way back."""
        self.kept = True

    def put_back(self):
        for each in self.swaps:
            each.back()
        if self.ledger is None:
            settings.ERASURE_LEDGER.unlink(missing_ok=True)
        else:
            settings.ERASURE_LEDGER.write_bytes(self.ledger)

    def clean_up(self):
        for each in self.swaps:
            each.finish()


def merge_ledger(archive, manifest):
    """Add the archive's orders to erase to those known here: an order is never forgotten."""
    if LEDGER not in manifest["members"]:
        return
    ledger = settings.ERASURE_LEDGER
    known = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    archived = archive.read(LEDGER).decode().splitlines()
    lines = [*known, *(each for each in archived if each not in set(known))]
    ledger.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")


class Swap:
    """
    One folder of files on its way from the old newsroom to the archive's.

    All happens inside the folder, which may be a disk of its own and then cannot be renamed.
    """

    def __init__(self, name, root):
        self.name = name
        self.root = root
        self.new = root / ".restoring"
        self.old = root / ".before-restore"
        self.swapped = False
        if self.old.exists():
            raise BackupError(
                _(
                    "%(folder)s is left from a restore that was cut off. Move what it holds back"
                    " or delete it, then try again."
                )
                % {"folder": self.old}
            )

    def unpack(self, archive, manifest):
        shutil.rmtree(self.new, ignore_errors=True)
        secret = self.name == "originals"
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700 if secret else 0o755)
        self.new.mkdir()
        for name in manifest["members"]:
            if name.startswith(f"{self.name}/"):
                target = self.new / name.removeprefix(f"{self.name}/")
                target.parent.mkdir(parents=True, exist_ok=True)
                with open(target, "xb", opener=owner_only if secret else None) as file:
                    for chunk in chunks_of(archive.open(name)):
                        file.write(chunk)

    def swap(self):
        self.old.mkdir()
        self.swapped = True
        move(self.root, self.old, leave={self.new, self.old})
        move(self.new, self.root)

    def back(self):
        if self.swapped:
            for each in set(self.root.iterdir()) - {self.new, self.old}:
                shutil.rmtree(each) if each.is_dir() else each.unlink()
            move(self.old, self.root)
        self.finish()

    def finish(self):
        shutil.rmtree(self.new, ignore_errors=True)
        shutil.rmtree(self.old, ignore_errors=True)


def move(source, target, leave=()):
    for each in list(source.iterdir()):
        if each not in leave:
            each.rename(target / each.name)
