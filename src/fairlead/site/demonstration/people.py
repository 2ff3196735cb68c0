"""Who works in Utopia. Every name is invented."""

AGENCIES = (
    ("piu", "Passenger Information Unit of Utopia"),
    ("fiu", "Financial Intelligence Unit of Utopia"),
    ("inspectorate", "Inspectorate for Data Protection of Utopia"),
    ("technology", "Office for Technology of Utopia"),
)

# role, agency, name, language
ACCOUNTS = (
    ("analyst", "piu", "Amal Haddad-Utopia", "en"),
    ("supervisor", "piu", "Zoé Lambertin", "fr"),
    ("list_officer", "fiu", "Ольга Утопина", "ru"),
    ("oversight", "inspectorate", "Inés Utopía Robles", "es"),
    ("protection_officer", "inspectorate", "أمل المدينة", "ar"),
    ("security_officer", "technology", "Sam Brightwater", "en"),
    ("administrator", "technology", "乌有光", "zh-hans"),
)
