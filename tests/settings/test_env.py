from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from settings.env import DEVELOPMENT, VARIABLES, Environment, add_file

PRODUCTION = {
    "SECRET_KEY": "k7" * 20 + "-example-key",
    "ALLOWED_HOSTS": "hub.example.org, admin.example.org",
    "HUB_URL": "https://hub.example.org",
    "PUBLIC_SITE_URL": "https://www.example.org/families/",
}

WRONG = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 60),
    ("SECRET_KEY", DEVELOPMENT["SECRET_KEY"]),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "hub.example.org,*.example.org"),
    ("ALLOWED_HOSTS", ".example.org"),
    ("ALLOWED_HOSTS", "https://hub.example.org"),
    ("HUB_URL", "hub.example.org"),
    ("HUB_URL", "https://"),
    ("HUB_URL", "https://hub.example.org:port"),
    ("HUB_URL", "http://hub.example.org"),
    ("WEBSITE", "perhaps"),
    ("REGISTER_FOUR_EYES", "perhaps"),
    ("PUBLIC_SITE_URL", "ftp://www.example.org"),
    ("PUBLIC_SITE_URL", "https://www.example.org/?page=1"),
    ("ASSESSMENT_ORIGINS", "www.example.org"),
    ("ASSESSMENT_ORIGINS", "https://www.example.org/page"),
    ("ASSESSMENT_ORIGINS", "*"),
    ("TRUSTED_PROXIES", "proxy.example.org"),
    ("TRUSTED_PROXIES", "10.0.0.1/8"),
    ("PREVIEW_URL", "https://www.example.org/preview"),
    ("PREVIEW_URL", "https://www.example.org/preview?token={token}&page={path}"),
    ("PREVIEW_URL", "https://www.example.org/preview?token={token"),
    ("PREVIEW_URL", "/preview/{token}/"),
    ("DEBUG", "true"),
    ("DEBUG", "perhaps"),
    ("STATE_DIR", "var"),
    ("STATE_DIR", ""),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "mysql://server/hub"),
    ("DATABASE_URL", "sqlite:///relative.sqlite3"),
    ("DATABASE_URL", "sqlite://:memory:"),
    ("DATABASE_URL", "postgresql://server"),
    ("DATABASE_URL", "postgresql://server:port/hub"),
    ("DATABASE_URL", "postgresql://[server/hub"),
    ("CELERY_BROKER_URL", "memory://"),
    ("CELERY_BROKER_URL", "redis://"),
    ("CACHE_URL", ""),
    ("CACHE_URL", "locmemcache://"),
    ("SEARCH_URL", "elasticsearch.example.org:9200"),
    ("SEARCH_URL", "tantivy://index"),
    ("SEARCH_URL", "https://"),
    ("SEARCH_URL", "https://user:password@"),
    ("SEARCH_URL", "https://search.example.org:9200/Upper"),
    ("SEARCH_URL", "https://search.example.org:9200/two/names"),
    ("SEARCH_URL", "https://search.example.org:9200/?name=hub"),
    ("MEDIA_STORE", "file://media/files"),
    ("MEDIA_STORE", "file://"),
    ("MEDIA_STORE", "s3://"),
    ("MEDIA_STORE", "/srv/media"),
    ("EMAIL_URL", "mail.example.org"),
    ("EMAIL_URL", "smtp://mail.example.org"),
    ("EMAIL_URL", "smtp://:25"),
    ("DEFAULT_FROM_EMAIL", "hub"),
    ("DEFAULT_FROM_EMAIL", "hub@example.org\nBcc: all@example.org"),
    ("EDITORS_MAILBOX", "editors"),
    ("ARCHIVE_AFTER_MONTHS", "0"),
    ("ARCHIVE_AFTER_MONTHS", "a year"),
    ("LINK_CHECKS_PER_HOUR", "-1"),
    ("LINK_CHECKS_PER_HOUR", "many"),
    ("LINK_CHECKS_CONTACT", "the editors"),
    ("LINK_CHECKS_CONTACT", "fis@example.org\r\nX-Bad: 1"),
    ("METRICS_TOKEN", "guessable"),
    ("LOG_FORMAT", "xml"),
    ("BEHIND_TLS_PROXY", "maybe"),
    ("BIND", "everywhere"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "http"),
    ("PORT", "８０００"),
    ("WEB_WORKERS", "0"),
    ("WEB_WORKERS", "-1"),
]


