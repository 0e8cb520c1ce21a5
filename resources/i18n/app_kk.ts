<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk_KZ" sourcelanguage="en">
<context>
    <name>AbsenceDialog</name>
    <message>
        <source>Document is absent</source>
        <translation>Құжат жоқ</translation>
    </message>
    <message>
        <source>article of the law, if you rely on one</source>
        <translation>заң бабы, егер соған сүйенсеңіз</translation>
    </message>
    <message>
        <source>&amp;What is the case</source>
        <translation>Құжаттың &amp;жағдайы</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Себебі</translation>
    </message>
    <message>
        <source>&amp;Legal ground</source>
        <translation>Құқықтық &amp;негізі</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>Қай күнге &amp;дейін</translation>
    </message>
    <message>
        <source>&amp;Earlier receipt</source>
        <translation>Бұрынғы қол&amp;хат</translation>
    </message>
    <message>
        <source>&amp;Save the answer</source>
        <translation>Жауапты са&amp;қтау</translation>
    </message>
    <message>
        <source>&amp;Take the answer back</source>
        <translation>Жауапты қайтарып &amp;алу</translation>
    </message>
    <message>
        <source>Only a part is attached</source>
        <translation>Тек бір бөлігі қоса берілген</translation>
    </message>
    <message>
        <source>The document does not exist or is not with us</source>
        <translation>Құжат жоқ немесе бізде емес</translation>
    </message>
    <message>
        <source>The document will be restored by a date</source>
        <translation>Құжат белгілі бір күнге дейін қалпына келтіріледі</translation>
    </message>
    <message>
        <source>The document was provided earlier</source>
        <translation>Құжат бұрын ұсынылған</translation>
    </message>
    <message>
        <source>We object: there is no legal basis, or it is not ours</source>
        <translation>Қарсымыз: құқықтық негіз жоқ немесе бізге қатысы жоқ</translation>
    </message>
    <message>
        <source>We ask for more time</source>
        <translation>Мерзімді ұзартуды сұраймыз</translation>
    </message>
    <message>
        <source>Write the reason: the inspector reads exactly these words.</source>
        <translation>Себебін жазыңыз: инспектор дәл осы сөздерді оқиды.</translation>
    </message>
    <message>
        <source>Choose the receipt under which it was provided.</source>
        <translation>Құжат қай қолхат бойынша ұсынылғанын таңдаңыз.</translation>
    </message>
    <message>
        <source>The answer becomes part of what you sign.</source>
        <translation>Бұл жауап сіз қол қоятын топтаманың құрамына кіреді.</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Covering &amp;letter</source>
        <translation>Ілеспе &amp;хат</translation>
    </message>
    <message>
        <source>A few words to the inspector, if you want. They become part of the package.</source>
        <translation>Қаласаңыз, инспекторға бірер сөз жазыңыз. Ол топтаманың құрамына кіреді.</translation>
    </message>
    <message>
        <source>&amp;Sign and submit…</source>
        <translation>Қол қойып, жібер&amp;у…</translation>
    </message>
    <message>
        <source>No case is open</source>
        <translation>Ашық іс жоқ</translation>
    </message>
    <message>
        <source>Open a request in the inbox to answer it, or begin a new submission there.</source>
        <translation>Жауап беру үшін кіріс құжаттардан сұрау салуды ашыңыз немесе сол жерде жаңа топтама бастаңыз.</translation>
    </message>
    <message>
        <source>Go to the inbox</source>
        <translation>Кіріс құжаттарға өту</translation>
    </message>
    <message>
        <source>Submission without a request</source>
        <translation>Сұрау салусыз топтама</translation>
    </message>
    <message>
        <source>Due: {moment}</source>
        <translation>Мерзімі: {moment}</translation>
    </message>
    <message>
        <source>Request {number}, version {version}</source>
        <translation>{number} сұрау салуы, {version}-нұсқа</translation>
    </message>
    <message>
        <source>For: {name}, {number}</source>
        <translation>Қатысушы: {name}, {number}</translation>
    </message>
    <message>
        <source>The authority refused this submission. Put it right and submit it again.</source>
        <translation>Орган бұл топтаманы қабылдамады. Түзетіп, қайта жіберіңіз.</translation>
    </message>
    <message>
        <source>This case was submitted and cannot be changed any more.</source>
        <translation>Бұл іс бойынша топтама жіберілген, енді өзгертуге болмайды.</translation>
    </message>
    <message>
        <source>Show the submission</source>
        <translation>Жіберілгенін көрсету</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файл</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>signing opens when nothing is missing: %n thing(s) left</source>
        <translation>
            <numerusform>бәрі толық болғанда қол қоюға болады: әлі %n жетіспейді</numerusform>
            <numerusform>бәрі толық болғанда қол қоюға болады: әлі %n жетіспейді</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CertificateCard</name>
    <message>
        <source>Signer</source>
        <translation>Қол қоюшы</translation>
    </message>
    <message>
        <source>IIN</source>
        <translation>ЖСН</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Ұйым</translation>
    </message>
    <message>
        <source>BIN</source>
        <translation>БСН</translation>
    </message>
    <message>
        <source>May sign as</source>
        <translation>Өкілеттігі</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Қолданылу мерзімі</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Шығарушы</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Қате шықты</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Себебі</translation>
    </message>
    <message>
        <source>What to do now</source>
        <translation>Енді не істеу керек</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation>Коды: {code}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Толық мәлімет</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Толық мәліметті көрсету</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Толық мәліметті көшіру</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Толық мәліметті жасыру</translation>
    </message>
