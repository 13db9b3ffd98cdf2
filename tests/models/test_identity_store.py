"""Who comes in by a provider is one account, on both databases, however many come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from postgres_server import new_database
from sqlalchemy import func, select

from models import identity_steps
from models.account_store import NewAccount, add_account
from models.account_tables import account
from models.accounts import Account, Role
from models.identities import Identity
from models.identity_steps import begin_sign_in, end_sign_in, let_in_by_identity
from models.identity_store import keep_sign_in, stranger
from models.identity_tables import sign_in
from models.settings import Settings
from models.store import open_store
from models.work_store import WorkStore

WHO = Identity("https://id.example.cn", "person-1")
HOUR = timedelta(hours=1)


def test_one_new_person_in_several_browsers_becomes_one_account(tmp_path, database_url):
    settings = Settings(home=tmp_path, database_url=database_url)
    new = NewAccount("oidc-1", "欧阳静怡", "", frozenset({Role.APPLICANT}), must_change=False)
    with open_store(settings) as opened, ThreadPoolExecutor(4) as pool:
        store = WorkStore(opened, {})

        def comes(number: int) -> tuple[object, bool]:
            return store.act(
                lambda c, at: let_in_by_identity(c, at, WHO, f"token-{number}", HOUR, new)
            )

        ids = {(found.id, entered) for found, entered in pool.map(comes, range(8))}
        assert len(ids) == 1
        with store.asking() as connection:
            assert connection.execute(select(func.count()).select_from(account)).scalar() == 1


def test_who_is_made_by_another_browser_between_two_looks_is_let_in(
    tmp_path, postgresql, monkeypatch
):
    settings = Settings(home=tmp_path, database_url=new_database(postgresql, "between"))
    new = NewAccount("oidc-1", "欧阳静怡", "", frozenset({Role.APPLICANT}), must_change=False)
    with open_store(settings) as opened:
        store = WorkStore(opened, {})

        def comes(token: str) -> Account | None:
            return store.act(lambda c, at: let_in_by_identity(c, at, WHO, token, HOUR, new))[0]

        def late(*wanted: object) -> int | None:
            monkeypatch.undo()
            first.append(comes("first"))
            return add_account(*wanted)

        first: list[Account | None] = []
        monkeypatch.setattr(identity_steps, "add_account", late)
        second = comes("second")
    assert second is not None
    assert first == [second]


def test_a_sign_in_is_ended_once_by_its_browser_and_swept_when_it_is_old(tmp_path, database_url):
    with open_store(Settings(home=tmp_path, database_url=database_url)) as opened:
        store = WorkStore(opened, {})
        store.act(lambda c, at: begin_sign_in(c, at, "state", "browser", "/apply", HOUR))
        assert store.act(lambda c, at: end_sign_in(c, at, "state", "another")) is None
        assert store.act(lambda c, at: end_sign_in(c, at, "state", "browser")) == "/apply"
        assert store.act(lambda c, at: end_sign_in(c, at, "state", "browser")) is None
        now = datetime.now(UTC)
        kept = ("a", "browser", "", now, now + HOUR, "person-1")
        store.act(lambda c, _at: (keep_sign_in(c, *kept), []))
        with store.asking() as connection:
            assert stranger(connection, "browser", now) == "person-1"
            assert stranger(connection, "another", now) == ""
            assert stranger(connection, "browser", now + 2 * HOUR) == ""
        # A stranger's row is no sign-in to be ended.
        assert store.act(lambda c, at: end_sign_in(c, at, "a", "browser")) is None
        later = ("b", "browser", "", now + 2 * HOUR, now + 3 * HOUR)
        store.act(lambda c, _at: (keep_sign_in(c, *later), []))
        with store.asking() as connection:
            assert connection.execute(select(sign_in.c.state)).scalars().all() == ["b"]
