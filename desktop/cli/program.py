"""The commands of `qolhat`, their options and exit codes (docs/cli.md)."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from cases.findings import blocking
from cases.identifiers import check_identifier
from desktop.cli.console import Console, prepare_streams
from desktop.cli.context import Shared
from desktop.cli.exits import ExitCode, NotVerifiedError, tell_error
from desktop.cli.help import help_text, language_for
from desktop.cli.usage import shows_help, speak, usage_text
from desktop.clock import system_clock
from desktop.logs import install_hooks, log_path, record_incident, start_log
from desktop.papers.catalogue import text
from desktop.paths import Paths
from desktop.services.settings import ParticipantSettings, system_language
from signing.errors import Cancelled, InternalError, QolhatError
from signing.validation.verdict import Indication

KEY_KINDS = ("rsa", "ec")

app = typer.Typer(
    help=help_text("program"),
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
receipts_app = typer.Typer(help=help_text("receipts"), no_args_is_help=True)
app.add_typer(receipts_app, name="receipts")

HomeOption = Annotated[Path | None, typer.Option("--home", help=help_text("home"))]
TrainingOption = Annotated[bool, typer.Option("--training", help=help_text("training"))]
JsonOption = Annotated[bool, typer.Option("--json", help=help_text("json"))]
PasswordOption = Annotated[
    Path | None,
    typer.Option("--password-file", exists=True, dir_okay=False, help=help_text("password_file")),
]
ExistingFiles = Annotated[
    list[Path], typer.Argument(exists=True, readable=True, help=help_text("files"))
]


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    *,
    home: HomeOption = None,
    training: TrainingOption = False,
    language: Annotated[str | None, typer.Option(help=help_text("language"))] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help=help_text("verbose"))] = False,
) -> None:
    """Without a command: the window."""
    if language not in {None, "kk", "ru", "en"}:
        raise _wrong("one_of", "--language", "kk, ru, en")
    paths = Paths.of_user() if home is None else Paths(home.absolute())
    start_log(paths, verbose=verbose)
    context.obj = Shared(
        paths=paths.training if training else paths,
        console=Console(language or language_for(paths)),
        training=training,
        clock=system_clock,
    )
    if context.invoked_subcommand is None:
        from desktop.app import open_window  # noqa: PLC0415 - loads what only this command needs

        raise typer.Exit(open_window(paths, training=training))


@app.command("demo", help=help_text("demo"))
def demo_command(
    context: typer.Context,
    *,
    home: Annotated[Path, typer.Option("--home", help=help_text("demo_home"))],
    documents: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help=help_text("demo_documents")),
    ] = None,
    key_kind: Annotated[str, typer.Option(help=help_text("key_kind"))] = KEY_KINDS[0],
    as_json: JsonOption = False,
) -> int:
    """The whole job against a private training portal."""
    from desktop.cli.demo import DemoOrder, demo  # noqa: PLC0415 - loads what only this command needs

    if key_kind not in KEY_KINDS:
        raise _wrong("one_of", "--key-kind", ", ".join(KEY_KINDS), context)
    start_log(Paths(home.absolute()))
    return demo(_shared(context), DemoOrder(home, documents, key_kind, as_json))


@app.command("pack", help=help_text("pack"))
def pack_command(
    context: typer.Context,
    files: ExistingFiles,
    *,
    out: Annotated[Path, typer.Option(help=help_text("out"))],
    profile: Annotated[str, typer.Option(help=help_text("profile"))] = "free-submission",
    item: Annotated[str | None, typer.Option(help=help_text("item"))] = None,
    letter: Annotated[str, typer.Option(help=help_text("letter"))] = "",
    participant: Annotated[str | None, typer.Option(help=help_text("participant"))] = None,
    as_json: JsonOption = False,
) -> int:
    """Unsigned containers out of files."""
    from desktop.cli.packing import pack_files  # noqa: PLC0415 - loads what only this command needs
    from desktop.services.packages import PackOrder  # noqa: PLC0415 - as above

    order = PackOrder(profile, tuple(files), out, item, letter, _participant(participant))
    return pack_files(_shared(context), order, as_json=as_json)


@app.command("sign", help=help_text("sign"))
def sign_command(
    context: typer.Context,
    packages: ExistingFiles,
    *,
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help=help_text("key"))],
    password_file: PasswordOption = None,
    level: Annotated[str | None, typer.Option(help=help_text("level"))] = None,
    tsa: Annotated[str | None, typer.Option(help=help_text("tsa"))] = None,
    as_json: JsonOption = False,
) -> int:
    """A signature into containers that have none."""
    from desktop.cli.packing import sign_files  # noqa: PLC0415 - loads what only this command needs

    shared = _shared(context)
    if level not in {None, "B_B", "B_T"}:
        raise _wrong("one_of", "--level", "B_B, B_T", context)
    with_time = tsa or shared.settings().current.timestamp_url
    chosen = level or ("B_T" if with_time else "B_B")
    if tsa is not None and chosen == "B_B":
        raise _wrong("not_with", "--tsa", "--level B_B", context)
    return sign_files(
        shared,
        packages,
        key=key,
        password_file=password_file,
        level=chosen,
        tsa=tsa,
        as_json=as_json,
    )


@app.command("verify", help=help_text("verify"))
def verify_command(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help=help_text("file"))
    ],
    *,
    trust: Annotated[list[str] | None, typer.Option(help=help_text("trust"))] = None,
    crl: Annotated[
        list[Path] | None, typer.Option(exists=True, dir_okay=False, help=help_text("crl"))
    ] = None,
    at: Annotated[str | None, typer.Option(help=help_text("at"))] = None,
    offline: Annotated[bool, typer.Option("--offline", help=help_text("offline"))] = False,
    as_json: JsonOption = False,
) -> int:
    """The verdict on a file."""
    from desktop.cli.verifying import verify  # noqa: PLC0415 - loads what only this command needs

    try:
        moment = _moment(at)
    except ValueError as error:
        raise _wrong("such_as", "--at", "2026-11-23T12:00:00Z", context) from error
    return verify(
        _shared(context),
        file,
        trust=trust or [],
        crls=crl or [],
        at=moment,
        offline=offline,
        as_json=as_json,
    )


@app.command("submit", help=help_text("submit"))
def submit_command(
    context: typer.Context,
    packages: Annotated[
        list[Path] | None, typer.Argument(exists=True, dir_okay=False, help=help_text("packages"))
    ] = None,
    *,
    key: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help=help_text("key"))
    ] = None,
    password_file: PasswordOption = None,
    resume: Annotated[str | None, typer.Option(help=help_text("resume"))] = None,
    home: HomeOption = None,
    training: TrainingOption = False,
    as_json: JsonOption = False,
) -> int:
    """Packages to the portal, or on with a submission that stopped."""
    from desktop.cli.submitting import SubmitOrder, submit  # noqa: PLC0415 - loads what only this command needs

    if packages and resume:
        raise _wrong("not_with", "--resume", "FILE...", context)
    order = SubmitOrder(tuple(packages or ()), resume, key, password_file, as_json)
    return submit(_shared(context, home, training=training), order)


@receipts_app.command("list", help=help_text("receipts_list"))
def receipts_list_command(
    context: typer.Context,
    *,
    search: Annotated[str, typer.Option(help=help_text("search"))] = "",
    limit: Annotated[int, typer.Option(min=1, help=help_text("limit"))] = 100,
    home: HomeOption = None,
    training: TrainingOption = False,
    as_json: JsonOption = False,
) -> int:
    """Receipts, last received first."""
    from desktop.cli.receipts import list_receipts  # noqa: PLC0415 - loads what only this command needs

    shared = _shared(context, home, training=training, portal=False)
    return list_receipts(shared, search=search, limit=limit, as_json=as_json)


@receipts_app.command("show", help=help_text("receipts_show"))
def receipts_show_command(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(help=help_text("receipt"))],
    *,
    home: HomeOption = None,
    training: TrainingOption = False,
    as_json: JsonOption = False,
) -> int:
    """One receipt."""
    from desktop.cli.receipts import show_receipt  # noqa: PLC0415 - loads what only this command needs

    shared = _shared(context, home, training=training, portal=False)
    return show_receipt(shared, receipt, as_json=as_json)


@receipts_app.command("export", help=help_text("receipts_export"))
def receipts_export_command(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(help=help_text("receipt"))],
    folder: Annotated[Path, typer.Argument(help=help_text("folder"))],
    *,
    home: HomeOption = None,
    training: TrainingOption = False,
) -> int:
    """The evidence of a receipt, as files."""
    from desktop.cli.receipts import export_receipt  # noqa: PLC0415 - loads what only this command needs

    shared = _shared(context, home, training=training, portal=False)
    return export_receipt(shared, receipt, folder)


@app.command("portal", help=help_text("portal"))
def portal_command() -> None:
    """Only for the list of commands: `main` starts the portal before anything is read here."""


def _shared(
    context: typer.Context,
    home: Path | None = None,
    *,
    training: bool = False,
    portal: bool = True,
) -> Shared:
    """What the command was given, over what the program was given before it."""
    shared: Shared = context.obj
    paths = shared.paths
    if home is not None:
        paths = Paths(home.absolute())
        if training or shared.training:
            paths = paths.training
    elif training and not shared.training:
        paths = paths.training
    with_portal = portal and (training or shared.training)
    return Shared(paths, shared.console, training=with_portal, clock=shared.clock)


def _wrong(
    text_id: str, option: str, value: str, context: typer.Context | None = None
) -> typer.BadParameter:
    """A value that an option does not take, with what it does take, in words."""
    shared = None if context is None else context.obj
    language = shared.console.language if isinstance(shared, Shared) else system_language()
    return typer.BadParameter(
        text(f"cli.usage.{text_id}", language, value=value), param_hint=option
    )


def _moment(word: str | None) -> datetime | None:
    """The moment of ``--at``: ISO 8601 with ``Z`` or an offset.

    Raises:
        ValueError: it is none, or says no zone.
    """
    if word is None:
        return None
    moment = datetime.fromisoformat(word)
    if moment.tzinfo is None:
        raise ValueError(word)
    return moment


def _participant(word: str | None) -> ParticipantSettings | None:
    """``bin:123456789012:Name`` or ``iin:…``."""
    if word is None:
        return None
    kind, _, rest = word.partition(":")
    identifier, _, name = rest.partition(":")
    if kind not in {"bin", "iin"} or not name.strip():
        raise _wrong("such_as", "--participant", "bin:123456789012:NAME")
    for finding in blocking(check_identifier(kind, identifier)):
        what = text(f"reason.{finding.code}", system_language(), **finding.facts)
        raise typer.BadParameter(f"{identifier}: {what}", param_hint="--participant")
    return ParticipantSettings(kind, identifier, name.strip())


def run(arguments: list[str]) -> int:
    """Run a command; the exit code. Every end has one, and a text where something went wrong."""
    prepare_streams()
    install_hooks()
    start_log(Paths.of_user())
    console = Console(language_for(Paths.of_user()))
    try:
        command = typer.main.get_command(app)
        speak(command, Console(system_language()).text)
        done = command.main(args=arguments, prog_name="qolhat", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort, Cancelled):
        done = ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last one who can give it a number
        return _told(console, error)
    if done == ExitCode.INTERRUPTED:
        console.note("interrupted")
    return done if isinstance(done, int) else ExitCode.DONE


def _told(console: Console, error: Exception) -> int:
    """Tell a person what happened; the exit code."""
    match error:
        case TyperException():
            return _told_usage(console, error)
        case NotVerifiedError():
            tell_error(console, error.error)
            return Indication.NOT_CHECKED.exit_code
        case QolhatError():
            return tell_error(console, error)
    incident = record_incident(error)
    code = tell_error(console, InternalError("incident", incident=incident))
    console.note("incident", incident=incident, path=log_path())
    return code


def _told_usage(console: Console, error: TyperException) -> int:
    """Say what is wrong with the words typed, in the language asked for by ``--language``."""
    context: typer.Context | None = getattr(error, "ctx", None)
    shared = None if context is None else context.find_root().obj
    asked = shared.console if isinstance(shared, Shared) else console
    if shows_help(error):
        asked.note_line(error.message)
    else:
        asked.complain(f"qolhat: {usage_text(error, asked.text)}", asked.text("usage.more"))
    return ExitCode.USAGE