</context>
<context>
    <name>Formatting</name>
    <message>
        <source>bytes</source>
        <translation>байт</translation>
    </message>
    <message>
        <source>KB</source>
        <translation>КБ</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>ГБ</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>ТБ</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/с</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n күн</numerusform>
            <numerusform>%n күн</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n сағат</numerusform>
            <numerusform>%n сағат</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n минут</numerusform>
            <numerusform>%n минут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>шамамен %n минут қалды</numerusform>
            <numerusform>шамамен %n минут қалды</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>бір минуттан аз</translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>шамамен %n секунд қалды</numerusform>
            <numerusform>шамамен %n секунд қалды</numerusform>
        </translation>
    </message>
    <message>
        <source>overdue by {span}</source>
        <translation>мерзімі өтіп кетті: {span}</translation>
    </message>
    <message>
        <source>{span} left</source>
        <translation>{span} қалды</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>Request</source>
        <translation>Сұрау салу</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>Не сұралады</translation>
    </message>
    <message>
        <source>From whom</source>
        <translation>Кімнен</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Мерзімі</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Қалған уақыт</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Күйі</translation>
    </message>
    <message>
        <source>Submission without a request</source>
        <translation>Сұрау салусыз топтама</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тақырыбы</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Құжаттар</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Соңғы өзгеріс</translation>
    </message>
    <message>
        <source>withdrawn by the authority</source>
        <translation>орган қайтарып алды</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>жауап берілді</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>жоба</translation>
    </message>
    <message>
        <source>new</source>
        <translation>жаңа</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Inbox</source>
        <translation>Кіріс құжаттар</translation>
    </message>
    <message>
        <source>Search in the list</source>
        <translation>Тізімнен іздеу</translation>
    </message>
    <message>
        <source>&amp;New submission</source>
        <translation>&amp;Жаңа топтама</translation>
    </message>
    <message>
        <source>Submit documents that nobody asked for by a request</source>
        <translation>Сұрау салусыз, өз бастамаңызбен құжат ұсыну</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>Жа&amp;ңарту</translation>
    </message>
    <message>
        <source>Ask the portal for new requests (F5)</source>
        <translation>Порталдан жаңа сұрау салуларды алу (F5)</translation>
    </message>
    <message>
        <source>The portal is being asked</source>
        <translation>Порталдан сұралып жатыр</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Сұрау салулар</translation>
    </message>
    <message>
        <source>Without a request</source>
        <translation>Сұрау салусыз</translation>
    </message>
    <message>
        <source>Submissions without a request</source>
        <translation>Сұрау салусыз топтамалар</translation>
    </message>
    <message>
        <source>No requests here yet</source>
        <translation>Әзірге сұрау салу жоқ</translation>
    </message>
    <message>
        <source>Requests of the authority appear here after you fetch them from the portal. You need your key for that.</source>
        <translation>Органның сұрау салулары порталдан алынғаннан кейін осында көрінеді. Ол үшін кілтіңіз қажет.</translation>
    </message>
    <message>
        <source>Fetch requests…</source>
        <translation>Сұрау салуларды алу…</translation>
    </message>
    <message>
        <source>Nothing of your own yet</source>
        <translation>Әзірге өз топтамаларыңыз жоқ</translation>
    </message>
    <message>
        <source>You can also submit documents with a covering letter when nobody asked for them.</source>
        <translation>Ешкім сұратпаса да, құжаттарды ілеспе хатпен ұсынуға болады.</translation>
    </message>
    <message>
        <source>New submission</source>
        <translation>Жаңа топтама</translation>
    </message>
    <message>
        <source>Asked: {moment}</source>
        <translation>Жаңартылған: {moment}</translation>
    </message>
    <message>
        <source>Not finished: {subject}. {state}.</source>
        <translation>Аяқталмаған: {subject}. {state}.</translation>
    </message>
    <message>
        <source>submission without a request</source>
        <translation>сұрау салусыз топтама</translation>
    </message>
    <message numerus="yes">
        <source>%n more unfinished</source>
        <translation>
            <numerusform>Тағы %n аяқталмаған</numerusform>
            <numerusform>Тағы %n аяқталмаған</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>Жалғастыру…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Тоқтату</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Толығырақ…</translation>
    </message>
</context>
<context>
    <name>ItemCard</name>
    <message>
        <source>mandatory</source>
        <translation>міндетті</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>міндетті емес</translation>
    </message>
    <message numerus="yes">
        <source>at least %n file(s)</source>
        <translation>
            <numerusform>кемінде %n файл</numerusform>
            <numerusform>кемінде %n файл</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %n file(s)</source>
        <translation>
            <numerusform>ең көбі %n файл</numerusform>
            <numerusform>ең көбі %n файл</numerusform>
        </translation>
    </message>
    <message>
        <source>code {code}</source>
        <translation>коды {code}</translation>
    </message>
    <message>
        <source>(until {date})</source>
        <translation>(мерзімі: {date})</translation>
    </message>
    <message>
        <source>This file changed on disk after you added it.</source>
        <translation>Бұл файл қосылғаннан кейін дискіде өзгерген.</translation>
    </message>
    <message>
        <source>Take it as it is now</source>
        <translation>Қазіргі күйінде алу</translation>
    </message>
    <message>
        <source>This file is no longer where it was: {path}</source>
        <translation>Бұл файл енді орнында жоқ: {path}</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Алып тастау</translation>
    </message>
</context>
<context>
    <name>ItemsModel</name>
    <message>
        <source>Requested documents</source>
        <translation>Сұратылған құжаттар</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Күйі</translation>
    </message>
    <message>
        <source>{title} (optional)</source>
        <translation>{title} (міндетті емес)</translation>
    </message>
    <message>
        <source>changed on disk</source>
        <translation>дискіде өзгерген</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>енді жоқ</translation>
    </message>
    <message>
        <source>empty file</source>
        <translation>бос файл</translation>
    </message>
