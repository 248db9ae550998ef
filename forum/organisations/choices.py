"""Kinds and nations in words."""

from forum.core.words import lazy
from forum.organisations.models import Kind, Nation

KINDS = {
    Kind.COUNCIL: lazy("Council"),
    Kind.HEALTH: lazy("Health"),
    Kind.POLICE: lazy("Police"),
    Kind.FIRE: lazy("Fire and rescue"),
    Kind.EDUCATION: lazy("Education"),
    Kind.CENTRAL: lazy("Central government"),
    Kind.PARLIAMENT: lazy("Parliament or assembly"),
    Kind.CHARITY: lazy("Charity with a public contract"),
    Kind.OTHER: lazy("Other public body"),
}
NATIONS = {
    Nation.UK: lazy("All of the United Kingdom"),
    Nation.ENGLAND: lazy("England"),
    Nation.SCOTLAND: lazy("Scotland"),
    Nation.WALES: lazy("Wales"),
    Nation.NORTHERN_IRELAND: lazy("Northern Ireland"),
}
