"""Who works in Utopia. Every name is invented."""

AGENCIES = (
    ("piu", "Passenger Information Unit of Utopia"),
    ("fiu", "Financial Intelligence Unit of Utopia"),
    ("inspectorate", "Inspectorate for Data Protection of Utopia"),
    ("technology", "Office for Technology of Utopia"),
)

# address, role, agency, name, language; two security officers, because granting takes two
ACCOUNTS = (
    ("analyst", "analyst", "piu", "Amal Haddad-Utopia", "en"),
    ("supervisor", "supervisor", "piu", "Zoé Lambertin", "fr"),
    ("list_officer", "list_officer", "fiu", "Ольга Утопина", "ru"),
    ("oversight", "oversight", "inspectorate", "Inés Utopía Robles", "es"),
    ("protection_officer", "protection_officer", "inspectorate", "أمل المدينة", "ar"),
    ("security_officer", "security_officer", "technology", "Sam Brightwater", "en"),
    ("security_officer_2", "security_officer", "technology", "Nour Clairval", "fr"),
    ("administrator", "administrator", "technology", "乌有光", "zh-hans"),
)

# who supervises whom, by which law
SUPERVISIONS = (
    ("inspectorate", "piu", "Act of Utopia on the Protection of Personal Data, section 41"),
    ("inspectorate", "fiu", "Act of Utopia on the Protection of Personal Data, section 41"),
)

# name, agency, address of the person who answers for it
SERVICES = (("Utopia Air, departure control", "piu", "supervisor"),)