</context>
<context>
    <name>ItemsView</name>
    <message>
        <source>Requested documents and your files</source>
        <translation>Сұратылған құжаттар және сіздің файлдарыңыз</translation>
    </message>
    <message>
        <source>&amp;Add files…</source>
        <translation>Файл &amp;қосу…</translation>
    </message>
    <message>
        <source>Add files to the chosen item; you can also drop them on it (Ctrl+O)</source>
        <translation>Таңдалған тармаққа файл қосу; файлдарды тармақтың үстіне сүйреп апаруға да болады (Ctrl+O)</translation>
    </message>
    <message>
        <source>Document is a&amp;bsent…</source>
        <translation>Құжат &amp;жоқ…</translation>
    </message>
    <message>
        <source>Say why this document is not attached (Ctrl+B)</source>
        <translation>Құжаттың неге қоса берілмегенін түсіндіру (Ctrl+B)</translation>
    </message>
    <message>
        <source>Move the file up</source>
        <translation>Файлды жоғары жылжыту</translation>
    </message>
    <message>
        <source>Move the file down</source>
        <translation>Файлды төмен жылжыту</translation>
    </message>
    <message>
        <source>Take the file out</source>
        <translation>Файлды алып тастау</translation>
    </message>
    <message>
        <source>Add files to: {title}</source>
        <translation>Файл қосу: {title}</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Барлық файлдар (*)</translation>
    </message>
</context>
<context>
    <name>KeyPanel</name>
    <message>
        <source>Choose your key file first.</source>
        <translation>Алдымен кілт файлын таңдаңыз.</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>&amp;Кілт файлы</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>&amp;Шолу…</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Құпия&amp;сөз</translation>
    </message>
    <message>
        <source>&amp;Open the key</source>
        <translation>Кілтті аш&amp;у</translation>
    </message>
    <message>
        <source>file with your key, .p12 or .pfx</source>
        <translation>кілт файлы, .p12 немесе .pfx</translation>
    </message>
    <message>
        <source>This is a training key. Its password: {password}</source>
        <translation>Бұл – оқу кілті. Құпиясөзі: {password}</translation>
    </message>
    <message>
        <source>The password is asked for every time and is never stored.</source>
        <translation>Құпиясөз әр жолы сұралады және ешқайда сақталмайды.</translation>
    </message>
    <message>
        <source>Choose your key file</source>
        <translation>Кілт файлын таңдаңыз</translation>
    </message>
    <message>
        <source>Key files (*.p12 *.pfx);;All files (*)</source>
        <translation>Кілт файлдары (*.p12 *.pfx);;Барлық файлдар (*)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Qolhat – documents for the State Revenue Committee</source>
        <translation>Qolhat – Мемлекеттік кірістер комитетіне арналған құжаттар</translation>
    </message>
    <message>
        <source>Opening your workspace…</source>
        <translation>Жұмыс кеңістігі ашылуда…</translation>
    </message>
    <message>
        <source>Qolhat – finishing…</source>
        <translation>Qolhat – аяқталуда…</translation>
    </message>
    <message>
        <source>A submission is on its way</source>
        <translation>Топтама жіберіліп жатыр</translation>
    </message>
    <message>
        <source>Stop it and close the program? What has been done is kept, and it goes on from there when you start the program again.</source>
        <translation>Тоқтатып, бағдарламаны жабу керек пе? Жасалғаны сақталады, бағдарламаны қайта іске қосқанда сол жерінен жалғасады.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Тоқтатып, жабу</translation>
    </message>
    <message>
        <source>Keep sending</source>
        <translation>Жіберуді жалғастыру</translation>
    </message>
    <message>
        <source>About Qolhat</source>
        <translation>Qolhat туралы</translation>
    </message>
    <message>
        <source>Qolhat signs and submits document packages to the State Revenue Committee of Kazakhstan and keeps the receipt that proves it.

Apache License 2.0.</source>
        <translation>Qolhat құжаттар топтамасына қол қойып, оны Қазақстанның Мемлекеттік кірістер комитетіне ұсынады және мұны дәлелдейтін қолхатты сақтайды.

Apache License 2.0.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Өту</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Анықтама</translation>
    </message>
    <message>
        <source>&amp;New submission</source>
        <translation>&amp;Жаңа топтама</translation>
    </message>
    <message>
        <source>&amp;Refresh the inbox</source>
        <translation>&amp;Кіріс құжаттарды жаңарту</translation>
    </message>
    <message>
        <source>&amp;Verify a file…</source>
        <translation>Файлды &amp;тексеру…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Шығу</translation>
    </message>
    <message>
        <source>&amp;About Qolhat</source>
        <translation>Qolhat &amp;туралы</translation>
    </message>
    <message>
        <source>&amp;Inbox</source>
        <translation>&amp;Кіріс құжаттар</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Іс</translation>
    </message>
    <message>
        <source>&amp;Receipts</source>
        <translation>&amp;Қолхаттар</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Тексеру</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Баптаулар</translation>
    </message>
</context>
<context>
    <name>MissingList</name>
    <message numerus="yes">
        <source>Still missing: %n thing(s)</source>
        <translation>
            <numerusform>Әлі жетіспейді: %n</numerusform>
            <numerusform>Әлі жетіспейді: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is missing</source>
        <translation>Бәрі толық</translation>
    </message>
    <message>
        <source>Every requested document has an answer.</source>
        <translation>Сұратылған әр құжатқа жауап берілген.</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Inbox</source>
        <translation>Кіріс құжаттар</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Іс</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Қолхаттар</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Тексеру</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Баптаулар</translation>
    </message>
