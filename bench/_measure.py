"""How a bench measures and prints: medians, rates, ratios within one run."""

import statistics
import threading
import time
from collections.abc import Callable, Iterable
from http.client import HTTPConnection


def median_ms(call: Callable[[], object], times: int = 60, warm: int = 5) -> float:
    """The median duration of `call`, in milliseconds."""
    for _ in range(warm):
        call()
    durations = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        durations.append(time.perf_counter() - begin)
    return statistics.median(durations) * 1000


def medians_ms(*calls: Callable[[], object], times: int = 60, warm: int = 5) -> list[float]:
    """The median of each, all taken in turn: what else the machine does weighs on all alike."""
    durations: list[list[float]] = [[] for _ in calls]
    for number in range(warm + times):
        for call, kept in zip(calls, durations, strict=True):
            begin = time.perf_counter()
            call()
            if number >= warm:
                kept.append(time.perf_counter() - begin)
    return [statistics.median(kept) * 1000 for kept in durations]


def get(connection: HTTPConnection, path: str, cookie: str = "") -> bytes:
    """The body of a 200; RuntimeError otherwise, so that no error page is ever timed."""
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return body


def rate(port: int, path: str, cookie: str = "", seconds: float = 6, clients: int = 4) -> float:
    """Requests a second that `clients` kept-alive connections get, after a second of warming."""
    counts = [0] * clients
    begin = time.perf_counter() + 1

    def client(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        while (now := time.perf_counter()) < begin + seconds:
            get(connection, path, cookie)
            counts[number] += now >= begin

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def table(title: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Prints (what, measured, asked) in columns."""
    lines = [("", "measured", "asked"), *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    print(f"\n{title}")
    for line in lines:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
