"""What surrounds every page, as plain values: the face fills a Frame, the base layouts print it.

A face builds one `Frame` for a request and renders its page with `{"frame": frame, …}`:

    frame = Frame(city="Kemi", language="fi", path=request.get_full_path(),
                  home=Link("Kemi", "/"), menu=(Link("Strategia", "/strategia/"), …), …)
    return render(request, "site/goal.html", {"frame": frame, "page": page, …})

The page's template says `{% extends "ui/base_public.html" %}` (or `ui/base_desk.html`) and fills:

* `title`: the words before the city's name, `1.1 Vihreä Kemi – Tavoite` (public) or
  `Minun vuoroni (4)` (desk); the layout adds ` – Kemi` or ` – Ruori`, and the prefix `Virhe:`
  when the context holds a `form` (or `errors`) with errors;
* `breadcrumbs`: `{% breadcrumbs crumbs %}`, or nothing;
* `heading`: the one `h1`, with what belongs beside it;
* `content`: the page, as plain HTML and components; `wide` in place of it spans the page.

A page is plain HTML (headings, paragraphs, lists and links look right by themselves) and the
components of `{% load ui %}`. For what is laid out by hand the style sheet has these classes:

* text: `r-kicker` (small line over the h1), `r-lede` (the verdict sentence), `r-meta` (grey
  remark), `r-figure` (one large number), `r-num` (figures to the right), `r-source` (quoted
  passage), `r-sr` (only for screen readers);
* blocks: `r-split` (text and an aside; an aside written first comes first on a phone), `r-pair`
  and `r-change` (side by side: was, now), `r-grid` (cards), `r-cluster` (tags in a row),
  `r-actions` (buttons in a row), `r-aside`, `r-narrow` (a short form), `r-filters`, `r-moves`;
* lists: `r-list` (items between lines), `r-row` inside it (words left, tag right), `r-lines`
  (compact), `r-outline` (nested tree), `r-facts` (a `dl` of names and values), `r-entry`,
  `r-branch`;
* `r-plain` (a button that looks like a link), `r-on-wide` and `r-on-phone` (only there).

Nothing here touches the database, and every field but the first three has a default.
"""

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["auto", "light", "dark"]
Role = Literal["neutral", "info", "success", "warning", "danger"]

SCHEMES: tuple[Scheme, ...] = ("auto", "light", "dark")
SCHEME_COOKIE = "ruori_scheme"
MENU_MAX = 7
"""Entries of a menu that are seen at a glance; of a longer one the last opens the rest."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the frame: its words, its address, whether it is where the reader is.

    `count` prints after the words, as in *Minun vuoroni (4)*; `language` is set when the words
    are in another language than the page.
    """

    label: str
    address: str
    is_current: bool = False
    count: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumb; the last, the page itself, has no address."""

    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A band over the whole page: another day, a draft of next year, sample data.

    `link` is the way back, such as *Palaa tähän päivään*.
    """

    text: str
    role: Role = "info"
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Logo:
    """The city's arms or logo in two files, so that it is seen on light and on dark."""

    light: str
    dark: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Contact:
    """*Apua ja yhteys*: the same words in the same place on every page (WCAG 3.2.6)."""

    address: str = ""
    phone: str = ""
    email: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """The period selector of the desk, a GET form: `‹ [tammi–elokuu 2026] ›`.

    `options` are the periods with the address parameter's value in `Link.address`; `earlier`
    and `later` are full addresses, or nothing at the ends. `closed_note` says who may reopen.
    """

    options: tuple[Link, ...]
    parameter: str = "period"
    earlier: str = ""
    later: str = ""
    closed_note: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, and the addresses of their account page and of signing out (POST)."""

    label: str
    address: str
    sign_out: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page (experience § 3); see the top of this file for how it is used."""

    city: str
    language: str
    path: str
    home: Link = Link("Ruori", "/")
    menu: tuple[Link, ...] = ()
    languages: tuple[Link, ...] = ()
    theme: str = ""
    scheme: Scheme = "auto"
    scheme_address: str = ""
    search: str = ""
    search_words: str = ""
    logo: Logo | None = None
    contact: Contact = Contact()
    footer: tuple[Link, ...] = ()
    data_time: str = ""
    bands: tuple[Band, ...] = ()
    turn: Link | None = None
    period: PeriodChoice | None = None
    account: Account | None = None
    is_draft: bool = False
    is_sample: bool = False
    message: str = ""
    undo: Link | None = None

    @property
    def menu_first(self) -> tuple[Link, ...]:
        """The entries of the menu that are always in sight."""
        return self.menu if len(self.menu) <= MENU_MAX else self.menu[: MENU_MAX - 1]

    @property
    def menu_rest(self) -> tuple[Link, ...]:
        """The entries that are opened by *Lisää*."""
        return self.menu[len(self.menu_first) :]

    @property
    def is_in_rest(self) -> bool:
        """True when the reader is on a page of an entry that is not in sight."""
        return any(link.is_current for link in self.menu_rest)

    @property
    def schemes(self) -> tuple[tuple[Scheme, bool], ...]:
        """The three appearances, each with whether it is the chosen one."""
        return tuple((scheme, scheme == self.scheme) for scheme in SCHEMES)


def scheme_of(cookie: str | None) -> Scheme:
    """The appearance a cookie asks for; anything else is the device's own choice."""
    return next((scheme for scheme in SCHEMES if scheme == cookie), "auto")