def test_production_needs_only_four_variables():
    env = Environment(PRODUCTION)
    assert env["ALLOWED_HOSTS"] == ["hub.example.org", "admin.example.org"]
    assert env["PUBLIC_SITE_URL"] == "https://www.example.org/families"
    assert env["DATABASE_URL"]["NAME"].endswith("/var/hub.sqlite3")
    assert (env["DEBUG"], env["BEHIND_TLS_PROXY"], env["PORT"]) == (False, True, 8000)


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_named_in_one_line(name, value):
    with pytest.raises(ImproperlyConfigured) as caught:
        Environment(PRODUCTION | {name: value})
    lines = str(caught.value).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"{name} ")
    assert lines[0].endswith(".")


def test_every_variable_has_a_wrong_value_in_these_tests_or_takes_any_text():
    assert {variable.name for variable in VARIABLES} == {name for name, _ in WRONG}


@pytest.mark.parametrize("name", PRODUCTION)
def test_a_missing_variable_is_named(name):
    rest = {other: value for other, value in PRODUCTION.items() if other != name}
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set"):
        Environment(rest)


def test_all_faults_are_told_at_once():
    with pytest.raises(ImproperlyConfigured) as caught:
        Environment({"PORT": "x"})
    named = [line.split()[0] for line in str(caught.value).splitlines()]
    assert named == [*PRODUCTION, "PORT"]


def test_no_secret_has_a_default():
    assert {variable.name: variable.default for variable in VARIABLES}["SECRET_KEY"] is None


def test_state_dir_moves_all_that_is_kept_on_the_machine():
    env = Environment(PRODUCTION | {"STATE_DIR": "/srv/hub"})
    assert env["DATABASE_URL"]["NAME"] == "/srv/hub/hub.sqlite3"
    assert env["CACHE_URL"]["LOCATION"] == "/srv/hub/cache"
    assert env["MEDIA_STORE"] == "file:///srv/hub/media"


def test_servers_are_chosen_by_address():
    env = Environment(
        PRODUCTION
        | {
            "DATABASE_URL": "postgresql://hub:p%40ss@db:5433/involvement?sslmode=require",
            "CELERY_BROKER_URL": "redis://queue:6379/0",
            "CACHE_URL": "redis://queue:6379/1",
            "MEDIA_STORE": "s3://files?endpoint_url=https://s3.example.org",
            "EMAIL_URL": "smtp+tls://hub%40example.org:secret@mail.example.org:587",
            "SEARCH_URL": "https://hub:p%40ss@search.example.org:9200/council-hub",
        }
    )
    database = env["DATABASE_URL"]
    assert (database["USER"], database["PASSWORD"], database["PORT"]) == ("hub", "p@ss", 5433)
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert env["SEARCH_URL"].endswith("/council-hub")
    assert env["CACHE_URL"]["BACKEND"].endswith("RedisCache")
    mail = env["EMAIL_URL"]
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"]) == (
        "hub@example.org",
        587,
        True,
    )


def test_plain_http_is_possible_where_no_proxy_ends_tls():
    env = Environment(PRODUCTION | {"BEHIND_TLS_PROXY": "false", "HUB_URL": "http://10.0.0.5:8000"})
    assert env["HUB_URL"] == "http://10.0.0.5:8000"


def test_a_file_adds_what_the_environment_lacks(tmp_path: Path):
    file = tmp_path / "hub.env"
    file.write_text('# The hub\n\nPORT=8100\nHUB_URL="https://hub.example.org"\nAWS_ACCESS_KEY_ID=a=b\n')
    environment = {"PORT": "9000"}
    add_file(file, environment)
    assert environment == {"PORT": "9000", "HUB_URL": "https://hub.example.org", "AWS_ACCESS_KEY_ID": "a=b"}


def test_a_wrong_line_of_the_file_is_named(tmp_path: Path):
    file = tmp_path / "hub.env"
    file.write_text("PORT=8100\nALLOWED HOSTS=hub.example.org\n")
    with pytest.raises(ImproperlyConfigured, match="HUB_ENV: line 2"):
        add_file(file, {})


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(ImproperlyConfigured, match=r"HUB_ENV names .*nowhere\.env"):
        add_file(tmp_path / "nowhere.env", {})
