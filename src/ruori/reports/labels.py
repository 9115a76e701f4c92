"""The fixed words of the renderings; a document carries them in every language."""

from ruori.kernel.text import N_

LABELS = {
    "status": N_("situation on %(date)s"),
    "known": N_("As known"),
    "sealed": N_("Frozen"),
    "edition": N_("Edition %(number)s"),
    "number": N_("Number of the seal"),
    "draft": N_("Draft, not frozen"),
    "hash": N_("Checksum of this edition"),
    "previous": N_("Checksum of the seal before it"),
    "trust": N_(
        "Each figure and judgement is a link to the record it came from: who said it and when."
    ),
    "contents": N_("Contents"),
    "page": N_("page %(page)s/%(pages)s"),
    "no_data": N_("no data"),
    "as_table": N_("The same figures as a table"),
    "preliminary": N_("preliminary"),
    "section": N_("Section"),
    "record": N_("Came from"),
    "text": N_("Text"),
    "sample": N_("example data"),
    "information": N_("About this edition"),
}