</context>
<context>
    <name>NewSubmissionDialog</name>
    <message>
        <source>New submission</source>
        <translation>Жаңа топтама</translation>
    </message>
    <message>
        <source>You submit documents on your own initiative; nobody asked for them.</source>
        <translation>Құжаттарды өз бастамаңызбен ұсынасыз; оларды ешкім сұратпаған.</translation>
    </message>
    <message>
        <source>&amp;What are the documents about?</source>
        <translation>Құжаттар &amp;не туралы?</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>&amp;Бастау</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Previous page</source>
        <translation>Алдыңғы бет</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Келесі бет</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Кішірейту</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Үлкейту</translation>
    </message>
    <message>
        <source>Fit to width</source>
        <translation>Ені бойынша</translation>
    </message>
    <message>
        <source>Page of the document</source>
        <translation>Құжаттың беті</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Алдын ала қарау</translation>
    </message>
    <message>
        <source>Choose a file on the left to see it here.</source>
        <translation>Файлды осында көру үшін сол жақтан таңдаңыз.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ашылуда…</translation>
    </message>
    <message>
        <source>No preview for this kind of file</source>
        <translation>Бұл түрдегі файлды осында көрсету мүмкін емес</translation>
    </message>
    <message>
        <source>It is attached and signed as it is.</source>
        <translation>Ол сол күйінде қоса беріледі және қол қойылады.</translation>
    </message>
    <message>
        <source>This file cannot be shown</source>
        <translation>Бұл файлды көрсету мүмкін болмады</translation>
    </message>
    <message>
        <source>It may be damaged or protected by a password. Open it in its own program before you sign.</source>
        <translation>Ол бүлінген немесе құпиясөзбен қорғалған болуы мүмкін. Қол қоймас бұрын оны өз бағдарламасында ашып көріңіз.</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
</context>
<context>
    <name>ProgressView</name>
    <message>
        <source>Progress of this step</source>
        <translation>Осы қадамның барысы</translation>
    </message>
    <message>
        <source>You may go on working elsewhere in the window. Every step is kept on disk: if something interrupts it, it goes on from here.</source>
        <translation>Терезенің басқа бөлімдерінде жұмысты жалғастыра беруге болады. Әр қадам дискіде сақталады: үзіліп қалса, осы жерден жалғасады.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>дайын</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>орындалуда</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Тоқтатылуда…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Тоқтату</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
</context>
<context>
    <name>ReceiptActions</name>
    <message>
        <source>Where to copy the evidence to</source>
        <translation>Дәлелдерді қай қалтаға көшіру керек</translation>
    </message>
</context>
<context>
    <name>ReceiptView</name>
    <message>
        <source>Submission without a request</source>
        <translation>Сұрау салусыз топтама</translation>
    </message>
    <message>
        <source>The receipt is {verdict}.</source>
        <translation>Қолхатты тексеру нәтижесі: {verdict}.</translation>
    </message>
    <message>
        <source>The authority&apos;s reason: {text}</source>
        <translation>Орган көрсеткен себеп: {text}</translation>
    </message>
    <message>
        <source>Rejected. This refusal is genuine: the authority sealed it.</source>
        <translation>Қабылданбады. Бұл бас тарту түпнұсқа: оған орган мөр қойған.</translation>
    </message>
    <message>
        <source>Lapsed: not all files were in by the deadline. This notice is genuine: the authority sealed it.</source>
        <translation>Күшін жойды: мерзімге дейін файлдардың бәрі келмеді. Бұл хабарлама түпнұсқа: оған орган мөр қойған.</translation>
    </message>
    <message>
        <source>No time of submission counts.</source>
        <translation>Ұсынылған уақыт туындамайды.</translation>
    </message>
    <message>
        <source>Time of submission: {moment} – when the statement arrived – will count if all files are in by {complete_by}.</source>
        <translation>Ұсынылған уақыты: {moment} – мәлімдеме келіп түскен сәт; барлық файл {complete_by} дейін келіп түссе, осы уақыт есептеледі.</translation>
    </message>
    <message>
        <source>The time of submission will be when the last byte arrives.</source>
        <translation>Ұсынылған уақыты соңғы байт келіп түскен сәт болады.</translation>
    </message>
    <message>
        <source>Time of submission: {moment} – when the statement arrived, because all files were in by {complete_by}.</source>
        <translation>Ұсынылған уақыты: {moment} – мәлімдеме келіп түскен сәт, өйткені барлық файл мына уақытқа дейін келіп түсті: {complete_by}.</translation>
    </message>
    <message>
        <source>Time of submission: {moment} – when the last byte arrived.</source>
        <translation>Ұсынылған уақыты: {moment} – соңғы байт келіп түскен сәт.</translation>
    </message>
    <message>
        <source>Three clocks</source>
        <translation>Үш сағат</translation>
    </message>
    <message>
        <source>Your computer</source>
        <translation>Сіздің компьютеріңіз</translation>
    </message>
    <message>
        <source>declared by you; proves nothing by itself</source>
        <translation>сіз мәлімдегенсіз; өздігінен ештеңені дәлелдемейді</translation>
    </message>
    <message>
        <source>Timestamp service</source>
        <translation>Уақыт белгісі қызметі</translation>
    </message>
    <message>
        <source>no timestamp</source>
        <translation>уақыт белгісі жоқ</translation>
    </message>
    <message>
        <source>the statement existed by then: proven by a third party</source>
        <translation>мәлімдеме сол кезде бар болған: үшінші тарап дәлелдеген</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Орган</translation>
    </message>
    <message>
        <source>begun {moment}</source>
        <translation>басталған уақыты: {moment}</translation>
    </message>
    <message>
        <source>checked {moment}</source>
        <translation>тексерілген уақыты: {moment}</translation>
    </message>
    <message>
        <source>sealed with a timestamp of {moment}</source>
        <translation>мөрдің уақыт белгісі: {moment}</translation>
    </message>
    <message>
        <source>entry {position} of {size}</source>
        <translation>{size} жазбаның ішінде № {position}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файл</numerusform>
        </translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Қабылдаған</translation>
    </message>
    <message>
        <source>Submitted for</source>
        <translation>Қатысушы</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Қол қойған</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Сұрау салу</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Құжаттар</translation>
    </message>
    <message>
        <source>Place in the log</source>
        <translation>Журналдағы орны</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Қолхат нөмірі</translation>
    </message>
    <message>
        <source>Digest of the package</source>
        <translation>Топтаманың хэш-сомасы</translation>
    </message>
