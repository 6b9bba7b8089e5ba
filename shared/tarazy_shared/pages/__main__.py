"""`python -m tarazy_shared.pages PACKAGE…`: bring message catalogues up to date and say what is to be translated."""

import click

from tarazy_shared.pages.extraction import faults_of, update


@click.command()
@click.argument("packages", nargs=-1, required=True)
def main(packages: tuple[str, ...]) -> None:
    """Add new texts to the catalogues of PACKAGES, drop those that are said no more, and list what is missing."""
    for package in packages:
        for file in update(package):
            click.echo(file)
        for fault in faults_of(package):
            click.echo(fault)


main()
