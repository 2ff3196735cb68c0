"""The language of special service requests and other service information (SSR, OSI).

Reservations carry it inside PNRGOV, in XML and in history, always as text of the AIRIMP manual
(ATA and IATA Reservations Interline Message Procedures). Here each kind is read once, for all
formats: documents (DOCS, DOCO, DOCA), infants (INFT), contacts (CTC*), seats, names and dates.
Nothing here knows a message; nothing raises on bad text.

>>> from fairlead.core.formats.airimp.documents import read_docs
>>> read_docs("/P/UTO/L898902C/UTO/12AUG74/F/15APR12/ERIKSSON/ANNA", "2010-12-12").number
'L898902C'
"""
