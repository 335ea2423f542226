"""In Swedish: what Typer and Click print themselves (usage errors, help headings)."""

from __future__ import annotations

import gettext

WORDS = {
    "Usage:": "Användning:",
    "Options": "Flaggor",
    "Arguments": "Argument",
    "Positional arguments": "Argument",
    "Commands": "Kommandon",
    "Error": "Fel",
    "Aborted!": "Avbrutet.",
    "Aborted.": "Avbrutet.",
    "(deprecated) ": "(utgår) ",
    "[default: {}]": "[förval: {}]",
    "default: {default}": "förval: {default}",
    "[env var: {}]": "[miljövariabel: {}]",
    "env var: {var}": "miljövariabel: {var}",
    "[required]": "[krävs]",
    "required": "krävs",
    "(dynamic)": "(beräknas)",
    "Try [blue]'{command_path} {help_option}'[/] for help.": (
        "Skriv [blue]{command_path} {help_option}[/] för hjälp."
    ),
    "Try '{command} {option}' for help.": "Skriv {command} {option} för hjälp.",
    "Show this message and exit.": "Visa den här hjälpen.",
    "Missing command.": "Ange ett kommando.",
    "No such command {name!r}.": "Kommandot {name!r} finns inte.",
    "No such option: {name}": "Flaggan {name} finns inte.",
    "No such option {name!r}.": "Flaggan {name!r} finns inte.",
    "Missing argument": "Argument saknas:",
    "Missing option": "Flagga saknas:",
    "Missing parameter": "Parameter saknas:",
    "Missing {param_type}": "{param_type} saknas:",
    "Missing parameter: {param_name}": "Parameter saknas: {param_name}",
    "Invalid value: {message}": "Ogiltigt värde: {message}",
    "Invalid value for {param_hint}: {message}": "Ogiltigt värde för {param_hint}: {message}",
    "Error: {message}": "Fel: {message}",
    "Option {name!r} does not take a value.": "Flaggan {name!r} tar inget värde.",
    "Option {name!r} requires an argument.": "Flaggan {name!r} kräver ett värde.",
    "Option {name!r} requires {nargs} arguments.": "Flaggan {name!r} kräver {nargs} värden.",
    "Argument {name!r} takes {nargs} values.": "Argumentet {name!r} tar {nargs} värden.",
    "Got unexpected extra argument ({args})": "Oväntat argument: {args}",
    "Got unexpected extra arguments ({args})": "Oväntade argument: {args}",
    "Did you mean {possibility}?": "Menade ni {possibility}?",
    "(Possible option: {possibilities})": "(Möjlig flagga: {possibilities})",
    "(Possible options: {possibilities})": "(Möjliga flaggor: {possibilities})",
    "{value!r} is not a valid {number_type}.": "{value!r} är inget giltigt tal.",
    "{value} is not in the range {range}.": "{value} ligger utanför {range}.",
    "{value!r} is not {choice}.": "{value!r} är inte {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} är inte något av {choices}.",
    "{value!r} does not match the format {format}.": "{value!r} följer inte formatet {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} följer inget av formaten {formats}.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} finns inte.",
    "{name} {filename!r} is a file.": "{name} {filename!r} är en fil.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} är en mapp.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} går inte att läsa.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} går inte att skriva till.",
    "file": "fil",
    "File": "Filen",
    "directory": "mapp",
    "Directory": "Mappen",
    "path": "sökväg",
    "Path": "Sökvägen",
}


def speak_swedish() -> None:
    """Make gettext answer in Swedish for the words above, whatever the machine's locale is.

    A compiled catalogue would do the same, but only where LANGUAGE is Swedish; the readers' machines are not
    ours to set, and everything else this program prints is Swedish already. Call before Typer is imported:
    some of its words are looked up at import.
    """
    single, plural = gettext.dgettext, gettext.dngettext

    def translated(domain: str, message: str) -> str:
        return WORDS.get(message) or single(domain, message)

    def translated_plural(domain: str, one: str, many: str, n: int) -> str:
        return WORDS.get(one if n == 1 else many) or plural(domain, one, many, n)

    gettext.dgettext = translated
    gettext.dngettext = translated_plural  # type: ignore[assignment]
