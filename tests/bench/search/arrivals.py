"""Posts that arrive through the form at a steady pace, some of them with a word that nothing else says."""

import http.client
import random
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from urllib.parse import urlencode

HANDS = 4  # requests at once: a slow one does not hold up the next
ONE_IN = 5  # posts that are looked for


@dataclass(frozen=True)
class Writer:
    """A member who is signed in: the cookie, and the token that their forms carry."""

    cookie: str
    form_token: str


@dataclass
class Arrivals:
    """Sends `many` replies, `pace` a second; `sent` tells the words to look for, and when each was published."""

    port: int
    writers: Sequence[Writer]
    threads: int
    many: int
    pace: float
    sent: SimpleQueue[tuple[str, float]] = field(default_factory=SimpleQueue)
    refused: list[int] = field(default_factory=list)
    published: int = 0

    def run(self) -> float:
        """Send all of them; answers the pace that was kept."""
        begun = time.monotonic()
        hands = [threading.Thread(target=self._send, args=(begun, first)) for first in range(HANDS)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        return self.published / (time.monotonic() - begun)

    def _send(self, begun: float, first: int) -> None:
        there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for number in range(first, self.many, HANDS):
            time.sleep(max(0.0, begun + number / self.pace - time.monotonic()))
            word = f"probe{number}x{secrets.token_hex(4)}"
            status = self._reply(there, number, word)
            if status != 303:
                self.refused.append(status)
                continue
            self.published += 1
            if number % ONE_IN == 0:
                self.sent.put((word, time.monotonic()))

    def _reply(self, there: http.client.HTTPConnection, number: int, word: str) -> int:
        writer, chance = self.writers[number % len(self.writers)], random.Random(number)
        body = f"We had the same matter {number}, and the {word} helped in the end."
        fields = {"body": body, "form_key": secrets.token_hex(16), "csrf_token": writer.form_token}
        headers = {"Cookie": writer.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        path = f"/threads/{chance.randrange(1, self.threads + 1)}/replies"
        there.request("POST", path, urlencode(fields), headers)
        answer = there.getresponse()
        answer.read()
        return answer.status
