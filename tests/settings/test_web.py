import socket

from settings.env import Environment
from settings.web import fault, options
from tests.settings.test_env import PRODUCTION


def environment(**values: str) -> Environment:
    return Environment(PRODUCTION | values)


def test_a_taken_port_is_told_with_another_to_choose():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = fault(environment(PORT=str(port)))
    assert told is not None
    assert f"Port {port} on 127.0.0.1 cannot be used: Address already in use." in told
    assert "such as PORT=" in told
    assert fault(environment(PORT=str(port))) is None


def test_an_address_of_another_machine_is_told():
    told = fault(environment(BIND="192.0.2.1"))
    assert told is not None
    assert "192.0.2.1" in told


def test_the_last_port_is_not_followed_by_an_impossible_one():
    told = fault(environment(BIND="192.0.2.1", PORT="65535"))
    assert told is not None
    assert "such as PORT=1." in told


def test_the_server_listens_where_the_environment_says():
    given = options(environment(BIND="::1", PORT="8123", WEB_WORKERS="3"))
    assert (given["address"], given["port"], given["workers"]) == ("::1", 8123, 3)
