"""Every change to a case, one function for each verb, split by record.

``open_case`` writes the ledger act ``cases.case.opened``: ``core.acts`` says how the one name
follows from the other, and a test holds every function to it.
"""
