"""The words of published posts, counted: a copy, like the index, that can be made again at any time."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.boards.models import Board
from forum.core.db import Base
from forum.threads.models import Post

LONGEST_WORD = 30  # letters

_WORD = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")  # in the order of letters


class WordUse(Base):
    """In how many posts of a board a word stands, their titles included; words without capitals and accents."""

    __tablename__ = "search_word"
    __table_args__ = {"sqlite_with_rowid": False}

    word: Mapped[str] = mapped_column(_WORD, primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey(Board.id), primary_key=True, autoincrement=False)
    uses: Mapped[int]


class PostWords(Base):
    """What was counted of a post, and for which board, so that exactly that can be taken out: words between blanks."""

    __tablename__ = "search_words_of_post"

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), primary_key=True, autoincrement=False)
    board_id: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
