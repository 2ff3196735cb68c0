"""Who works in Utopia. Every name is invented."""

# code: the name in each of the six languages; the English one is its own
AGENCIES = {
    "piu": {
        "ar": "وحدة معلومات الركاب في يوتوبيا",
        "en": "Passenger Information Unit of Utopia",
        "es": "Unidad de Información sobre Pasajeros de Utopía",
        "fr": "Unité d’information passagers d’Utopie",
        "ru": "Группа информации о пассажирах Утопии",
        "zh-hans": "乌托邦旅客信息组",
    },
    "fiu": {
        "ar": "وحدة الاستخبارات المالية في يوتوبيا",
        "en": "Financial Intelligence Unit of Utopia",
        "es": "Unidad de Inteligencia Financiera de Utopía",
        "fr": "Cellule de renseignement financier d’Utopie",
        "ru": "Подразделение финансовой разведки Утопии",
        "zh-hans": "乌托邦金融情报机构",
    },
    "border": {
        "ar": "حرس حدود يوتوبيا",
        "en": "Border Guard of Utopia",
        "es": "Guardia de Fronteras de Utopía",
        "fr": "Garde-frontière d’Utopie",
        "ru": "Пограничная служба Утопии",
        "zh-hans": "乌托邦边防局",
    },
    "inspectorate": {
        "ar": "مفتشية حماية البيانات في يوتوبيا",
        "en": "Inspectorate for Data Protection of Utopia",
        "es": "Inspección de Protección de Datos de Utopía",
        "fr": "Inspection de la protection des données d’Utopie",
        "ru": "Инспекция по защите данных Утопии",
        "zh-hans": "乌托邦数据保护监察局",
    },
    "technology": {
        "ar": "مكتب التكنولوجيا في يوتوبيا",
        "en": "Office for Technology of Utopia",
        "es": "Oficina de Tecnología de Utopía",
        "fr": "Bureau de la technologie d’Utopie",
        "ru": "Управление технологий Утопии",
        "zh-hans": "乌托邦技术局",
    },
}

# address, role, agency, name, language; two security officers, because granting takes two
ACCOUNTS = (
    ("analyst", "analyst", "piu", "Amal Haddad-Utopia", "en"),
    ("supervisor", "supervisor", "piu", "Zoé Lambertin", "fr"),
    ("analyst_2", "analyst", "piu", "Кирилл Полевой", "ru"),
    ("fiu_analyst", "analyst", "fiu", "乌有山", "zh-hans"),
    ("fiu_supervisor", "supervisor", "fiu", "Tomás Utrera Isla", "es"),
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
