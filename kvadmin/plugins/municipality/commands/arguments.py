"""Arguments that several commands of the plugin take, declared once."""

from __future__ import annotations

from typing import Annotated

import typer

MunicipalityArgument = Annotated[str, typer.Argument(metavar="MUNICIPALITY", help="Its number or its name.")]
ContactArgument = Annotated[str, typer.Argument(metavar="CONTACT", help="Id, e-mail address or name.")]
PersonArgument = Annotated[str, typer.Argument(metavar="PERSON", help="E-mail address (surest) or name.")]
AlsoNamedOption = Annotated[
    str, typer.Option("--name", metavar="NAME", help="With an e-mail address: also entries that have only this name.")
]