</context>
<context>
    <name>Receipts</name>
    <message>
        <source>Received</source>
        <translation>Қабылданды</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тақырыбы</translation>
    </message>
    <message>
        <source>Submission without a request</source>
        <translation>Сұрау салусыз топтама</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Қолхат</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Тексеру</translation>
    </message>
</context>
<context>
    <name>ReceiptsPage</name>
    <message>
        <source>Receipts</source>
        <translation>Қолхаттар</translation>
    </message>
    <message>
        <source>Search by number, subject, participant</source>
        <translation>Нөмірі, тақырыбы, қатысушысы бойынша іздеу</translation>
    </message>
    <message>
        <source>Search the receipts</source>
        <translation>Қолхаттарды іздеу</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Экспорттау…</translation>
    </message>
    <message>
        <source>Copy the receipt with all its evidence to a folder</source>
        <translation>Қолхатты барлық дәлелдерімен бірге қалтаға көшіру</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>&amp;Басып шығару</translation>
    </message>
    <message>
        <source>Open the printed form of the receipt</source>
        <translation>Қолхаттың баспа нұсқасын ашу</translation>
    </message>
    <message>
        <source>Show the files in their folder</source>
        <translation>Файлдарды қалтасында көрсету</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipt(s)</source>
        <translation>
            <numerusform>%Ln қолхат</numerusform>
            <numerusform>%Ln қолхат</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ештеңе табылмады</translation>
    </message>
    <message>
        <source>No receipt matches these words.</source>
        <translation>Бұл сөздерге сәйкес қолхат жоқ.</translation>
    </message>
    <message>
        <source>No receipts yet</source>
        <translation>Әзірге қолхат жоқ</translation>
    </message>
    <message>
        <source>After a submission the authority&apos;s receipt is kept here: your proof of what you submitted and when.</source>
        <translation>Топтама жіберілгеннен кейін органның қолхаты осында сақталады: нені және қашан ұсынғаныңыздың дәлелі.</translation>
    </message>
    <message>
        <source>The evidence was copied to {folder}</source>
        <translation>Дәлелдер мына қалтаға көшірілді: {folder}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Қалтаны ашу</translation>
    </message>
    <message>
        <source>The printed form is in {path}</source>
        <translation>Басып шығарылатын нұсқа мына жерде: {path}</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Hide &amp;details</source>
        <translation>Толық мәліметті жасыр&amp;у</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>Толы&amp;ғырақ</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Тексерілді</translation>
    </message>
    <message>
        <source>Files in the container</source>
        <translation>Контейнердегі файлдар</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Атауы</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Көлемі</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Verdict by EN 319 102-1: {verdict}</source>
        <translation>EN 319 102-1 бойынша қорытынды: {verdict}</translation>
    </message>
    <message>
        <source>Reading profile: {profile}</source>
        <translation>Оқу профилі: {profile}</translation>
    </message>
    <message>
        <source>Certificate of signature {number}, SHA-256: {digest}</source>
        <translation>{number}-қолтаңбаның сертификаты, SHA-256: {digest}</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>&amp;Back to the case</source>
        <translation>Іске &amp;оралу</translation>
    </message>
    <message>
        <source>To the &amp;inbox</source>
        <translation>Кіріс құжаттар&amp;ға</translation>
    </message>
    <message>
        <source>All &amp;receipts</source>
        <translation>Барлық қол&amp;хаттар</translation>
    </message>
    <message>
        <source>Give it &amp;up</source>
        <translation>&amp;Бас тарту</translation>
    </message>
    <message>
        <source>Submitted. The authority&apos;s receipt is here and was checked.</source>
        <translation>Топтама ұсынылды. Органның қолхаты осында, ол тексерілді.</translation>
    </message>
    <message>
        <source>The authority did not accept this submission. Its sealed answer is below: see the reason, put the case right and submit it again.</source>
        <translation>Орган бұл топтаманы қабылдамады. Оның мөрмен расталған жауабы төменде: себебін қараңыз, істі түзетіп, қайта жіберіңіз.</translation>
    </message>
    <message>
        <source>The outcome is unknown. The connection broke while the statement was being handed over: the portal may have it or not. Nothing is sent twice; ask the portal.</source>
        <translation>Нәтижесі белгісіз. Мәлімдеме берілген сәтте байланыс үзілді: портал оны алған да, алмаған да болуы мүмкін. Ештеңе екі рет жіберілмейді; порталдан сұраңыз.</translation>
    </message>
    <message>
        <source>Everything has been sent. The portal is still checking it; look again in a while.</source>
        <translation>Бәрі жіберілді. Портал әлі тексеріп жатыр; сәл кейінірек қайта қараңыз.</translation>
    </message>
    <message>
        <source>This submission was given up. Nothing was sent; the case can be changed again.</source>
        <translation>Бұл жіберуден бас тартылды. Ештеңе жіберілген жоқ; істі қайта өзгертуге болады.</translation>
    </message>
    <message>
        <source>Stopped by you.</source>
        <translation>Сіз тоқтаттыңыз.</translation>
    </message>
    <message>
        <source>Nothing has been sent yet. What was prepared is kept.</source>
        <translation>Әзірге ештеңе жіберілген жоқ. Дайындалғаны сақталды.</translation>
    </message>
    <message>
        <source>Not finished: the portal confirmed {sent} of {total}.</source>
        <translation>Аяқталмады: портал {total} ішінен {sent} алғанын растады.</translation>
    </message>
    <message>
        <source>Not finished: the portal has confirmed none of the {total} yet.</source>
        <translation>Аяқталмады: портал {total} ішінен әзірге ештеңе растаған жоқ.</translation>
    </message>
    <message>
        <source>All files must be in by {moment}.</source>
        <translation>Барлық файл мына уақытқа дейін келіп түсуге тиіс: {moment}.</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Толығырақ…</translation>
    </message>
    <message>
        <source>&amp;Ask the portal</source>
        <translation>&amp;Порталдан сұрау</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Қайта қарау</translation>
    </message>
    <message>
        <source>&amp;Open the key and go on</source>
        <translation>&amp;Кілтті ашып, жалғастыру</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>&amp;Жалғастыру</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>What you sign</source>
        <translation>Қол қойылатын топтама</translation>
    </message>
    <message>
        <source>Your key</source>
        <translation>Сіздің кілтіңіз</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Қатысушы</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Кімге</translation>
    </message>
    <message>
        <source>In answer to</source>
        <translation>Қай сұрау салуға</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Құжаттар</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>Уақыт белгісі</translation>
    </message>
    <message>
        <source>Size or state</source>
        <translation>Көлемі не күйі</translation>
    </message>
    <message>
        <source>Documents that will be signed</source>
        <translation>Қол қойылатын құжаттар</translation>
    </message>
    <message>
        <source>&amp;Sign and submit</source>
        <translation>&amp;Қол қойып, жіберу</translation>
    </message>
    <message>
        <source>Covering letter</source>
        <translation>Ілеспе хат</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n таңба</numerusform>
            <numerusform>%n таңба</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файл</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n part(s)</source>
        <translation>
            <numerusform>%n бөлікте</numerusform>
            <numerusform>%n бөлікте</numerusform>
        </translation>
    </message>
    <message>
        <source>none: the signature has no trusted time</source>
        <translation>жоқ: қолтаңбаның сенімді уақыты болмайды</translation>
    </message>
    <message>
        <source>no request</source>
        <translation>сұрау салу жоқ</translation>
    </message>
    <message>
        <source>request {number}, version {version}</source>
        <translation>{number} сұрау салуы, {version}-нұсқа</translation>
    </message>
    <message>
        <source>The clock of this computer is {span} ahead of the portal&apos;s ({moment}). </source>
        <translation>Бұл компьютердің сағаты портал сағатынан {span} ілгері ({moment}). </translation>
    </message>
    <message>
        <source>The clock of this computer is {span} behind the portal&apos;s ({moment}). </source>
        <translation>Бұл компьютердің сағаты портал сағатынан {span} кейін ({moment}). </translation>
    </message>
    <message>
        <source>Set it right before you sign: the time you declare would not agree with the authority&apos;s, and the receipt may be refused.</source>
        <translation>Қол қоймас бұрын сағатты дұрыстаңыз: әйтпесе сіз мәлімдеген уақыт органның уақытымен сәйкес келмей, қолхат жарамсыз деп танылуы мүмкін.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Қайта сұрау</translation>
    </message>
    <message>
        <source>The clock of this computer is {span} ahead of the timestamp service&apos;s. </source>
        <translation>Бұл компьютердің сағаты уақыт белгісі қызметінің сағатынан {span} ілгері. </translation>
    </message>
    <message>
        <source>The clock of this computer is {span} behind the timestamp service&apos;s. </source>
        <translation>Бұл компьютердің сағаты уақыт белгісі қызметінің сағатынан {span} кейін. </translation>
    </message>
    <message>
        <source>After this click the package is signed and sent; it cannot be taken back.</source>
        <translation>Басқаннан кейін топтамаға қол қойылып, жіберіледі; оны қайтарып алуға болмайды.</translation>
    </message>
    <message>
        <source>One moment: the package is being looked at.</source>
        <translation>Бір сәт: топтама қаралып жатыр.</translation>
    </message>
    <message>
        <source>Something is still missing in the case.</source>
        <translation>Істе әлі бірдеңе жетіспейді.</translation>
    </message>
    <message>
        <source>Open your key first.</source>
        <translation>Алдымен кілтіңізді ашыңыз.</translation>
    </message>
    <message>
        <source>This certificate is not of {name} ({number}). A package is signed by the participant whom the request asks. Open the key of that participant.</source>
        <translation>Бұл сертификат мына қатысушыныкі емес: {name} ({number}). Топтамаға сұрау салу жіберілген қатысушы қол қояды. Сол қатысушының кілтін ашыңыз.</translation>
    </message>
    <message>
        <source>The key belongs to another participant.</source>
        <translation>Кілт басқа қатысушыныкі.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Баптаулар</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Терезе</translation>
    </message>
    <message>
        <source>Participant and key</source>
        <translation>Қатысушы және кілт</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Байланыс</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Тіл</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>Тү&amp;стер</translation>
    </message>
    <message>
        <source>K&amp;ind of number</source>
        <translation>Нөмірдің т&amp;үрі</translation>
    </message>
    <message>
        <source>&amp;Number</source>
        <translation>&amp;Нөмірі</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>Ата&amp;уы</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>&amp;Кілт файлы</translation>
    </message>
    <message>
        <source>&amp;Portal address</source>
        <translation>&amp;Портал мекенжайы</translation>
    </message>
    <message>
        <source>&amp;Timestamp service</source>
        <translation>Уақыт &amp;белгісі қызметі</translation>
    </message>
    <message>
        <source>Pro&amp;xy</source>
        <translation>П&amp;рокси</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>жүйедегідей</translation>
    </message>
    <message>
        <source>light</source>
        <translation>ашық</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>күңгірт</translation>
    </message>
    <message>
        <source>BIN: organisation</source>
        <translation>БСН: ұйым</translation>
    </message>
    <message>
        <source>IIN: person</source>
        <translation>ЖСН: жеке тұлға</translation>
    </message>
    <message>
        <source>none</source>
        <translation>жоқ</translation>
    </message>
    <message>
        <source>this one:</source>
        <translation>мынау:</translation>
    </message>
    <message>
        <source>12 digits</source>
        <translation>12 цифр</translation>
    </message>
    <message>
        <source>none: signatures have no trusted time</source>
        <translation>жоқ: қолтаңбалардың сенімді уақыты болмайды</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>Прокси мекенжайы</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Кілт файлы</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Шолу…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Са&amp;қтау</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Сақталды.</translation>
    </message>
    <message>
        <source>No portal is set. Start the program in training mode to try it out.</source>
        <translation>Портал көрсетілмеген. Бағдарламаны байқап көру үшін оны оқу режимінде іске қосыңыз.</translation>
    </message>
    <message>
        <source>training: nothing reaches the authority</source>
        <translation>оқу режимі: органға ештеңе жетпейді</translation>
    </message>
    <message>
        <source>real submissions</source>
        <translation>нақты ұсыну</translation>
    </message>
    <message>
        <source>{name} – {environment}. Receipts of another seal are refused.</source>
        <translation>{name} – {environment}. Басқа мөрмен берілген қолхаттар қабылданбайды.</translation>
    </message>
    <message>
        <source>Choose your key file</source>
        <translation>Кілт файлын таңдаңыз</translation>
    </message>
    <message>
        <source>Key files (*.p12 *.pfx);;All files (*)</source>
        <translation>Кілт файлдары (*.p12 *.pfx);;Барлық файлдар (*)</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in to fetch requests</source>
        <translation>Сұрау салуларды алу үшін кіру</translation>
    </message>
    <message>
        <source>The portal shows requests only to the participant. Your key signs a short sign-in note that this program writes itself; nothing is submitted.</source>
        <translation>Портал сұрау салуларды тек қатысушының өзіне көрсетеді. Кілтіңіз осы бағдарлама құрастырған қысқа кіру жазбасына қол қояды; ештеңе ұсынылмайды.</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>К&amp;іру</translation>
    </message>
