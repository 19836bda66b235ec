import io
import json
from datetime import datetime

from honcho.printer import Message

from settings.processes import JsonPrinter


def printed(data: bytes) -> list[str]:
    output = io.StringIO()
    at = datetime(2026, 4, 8, 12, 30, 5)
    JsonPrinter(output).write(Message(type="line", data=data, time=at, name="worker", colour=None))
    return output.getvalue().splitlines()


def test_a_json_line_is_printed_as_it_is():
    assert printed(b'{"message": "done"}\n') == ['{"message": "done"}']


def test_any_other_line_becomes_the_message_of_a_json_line():
    lines = [json.loads(line) for line in printed(b'Traceback "x"\n  second \xff\n')]
    assert [line["message"] for line in lines] == ['Traceback "x"', "  second \N{REPLACEMENT CHARACTER}"]
    assert {line["logger"] for line in lines} == {"worker"}
    assert lines[0]["at"].startswith("2026-04-08T12:30:05")
