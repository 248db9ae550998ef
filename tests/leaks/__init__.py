"""What somebody may not see leaves no trace: in no page, count, address, header, search, letter or row.

`canaries.py` says by hand who may see what; `world.py` plants a word of its own in every place where a closed thing has
text; `map.py` names every route with the addresses that are tried. A route that is not there fails the test.
"""
