"""How long a record lives, and what ends it.

Values that identify a person are sealed under keys that are destroyed when their term ends. The
law that says when is data: adopted by two persons, cited in every certificate.

- ``models``: what every personal record carries; law, holds, unsealings, runs, destroyed keys.
- ``records``: sealing values into records; finding a record by an exact value.
- ``rules``: who may see an identity, and how much of it.
- ``orders``: whose order suffices to open a sealed record.
- ``laws``, ``adoption``: the law in force, and how a text becomes it.
- ``terms``, ``rescheduling``: from law and clocks to the next step and the bucket of a record.
- ``keystore``, ``keyfiles``: where the keys of buckets live, and how they die.
- ``plain``: rows without an envelope that have a term all the same.
- ``erasing``, ``running``, ``certificates``: the parts of a run.
- ``ledger_sealing``: payloads of the ledger, under the same keys.
- ``checking``, ``health``: whether keys, records and decisions agree.
- ``actions``: everything that changes or looks, each with its entry in the ledger.
"""
