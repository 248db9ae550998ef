"""Work on one text, counted, so that no text takes long: a parser pays for its steps and stops when nothing is left."""

EFFORT = 400_000  # steps for one text; of 10,000 real posts the dearest takes a tenth of it


class TooMuch(Exception):
    """The text is costlier, deeper or larger than any that people write."""


class Effort:
    """What is left for one text, in steps of about a microsecond."""

    def __init__(self, steps: int = EFFORT) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Pay for work. Raises TooMuch when there is not enough left."""
        self.left -= steps
        if self.left < 0:
            raise TooMuch
