"""How large a forum is that is measured: what stays the same in each size, and what grows with its posts."""

from dataclasses import dataclass

BOARDS, ORGANISATIONS = 20, 60
LONGEST = 5_000  # posts of the longest thread
USUAL, POSTS_PER_PAGE = 19, 20  # posts of nearly all threads; as many as a page shows, of the last ones
POSTS_PER_MEMBER = 50
FEWEST_MEMBERS = 400  # that benchmarks sign in


@dataclass(frozen=True)
class Shape:
    """A forum of so many posts: 100,000 are in 5,000 threads, by 2,000 members. The longest thread is the last.

    Both numbers of posts can be divided by twenty.
    """

    posts: int = 100_000
    longest: int = LONGEST
    fewest_members: int = FEWEST_MEMBERS

    @property
    def threads(self) -> int:
        return (self.posts - self.longest - 1) // USUAL + 1

    @property
    def members(self) -> int:
        return max(self.fewest_members, self.posts // POSTS_PER_MEMBER)

    @property
    def usual(self) -> int:
        """The number of a thread that fills one page."""
        return self.threads - 1

    def posts_of(self, thread: int) -> int:
        """How many posts a thread has, by its number: what division leaves makes the last ones longer by one."""
        if thread == self.threads:
            return self.longest
        left = self.posts - self.longest - USUAL * (self.threads - 1)
        return POSTS_PER_PAGE if thread >= self.threads - left else USUAL


def path_of(thread: int, page: int = 1) -> str:
    """The address of a thread, by its number."""
    return f"/threads/{thread}/matter-{thread}" + (f"?page={page}" if page > 1 else "")
