import pytest

from session_finder.web.local import came_directly, listens_here_only

HERE = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "LOCALHOST"])
def test_the_loopback_is_here_only(address):
    assert listens_here_only(address)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example", "localhost.example"])
def test_any_other_address_is_not(address):
    assert not listens_here_only(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_a_request_that_names_this_computer_came_directly(host):
    assert came_directly({"host": host})
    assert came_directly({"Host": host, "Origin": f"http://{host}"}) is True


@pytest.mark.parametrize(
    "name",
    ["X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-PROTO", "Forwarded", "Via", "X-Real-IP", "CF-Connecting-IP"],
)
def test_a_request_that_a_proxy_passed_on_did_not(name):
    assert came_directly(HERE)
    assert not came_directly(HERE | {name: "127.0.0.1"})


@pytest.mark.parametrize(
    "host",
    [
        "",
        "finder.example",
        "127.0.0.1.finder.example",
        "127.0.0.1@finder.example",
        "x@127.0.0.1",
        "localhost:port",
        "127.0.0.1:0",
        "[::1",
        "2130706433",
    ],
)
def test_a_request_to_another_name_did_not(host):
    assert not came_directly({"host": host})


def test_a_request_without_a_host_did_not():
    assert not came_directly({})


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "http://localhost:8501", "http://[::1"]
)
def test_a_page_of_another_site_is_not_let_in_through_the_visitor_s_browser(origin):
    assert not came_directly(HERE | {"Origin": origin})
