"""What Typer says by itself (help headings, wrong usage), in Swedish.

Typer carries a click of its own, and of the sentences below it passes two through gettext (no command, an unknown
command); a catalogue of translations would leave the rest in English, so they are known by their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from typing import Any

import typer
import typer.core

_HEADINGS = {
    "OPTIONS_PANEL_TITLE": "Flaggor",
    "ARGUMENTS_PANEL_TITLE": "Argument",
    "COMMANDS_PANEL_TITLE": "Kommandon",
    "REQUIRED_LONG_STRING": "[krävs]",
    "DEFAULT_STRING": "[förval: {}]",
    "ENVVAR_STRING": "[miljövariabel: {}]",
    "DEPRECATED_STRING": "(utgår) ",
}

_USAGE_ERRORS = (
    (r"No such command ['\"](.+?)['\"]\.", r"Kommandot \1 finns inte."),
    (r"No such option: (\S+)", r"Flaggan \1 finns inte."),
    (r"\(Possible options: (.+)\)", r"Menade ni \1?"),
    (r"Did you mean (.+?)\?", r"Menade ni \1?"),
    (r"Missing argument ['\"]?(.+?)['\"]?\.", r"Argumentet \1 saknas."),
    (r"Missing option ['\"]?(.+?)['\"]?\.", r"Flaggan \1 saknas."),
    (r"Missing command\.", "Ange ett kommando."),
    (r"Option ['\"]?(\S+?)['\"]? requires an argument\.", r"Flaggan \1 kräver ett värde."),
    (r"Option ['\"]?(\S+?)['\"]? does not take a value\.", r"Flaggan \1 tar inget värde."),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"Oväntat argument: \1"),
    (r"Invalid value for ['\"]?(.+?)['\"]?: ", r"Ogiltigt värde för \1: "),
    (r"Invalid value: ", "Ogiltigt värde: "),
    (r"['\"].*?['\"] is not a valid int(?: range)?\.", "Skriv ett heltal."),
    (r"\S+ is not in the range x>=(\S+)\.", r"Skriv ett tal som är minst \1."),
    (r"\S+ is not in the range (\S+)<=x<=(\S+)\.", r"Skriv ett tal från \1 till \2."),
    (r"['\"](.*?)['\"] is not a valid .+?\.", r"”\1” är inget giltigt värde."),
    (r"['\"](.*?)['\"] is not one of (.+)\.", r"”\1” är inte något av \2."),
)


# What a value is, in place of Python's names for types; a file or one of a list needs no word.
_TYPES = {"int": "<tal>", "int range": "<tal>", "str": "<text>", "path": "", "choice": ""}


def _speak_type(parameter: Any) -> None:
    """Let one parameter name its type in Swedish in the help."""
    kind = copy(parameter.type)
    if kind.name in _TYPES:
        kind.get_metavar = lambda param, ctx: _TYPES[kind.name]
        parameter.type = kind


def usage_error(message: str) -> str:
    """Typer's sentence about wrong usage, in Swedish."""
    for english, swedish in _USAGE_ERRORS:
        message = re.sub(english, swedish, message)
    return message


def _help_option(found: Any) -> Any:
    if found is not None:
        found.help = "Visa den här hjälpen."
    return found


def _speak_headings() -> None:
    """Let the help's boxes be named in Swedish; imported when there is help to show, since that takes its time."""
    from typer import rich_utils

    for name, words in _HEADINGS.items():
        setattr(rich_utils, name, words)


class SwedishCommand(typer.core.TyperCommand):
    """A command whose usage line and help flag are Swedish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "options_metavar": "[FLAGGOR]"})
        for parameter in self.params:
            _speak_type(parameter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _speak_headings()
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Any) -> str:
        return super().get_usage(ctx).replace("Usage:", "Användning:", 1)

    def get_help_option(self, ctx: Any) -> Any:
        return _help_option(super().get_help_option(ctx))


class SwedishGroup(typer.core.TyperGroup):
    """The group of all commands, likewise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = {"options_metavar": "[FLAGGOR]", "subcommand_metavar": "KOMMANDO …"}
        super().__init__(*args, **{**kwargs, **words})

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _speak_headings()
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Any) -> str:
        return super().get_usage(ctx).replace("Usage:", "Användning:", 1)

    def get_help_option(self, ctx: Any) -> Any:
        return _help_option(super().get_help_option(ctx))


class SwedishTyper(typer.Typer):
    """A Typer application that speaks Swedish throughout."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cls=SwedishGroup, **kwargs)

    def command(self, name: str | None = None, **kwargs: Any) -> Callable[[Any], Any]:
        """As Typer's, with a Swedish command."""
        return super().command(name, **{"cls": SwedishCommand, **kwargs})
