"""Where copies of checkpoints are kept, out of reach of whoever holds the database.

One setting, ``FAIRLEAD_WITNESSES``, lists them; the beginning of each says of which kind it is:

``folder:/mnt/witness``                 a folder on another mount; remembers and compares
``syslog:/dev/log``, ``syslog:udp://log.example:514``, ``syslog:tcp://log.example:601``
                                        the system log; keeps, but cannot refuse
``https://partner.example/ledger/witness name+id+key``
                                        another node, and its public key; compares and cosigns

A witness that finds its copy contradicted says so with `Contradicted`: then the ledger was
rewritten, or the witness's own copies were. Anything else that goes wrong is `Unreachable`,
and is tried again.
"""
