"""What the invented cases are about, as each analyst writes: nobody is named in a title."""

from typing import Final

# Titles and summaries of cases, in the languages of those who open them.
MATTERS: Final = (
    ("Two passports, one traveller", "The same journey was booked twice under two numbers."),
    ("Ticket paid by a third person", "Paid in cash on the day of departure, one way."),
    ("Deux réservations pour un seul siège", "Réservations faites depuis la même adresse."),
    ("Дважды заявленный утерянный паспорт", "Документ предъявлен после заявления об утере."),
    ("حجز من ثلاث وكالات في يوم واحد", "ثلاثة حجوزات للمسافر نفسه على رحلات متتالية."),
    ("同一电话号码的三名旅客", "三份订座记录留有同一联系电话。"),
    ("Freight forwarder without a seat", "Its address is that of another firm dissolved in May."),
    ("Pagos fraccionados por debajo del umbral", "Once pagos en nueve días hábiles."),
    ("Vessel that changed its flag twice", "Between two calls at Port Anyder within a month."),
    ("Перевод через три счёта за сутки", "Средства вернулись отправителю."),
    ("Journey broken at Mirage", "The second leg was never flown; the bag went on."),
    ("تحويلات صغيرة إلى مستفيد واحد", "سبعة مرسلين ومستفيد واحد خلال أسبوع."),
    ("联名账户的异常提款", "三个城市、同一天内提款。"),
    ("Voyage sans bagage, aller simple", "Troisième trajet identique depuis mars."),
    ("Document of a series reported stolen", "Shown at the gate; the chip could not be read."),
)
NOTES: Final = (
    "Asked the carrier for the contact details that were given at booking.",
    "L’adresse correspond à un hôtel ; elle ne prouve rien à elle seule.",
    "Проверил в реестре: номер выдан другому лицу.",
    "اتصلت بالزملاء في المطار وأنتظر جوابهم.",
    "已与登记处核对，出生地不符。",
    "The likeness on the old visa is not the same person in my view.",
)
TASKS: Final = (
    "Ask the register for the form of application.",
    "Compare the handwriting on both landing cards.",
    "Demander la liste des passagers du vol suivant.",
    "Запросить выписку за последний квартал.",
    "طلب نسخة من تذكرة السفر",
    "核对联系地址",
)
EVENTS: Final = (
    ("travel", "Amaurot → Port Anyder, arrived alone", "day"),
    ("travel", "Port Anyder → Mirage, seat 14C", "exact"),
    ("finance", "Ticket paid in cash", "day"),
    ("communication", "Call to the agency that booked", "hour"),
    ("event", "Passport reported as lost", "month"),
    ("procedure", "Register answered our question", "day"),
)
DECISIONS: Final = (
    ("same-person", "different", "biographic", "Born eleven years later, in another town."),
    ("same-person", "same", "document", "Number and likeness agree with the register."),
    ("concern", "no-concern", "explained", "Travels for a family visit every year."),
    ("same-person", "unsure", "source-weak", "The record has a name and nothing else."),
    ("concern", "concern", "history", "Third journey under another number since May."),
)
TOLD: Final = (
    "The traveller named below arrives on Friday. We ask to be told when the document is shown.",
    "Le titulaire du document ci-dessous a été identifié. Aucune mesure n’est demandée.",
    "Просим сообщить, известен ли вам указанный счёт.",
)
