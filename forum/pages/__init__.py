"""Pages gathered from several features: the front page, a board, the lists across boards, the texts."""