</context>
<context>
    <name>SignatureCard</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файл</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubmitPage</name>
    <message>
        <source>Back to the case</source>
        <translation>Іске оралу</translation>
    </message>
    <message>
        <source>Sign and submit</source>
        <translation>Қол қою және жіберу</translation>
    </message>
    <message>
        <source>Submitting</source>
        <translation>Жіберілуде</translation>
    </message>
    <message>
        <source>Submission</source>
        <translation>Жіберу нәтижесі</translation>
    </message>
    <message>
        <source>Submission without a request</source>
        <translation>Сұрау салусыз топтама</translation>
    </message>
</context>
<context>
    <name>TrainingStrip</name>
    <message>
        <source>TRAINING</source>
        <translation>ОҚУ РЕЖИМІ</translation>
    </message>
    <message>
        <source>Everything here is practice with a portal on this computer; nothing reaches the authority.</source>
        <translation>Мұнда бәрі осы компьютердегі порталмен жасалатын жаттығу; органға ештеңе жетпейді.</translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>Signature {number}: {name}</source>
        <translation>{number}-қолтаңба: {name}</translation>
    </message>
    <message>
        <source>signer not known</source>
        <translation>қол қоюшы белгісіз</translation>
    </message>
    <message>
        <source>IIN {iin}</source>
        <translation>ЖСН {iin}</translation>
    </message>
    <message>
        <source>BIN {bin}</source>
        <translation>БСН {bin}</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>Қол қоюшы</translation>
    </message>
    <message>
        <source>none: only the signer&apos;s own clock says when</source>
        <translation>жоқ: уақытын тек қол қоюшының өз сағаты көрсетеді</translation>
    </message>
    <message>
        <source>Proven time</source>
        <translation>Дәлелденген уақыт</translation>
    </message>
    <message>
        <source>Time the signer states</source>
        <translation>Қол қоюшы көрсеткен уақыт</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>Уақыт белгісі</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Деңгейі</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Қамтиды</translation>
    </message>
    <message>
        <source>Not a container that can be read</source>
        <translation>Оқуға болатын контейнер емес</translation>
    </message>
    <message>
        <source>Document package</source>
        <translation>Құжаттар топтамасы</translation>
    </message>
    <message>
        <source>Statement of submission</source>
        <translation>Ұсыну туралы мәлімдеме</translation>
    </message>
    <message>
        <source>Receipt of the authority</source>
        <translation>Органның қолхаты</translation>
    </message>
    <message>
        <source>Request of the authority</source>
        <translation>Органның сұрау салуы</translation>
    </message>
    <message>
        <source>Evidence of delivery</source>
        <translation>Жеткізілгенінің дәлелі</translation>
    </message>
    <message>
        <source>Acknowledgement</source>
        <translation>Танысқаны туралы растама</translation>
    </message>
    <message>
        <source>Head of the authority&apos;s log</source>
        <translation>Орган журналының басы</translation>
    </message>
    <message>
        <source>Sign-in note</source>
        <translation>Кіру жазбасы</translation>
    </message>
    <message>
        <source>Container of another program</source>
        <translation>Басқа бағдарламаның контейнері</translation>
    </message>
    <message>
        <source>Not valid: this file is no ASiC container, or it is damaged. No signature was checked.</source>
        <translation>Жарамсыз: бұл файл ASiC контейнері емес немесе ол бүлінген. Ешқандай қолтаңба тексерілген жоқ.</translation>
    </message>
    <message>
        <source>Valid: the signatures hold and nothing was changed.</source>
        <translation>Жарамды: қолтаңбалар дұрыс, ештеңе өзгертілмеген.</translation>
    </message>
    <message>
        <source>Not valid: something in this file is not what was signed.</source>
        <translation>Жарамсыз: бұл файлда қол қойылғанға сәйкес келмейтін нәрсе бар.</translation>
    </message>
    <message>
        <source>Cannot be confirmed: nothing wrong was found, but proof is missing.</source>
        <translation>Растау мүмкін емес: қате табылмады, бірақ дәлел жетіспейді.</translation>
    </message>
    <message>
        <source>Not checked: this program cannot judge a part of this file. It may be good or bad.</source>
        <translation>Тексерілмеген: бағдарлама бұл файлдың бір бөлігін бағалай алмайды. Ол жарамды да, жарамсыз да болуы мүмкін.</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>Verify</source>
        <translation>Тексеру</translation>
    </message>
    <message>
        <source>Drop a package, a receipt or any other ASiC container here. Nothing is sent anywhere but for asking whether certificates were revoked.</source>
        <translation>Топтаманы, қолхатты немесе кез келген басқа ASiC контейнерін осында әкеліп тастаңыз. Сертификаттардың қайтарып алынбағанын сұраудан басқа ештеңе ешқайда жіберілмейді.</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>Файл &amp;таңдау…</translation>
    </message>
    <message>
        <source>&amp;Without network</source>
        <translation>&amp;Желісіз</translation>
    </message>
    <message>
        <source>Do not ask whether certificates were revoked; the verdict says so then</source>
        <translation>Сертификаттардың қайтарып алынғанын сұрамау; ол қорытындыда айтылады</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Тексерілуде</translation>
    </message>
    <message>
        <source>Verifying {name}…</source>
        <translation>Тексерілуде: {name}…</translation>
    </message>
    <message>
        <source>Choose a file to verify</source>
        <translation>Тексерілетін файлды таңдаңыз</translation>
    </message>
    <message>
        <source>Containers (*.asice *.asics *.sce *.scs *.zip);;All files (*)</source>
        <translation>Контейнерлер (*.asice *.asics *.sce *.scs *.zip);;Барлық файлдар (*)</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>no answer yet</source>
        <translation>жауап жоқ</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>ұсынылмады</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>қоса берілді</translation>
    </message>
    <message>
        <source>partly attached</source>
        <translation>ішінара қоса берілді</translation>
    </message>
    <message>
        <source>absent, with a reason</source>
        <translation>жоқ, негіздемесі бар</translation>
    </message>
    <message>
        <source>will be restored</source>
        <translation>қалпына келтіріледі</translation>
    </message>
    <message>
        <source>provided earlier</source>
        <translation>бұрын ұсынылған</translation>
    </message>
    <message>
        <source>objection</source>
        <translation>қарсылық</translation>
    </message>
    <message>
        <source>more time asked for</source>
        <translation>мерзімді ұзарту сұралады</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>әлі жіберілмеген</translation>
    </message>
    <message>
        <source>packed, not signed yet</source>
        <translation>жинақталды, қол қойылмаған</translation>
    </message>
    <message>
        <source>signed, not sent yet</source>
        <translation>қол қойылды, жіберілмеген</translation>
    </message>
    <message>
        <source>signed, not known to be sent</source>
        <translation>қол қойылды, жіберілгені белгісіз</translation>
    </message>
    <message>
        <source>statement received, files to send</source>
        <translation>мәлімдеме қабылданды, файлдар жіберілуі керек</translation>
    </message>
    <message>
        <source>sending not finished</source>
        <translation>жіберу аяқталмады</translation>
    </message>
    <message>
        <source>sent, being checked by the portal</source>
        <translation>жіберілді, портал тексеруде</translation>
    </message>
    <message>
        <source>receipt is here</source>
        <translation>қолхат алынды</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>қабылданбады</translation>
    </message>
    <message>
        <source>outcome unknown</source>
        <translation>нәтижесі белгісіз</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>бас тартылды</translation>
    </message>
    <message>
        <source>Pack the documents</source>
        <translation>Құжаттарды топтамаға жинақтау</translation>
    </message>
    <message>
        <source>Sign the package</source>
        <translation>Топтамаға қол қою</translation>
    </message>
    <message>
        <source>Sign the statement of what is submitted</source>
        <translation>Не ұсынылатыны туралы мәлімдемеге қол қою</translation>
    </message>
    <message>
        <source>Hand the statement to the portal</source>
        <translation>Мәлімдемені порталға беру</translation>
    </message>
    <message>
        <source>Send the package</source>
        <translation>Топтаманы жіберу</translation>
    </message>
    <message>
        <source>The portal checks what came</source>
        <translation>Порталдың тексеруі</translation>
    </message>
    <message>
        <source>Get and check the receipt</source>
        <translation>Қолхатты алу және тексеру</translation>
    </message>
    <message>
        <source>statement received</source>
        <translation>мәлімдеме қабылданды</translation>
    </message>
    <message>
        <source>received in full</source>
        <translation>толық қабылданды</translation>
    </message>
    <message>
        <source>lapsed: not complete in time</source>
        <translation>күшін жойды: мерзімінде толық келмеді</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>жарамды</translation>
    </message>
    <message>
        <source>cannot be confirmed</source>
        <translation>растау мүмкін емес</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>жарамсыз</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>тексерілмеген</translation>
    </message>
    <message>
        <source>a private person</source>
        <translation>жеке тұлға</translation>
    </message>
    <message>
        <source>a legal person</source>
        <translation>заңды тұлға</translation>
    </message>
    <message>
        <source>head of the company</source>
        <translation>бірінші басшы</translation>
    </message>
    <message>
        <source>authorised signatory</source>
        <translation>қол қою құқығы бар тұлға</translation>
    </message>
    <message>
        <source>signatory of financial documents</source>
        <translation>қаржы құжаттарына қол қою құқығы бар тұлға</translation>
    </message>
    <message>
        <source>HR officer</source>
        <translation>кадр қызметкері</translation>
    </message>
    <message>
        <source>employee</source>
        <translation>қызметкер</translation>
    </message>
    <message>
        <source>information system</source>
        <translation>ақпараттық жүйе</translation>
    </message>
    <message>
        <source>role not known ({oid})</source>
        <translation>рөлі белгісіз ({oid})</translation>
    </message>
</context>
</TS>
