"""Submissions whose checking failed, as the queue leaves them."""

from conftest import Site

from models.fields import DocumentKind
from models.work import NewAttachment, NewSubmission


def fail(site: Site, key: str, reason: str = "FILE_STORE_FAILED") -> str:
    """Take one in and let all of its work fail for a reason; its ref."""
    data = key.encode()
    given = NewAttachment(DocumentKind.CERTIFICATE, "证书.pdf", site.files.put(data), len(data))
    form = {"fields": {"name": "张伟"}, "declarations": {}}
    (ref,) = site.store.receive([NewSubmission(key, "gansu", form, (given,))])
    for one in site.store.take_for_sending(100):
        held = site.store.claim(one.id, "hand")
        assert held is not None
        site.store.fail(held, reason, "hand", 1, 1)
    return ref
