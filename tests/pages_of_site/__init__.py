"""Tests of the pages gathered from several features: the front page, boards, and the lists across boards."""
