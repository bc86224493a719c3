"""A rehearsal writes its decks and mails where it is told, and over no deck of a job."""

from __future__ import annotations

from tests.mail_jobs import JOB, Desk

MAIL = '[mail]\nhost = "localhost"\nsecurity = "none"\nfrom = "reports@example.com"\n'


def test_beside_the_decks_a_job_is_told_where_it_would_write_over_one(desk: Desk) -> None:
    """The job `small` has no deck of that name itself: it is another job's."""
    other = JOB.replace("[jobs.weekly]", '[jobs.small]\ndeck = "other.pptx"')
    desk.write(MAIL, JOB, other)
    before = (desk.folder / "small.pptx").read_bytes()
    told = {each.job: each for each in desk.send(dry=desk.folder)}
    assert {job: each.state for job, each in told.items()} == {"weekly": "dry", "small": "failed"}
    assert "small.pptx is read by this very command" in told["small"].detail
    assert (desk.folder / "small.pptx").read_bytes() == before
    assert (desk.folder / "weekly.pptx").is_file()
