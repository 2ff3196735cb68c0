"""The judge of the screening engine: evaluation sets, figures, the peer, tuning, calibration.

The repository holds these scripts and tables of single invented-looking name tokens; the lists,
the labelled pairs and everything made of them stay outside, in the folder ``FAIRLEAD_EVALUATION``
(default ``../eval`` beside the checkout), made once by ``python -m bench.screening.prepare``.

=============== ==================================================================
``prepare``     writes the evaluation sets (seeded; tuning and test share no entity)
``accuracy``    the table of goals beside the peer; one group alone with ``--groups``
``pairs``       labelled name pairs, F1
``tokens``      cross-script tokens, recall@10
``calibration`` reliability curve, expected calibration error, the fitted table
``disparity``   alerts on invented people by culture, and their ratio
``speed``       batch, single query, opening, memory, in processor time
``tune``        search over the engine's integer weights, on the tuning set only
``peer``        runs nomenklatura in its own environment and keeps what it answered
=============== ==================================================================
"""
