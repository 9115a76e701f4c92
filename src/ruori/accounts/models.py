"""Accounts of the staff and the log of their sign-ins."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Finds accounts by address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an address, whatever the letter case."""
        return self.get(email__iexact=(username or "").strip())


class User(AbstractBaseUser):
    """An account (käyttäjätunnus): an e-mail address and a password. Rights come from posts."""

    email = models.EmailField("sähköposti", unique=True)
    language = models.CharField("kieli", max_length=5, default="fi")
    is_active = models.BooleanField("käytössä", default=True)
    created_at = models.DateTimeField("luotu", null=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        """Addresses are stored case folded."""

        verbose_name = "käyttäjätunnus"
        verbose_name_plural = "käyttäjätunnukset"

    def __str__(self) -> str:
        return self.email


class SignIn(models.Model):
    """One attempt to sign in (kirjautuminen): who, when, whether it worked."""

    user = models.ForeignKey(User, models.CASCADE, null=True, verbose_name="tunnus")
    email_sha256 = models.CharField("osoitteen tiiviste", max_length=64)
    at = models.DateTimeField("aika")
    succeeded = models.BooleanField("onnistui")
    is_known_browser = models.BooleanField("tuttu selain", default=False)

    class Meta:
        """Counted by address within a quarter of an hour."""

        verbose_name = "kirjautuminen"
        verbose_name_plural = "kirjautumiset"
        indexes = (models.Index(fields=("email_sha256", "at"), name="sign_in_by_address"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.succeeded}"


class PostedText(models.Model):
    """A form sent when the session had ended (talteen jäänyt teksti), until its writer is back.

    It is shown to nobody but the account that wrote it, and goes after thirty days.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="tunnus")
    page = models.CharField("sivu", max_length=500)
    fields = models.JSONField("kentät", default=dict)
    posted_at = models.DateTimeField("lähetetty")

    class Meta:
        """One text of an account on a page: the newest."""

        verbose_name = "talteen jäänyt teksti"
        verbose_name_plural = "talteen jääneet tekstit"
        constraints = (
            models.UniqueConstraint(fields=("user", "page"), name="posted_text_once_a_page"),
        )

    def __str__(self) -> str:
        return self.page
