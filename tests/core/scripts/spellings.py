"""Names with spellings that passports and newspapers give them; no person bears them together."""

_LATIN = """
mohammed muhammad mohamed mohammad muhamad mohamad
usama osama oussama ossama
hussain hussein hossein hoseyn husayn houssein
youssef yusuf yousef yousuf jusuf
qaddafi gaddafi gadhafi kadafi kadafy qadhafi
ibrahim ebrahim ibraheem
khalid khaled
jamal gamal djamel
walid oualid waleed
sharif cherif shareef
sheikh cheikh shaikh
omar umar
othman osman uthman
rashid rachid rasheed
aisha aicha ayesha
sergei sergey serguei
yevgeny evgeniy yevgeni evgeny
aleksandr alexander alexandr
zelensky zelenskyy zelenskiy
shevchenko chevtchenko
tchaikovsky chaikovskiy tchaikovski
kowalski kovalsky
milosevic miloshevich
schroder schroeder
catherine katherine kathryn
stephen steven
anne ann
lee li
"""
_ACROSS = """
mohammed muhamad محمد мохаммед
hussein hossein حسين хусейн
yusuf youssef يوسف
yusuf юсуф
khalid khaled خالد халид
saeed said سعيد саид
nasser nasir ناصر насер
karim kareem كريم карим
ivanov иванов
petrova петрова
vladimir wladimir владимир
shcherbakov щербаков
cohen kohen כהנ
moshe משה
kim gim 김
park 박
minsu minsoo 민수
wang 王
zhang 张
georgios γεωργιοσ
papadopoulos παπαδοπουλοσ
rahul राहुल
sharma शर्मा
tanaka タナカ
smith スミス
sargsyan սարգսյան
ivanishvili ივანიშვილი
"""
SAME = [line.split() for line in (_LATIN + _ACROSS).strip().splitlines() if line]
LATIN = [line.split() for line in _LATIN.strip().splitlines()]
ACROSS = [line.split() for line in _ACROSS.strip().splitlines()]
