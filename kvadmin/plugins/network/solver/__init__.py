"""The network split as a pure function of places and rules (loaded only by commands).

:mod:`.split` is the way in; :mod:`.repair`, :mod:`.explain`, :mod:`.alternatives`,
and :mod:`.advisors` answer the questions that come afterwards.
Nothing here reads or writes files.
"""
