"""What a person sends at the door. Passwords are taken as they were typed."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, RadioField, SelectChoice
from wtforms.validators import InputRequired, StopValidation

from forum.accounts.addresses import NOT_AN_ADDRESS, plain_address
from forum.accounts.passwords import SHORTEST
from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.members.forms import name_field

GIVE_PASSWORD = lazy("Enter your password")
CHOOSE_PASSWORD = lazy("Choose a password of at least %(least)d characters", least=SHORTEST)


class Address(EmailField):
    """An e-mail address; `plain` is how the forum writes it."""

    plain = ""

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation for what is not exactly one address."""
        try:
            self.plain = plain_address(self.data or "")
        except Invalid as fault:
            raise StopValidation(fault.sentence) from fault


class EmailForm(FlaskForm):
    """An address to which a link goes."""

    email = Address(lazy("E-mail address"), validators=[InputRequired(NOT_AN_ADDRESS)])


class SignUpForm(EmailForm):
    """The address of somebody who joins."""

    email = Address(lazy("What is your work e-mail address?"), validators=[InputRequired(NOT_AN_ADDRESS)])


class SignInForm(FlaskForm):
    """Address and password."""

    email = Address(lazy("E-mail address"), validators=[InputRequired(NOT_AN_ADDRESS)])
    password = PasswordField(lazy("Password"), validators=[InputRequired(GIVE_PASSWORD)])


class JoinForm(FlaskForm):
    """The name that others read, and a password."""

    name = name_field()
    password = PasswordField(lazy("Password"), validators=[InputRequired(CHOOSE_PASSWORD)])


class NewPasswordForm(FlaskForm):
    """Another password, for somebody who has shown who they are."""

    password = PasswordField(lazy("New password"), validators=[InputRequired(CHOOSE_PASSWORD)])


class ChangePasswordForm(FlaskForm):
    """The old password and another one."""

    old_password = PasswordField(lazy("Your password now"), validators=[InputRequired(GIVE_PASSWORD)])
    password = PasswordField(lazy("New password"), validators=[InputRequired(CHOOSE_PASSWORD)])


class GivePasswordForm(FlaskForm):
    """The password once more."""

    password = PasswordField(lazy("Your password"), validators=[InputRequired(GIVE_PASSWORD)])


class NewAddressForm(FlaskForm):
    """Another address, with the password."""

    email = Address(lazy("New e-mail address"), validators=[InputRequired(NOT_AN_ADDRESS)])
    password = PasswordField(lazy("Your password"), validators=[InputRequired(GIVE_PASSWORD)])


STAY, GO = "stay", "go"


class PostsForm(FlaskForm):
    """What becomes of what a member wrote when the account is closed."""

    posts = RadioField(
        lazy("What was written here"),
        choices=[
            SelectChoice(STAY, lazy("stays, under the name Former member")),
            SelectChoice(GO, lazy("is deleted for good, titles and earlier versions included")),
        ],
        validators=[InputRequired(lazy("Choose what becomes of what was written"))],
    )

    @property
    def stay(self) -> bool:
        """Whether it stays."""
        return self.posts.data == STAY


class CloseForm(PostsForm):
    """The same, with the password."""

    password = PasswordField(lazy("Your password"), validators=[InputRequired(GIVE_PASSWORD)])
