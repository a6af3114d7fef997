"""Freeze and draw: the call names where its lottery comes from, the list is closed, the draw is entered in its form.

``declaration`` and ``typed_declaration`` (what the call names), ``canonical_form`` and ``seeds`` (from what was drawn
to the seed) and ``ties`` are pure; ``frozen_files`` knows what was frozen, ``open_ends`` what was still open then;
``gates`` lets an admission through, ``trials`` notes that somebody looked, ``late_changes`` says that a change comes
after the freeze.
"""
