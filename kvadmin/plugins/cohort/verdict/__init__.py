"""What a draw is worth: ``sound``, ``weak`` or ``changed``, each with its grounds, by call, freeze and history.

Pure but for ``cohort_verdict``, which gets the parts together from the programme folder. In the order of use:
``records`` (what comes out), ``draw_story`` (naming, freezing, drawing, looking and admitting, as the history tells),
``later_changes`` (what else that decides was changed, by whom), ``content_differences`` (the freeze beside what was
decided from), ``day_order`` (whether the days follow the clock), ``draw_case`` (what is judged, and when it happened),
``source_grounds``, ``freeze_grounds``, ``draw_corrections`` and ``judging`` (the rules), ``ground_words`` and
``change_phrases`` (the words in bokmål, nynorsk and English), ``protocol_draw`` (what a protocol keeps).
"""
