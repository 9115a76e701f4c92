"""A file handed in on the reporting form: kept with what it proves, and only then."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ruori.files.models import StoredFile
from ruori.followup.models import Proof
from tests.furnished import Furnished


def memo() -> SimpleUploadedFile:
    return SimpleUploadedFile("muistio.txt", b"Kokouksen muistio: liikuntapaikka avattiin.\n")


def test_the_file_of_a_report_is_its_proof(small_city: Furnished) -> None:
    browser = small_city.browser("aino")
    address = reverse("desk:report_measure", args=[small_city.round.pk, small_city.measure.pk])
    version = browser.get(address).context["form"]["version"].value()
    words = {"progress": "DONE", "done": "Avattiin.", "version": version, "proof_file": memo()}
    assert browser.post(address, words).status_code == 302
    newest = Proof.objects.order_by("-id")[0]
    assert newest.title == "muistio.txt"
    assert newest.file is not None


def test_the_file_of_a_refused_report_is_not_kept(small_city: Furnished) -> None:
    browser = small_city.browser("aino")
    address = reverse("desk:report_measure", args=[small_city.round.pk, small_city.measure.pk])
    before = StoredFile.objects.count()
    words = {"progress": "DONE", "done": "Avattiin.", "version": 0, "proof_file": memo()}
    assert browser.post(address, words).status_code == 409
    assert StoredFile.objects.count() == before


def test_a_unit_that_does_not_exist_has_no_summary(small_city: Furnished) -> None:
    address = reverse("desk:unit_report", args=[small_city.round.pk, 10**9])
    browser = small_city.browser("aino")
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"version": 0, "summary": "x"}).status_code == 404
