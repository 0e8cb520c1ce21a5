<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en">
<context>
    <name>AbsenceDialog</name>
    <message>
        <source>Document is absent</source>
        <translation>Документ отсутствует</translation>
    </message>
    <message>
        <source>article of the law, if you rely on one</source>
        <translation>статья закона, если вы на неё ссылаетесь</translation>
    </message>
    <message>
        <source>&amp;What is the case</source>
        <translation>&amp;Что с документом</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>П&amp;ричина</translation>
    </message>
    <message>
        <source>&amp;Legal ground</source>
        <translation>Пра&amp;вовое основание</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>&amp;До какой даты</translation>
    </message>
    <message>
        <source>&amp;Earlier receipt</source>
        <translation>Прежняя &amp;квитанция</translation>
    </message>
    <message>
        <source>&amp;Save the answer</source>
        <translation>&amp;Сохранить ответ</translation>
    </message>
    <message>
        <source>&amp;Take the answer back</source>
        <translation>&amp;Отозвать ответ</translation>
    </message>
    <message>
        <source>Only a part is attached</source>
        <translation>Приложена только часть</translation>
    </message>
    <message>
        <source>The document does not exist or is not with us</source>
        <translation>Документа нет или он не у нас</translation>
    </message>
    <message>
        <source>The document will be restored by a date</source>
        <translation>Документ будет восстановлен к указанной дате</translation>
    </message>
    <message>
        <source>The document was provided earlier</source>
        <translation>Документ представлен ранее</translation>
    </message>
    <message>
        <source>We object: there is no legal basis, or it is not ours</source>
        <translation>Возражаем: нет правового основания или это не к нам</translation>
    </message>
    <message>
        <source>We ask for more time</source>
        <translation>Просим продлить срок</translation>
    </message>
    <message>
        <source>Write the reason: the inspector reads exactly these words.</source>
        <translation>Укажите причину: инспектор прочтёт именно эти слова.</translation>
    </message>
    <message>
        <source>Choose the receipt under which it was provided.</source>
        <translation>Выберите квитанцию, по которой документ уже представлен.</translation>
    </message>
    <message>
        <source>The answer becomes part of what you sign.</source>
        <translation>Ответ войдёт в состав того, что вы подписываете.</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Covering &amp;letter</source>
        <translation>Сопроводительное п&amp;исьмо</translation>
    </message>
    <message>
        <source>A few words to the inspector, if you want. They become part of the package.</source>
        <translation>При желании – несколько слов инспектору. Они войдут в состав пакета.</translation>
    </message>
    <message>
        <source>&amp;Sign and submit…</source>
        <translation>Подписать и &amp;отправить…</translation>
    </message>
    <message>
        <source>No case is open</source>
        <translation>Дело не открыто</translation>
    </message>
    <message>
        <source>Open a request in the inbox to answer it, or begin a new submission there.</source>
        <translation>Откройте запрос во входящих, чтобы ответить на него, или начните там новый пакет.</translation>
    </message>
    <message>
        <source>Go to the inbox</source>
        <translation>Перейти во входящие</translation>
    </message>
    <message>
        <source>Submission without a request</source>
        <translation>Пакет без запроса</translation>
    </message>
    <message>
        <source>Due: {moment}</source>
        <translation>Срок: {moment}</translation>
    </message>
    <message>
        <source>Request {number}, version {version}</source>
        <translation>Запрос {number}, версия {version}</translation>
    </message>
    <message>
        <source>For: {name}, {number}</source>
        <translation>Участник: {name}, {number}</translation>
    </message>
    <message>
        <source>The authority refused this submission. Put it right and submit it again.</source>
        <translation>Орган не принял этот пакет. Исправьте его и отправьте снова.</translation>
    </message>
    <message>
        <source>This case was submitted and cannot be changed any more.</source>
        <translation>Пакет по этому делу уже отправлен, изменить его нельзя.</translation>
    </message>
    <message>
        <source>Show the submission</source>
        <translation>Показать отправку</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файла</numerusform>
            <numerusform>%n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>signing opens when nothing is missing: %n thing(s) left</source>
        <translation>
            <numerusform>подписать можно, когда всё собрано: не хватает ещё %n пункта</numerusform>
            <numerusform>подписать можно, когда всё собрано: не хватает ещё %n пунктов</numerusform>
            <numerusform>подписать можно, когда всё собрано: не хватает ещё %n пунктов</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CertificateCard</name>
    <message>
        <source>Signer</source>
        <translation>Подписывающий</translation>
    </message>
    <message>
        <source>IIN</source>
        <translation>ИИН</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Организация</translation>
    </message>
    <message>
        <source>BIN</source>
        <translation>БИН</translation>
    </message>
    <message>
        <source>May sign as</source>
        <translation>Полномочия</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Срок действия</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Издатель</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Произошла ошибка</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>What to do now</source>
        <translation>Что делать</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation>Код: {code}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Показать подробности</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Копировать подробности</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Скрыть подробности</translation>
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
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform>%n дней</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n час</numerusform>
            <numerusform>%n часа</numerusform>
            <numerusform>%n часов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n минута</numerusform>
            <numerusform>%n минуты</numerusform>
            <numerusform>%n минут</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>меньше минуты</translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>осталось около %n секунды</numerusform>
            <numerusform>осталось около %n секунд</numerusform>
            <numerusform>осталось около %n секунд</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>осталось около %n минуты</numerusform>
            <numerusform>осталось около %n минут</numerusform>
            <numerusform>осталось около %n минут</numerusform>
        </translation>
    </message>
    <message>
        <source>overdue by {span}</source>
        <translation>просрочено: {span}</translation>
    </message>
    <message>
        <source>{span} left</source>
        <translation>осталось: {span}</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>Что запрошено</translation>
    </message>
    <message>
        <source>From whom</source>
        <translation>От кого</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Срок</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Submission without a request</source>
        <translation>Пакет без запроса</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Предмет</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Документы</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Изменено</translation>
    </message>
    <message>
        <source>withdrawn by the authority</source>
        <translation>отозван органом</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>дан ответ</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>черновик</translation>
    </message>
    <message>
        <source>new</source>
        <translation>новый</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Inbox</source>
        <translation>Входящие</translation>
    </message>
    <message>
        <source>Search in the list</source>
        <translation>Поиск по списку</translation>
    </message>
    <message>
        <source>&amp;New submission</source>
        <translation>&amp;Новый пакет</translation>
    </message>
    <message>
        <source>Submit documents that nobody asked for by a request</source>
        <translation>Представить документы по собственной инициативе, без запроса</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Обновить</translation>
    </message>
    <message>
        <source>Ask the portal for new requests (F5)</source>
        <translation>Получить с портала новые запросы (F5)</translation>
    </message>
    <message>
        <source>The portal is being asked</source>
        <translation>Идёт обращение к порталу</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Запросы</translation>
    </message>
    <message>
        <source>Without a request</source>
        <translation>Без запроса</translation>
    </message>
    <message>
        <source>Submissions without a request</source>
        <translation>Пакеты без запроса</translation>
    </message>
    <message>
        <source>No requests here yet</source>
        <translation>Запросов пока нет</translation>
    </message>
    <message>
        <source>Requests of the authority appear here after you fetch them from the portal. You need your key for that.</source>
        <translation>Запросы органа появятся здесь, когда вы получите их с портала. Для этого нужен ваш ключ.</translation>
    </message>
    <message>
        <source>Fetch requests…</source>
        <translation>Получить запросы…</translation>
    </message>
    <message>
        <source>Nothing of your own yet</source>
        <translation>Собственных пакетов пока нет</translation>
    </message>
    <message>
        <source>You can also submit documents with a covering letter when nobody asked for them.</source>
        <translation>Документы с сопроводительным письмом можно представить и без запроса.</translation>
    </message>
    <message>
        <source>New submission</source>
        <translation>Новый пакет</translation>
    </message>
    <message>
        <source>Asked: {moment}</source>
        <translation>Обновлено: {moment}</translation>
    </message>
    <message>
        <source>Not finished: {subject}. {state}.</source>
        <translation>Не завершено: {subject}. {state}.</translation>
    </message>
    <message>
        <source>submission without a request</source>
        <translation>пакет без запроса</translation>
    </message>
    <message numerus="yes">
        <source>%n more unfinished</source>
        <translation>
            <numerusform>Ещё %n незавершённая отправка</numerusform>
            <numerusform>Ещё %n незавершённые отправки</numerusform>
            <numerusform>Ещё %n незавершённых отправок</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>Продолжить…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Остановить</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Подробнее…</translation>
    </message>
</context>
<context>
    <name>ItemCard</name>
    <message>
        <source>mandatory</source>
        <translation>обязательно</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>необязательно</translation>
    </message>
    <message numerus="yes">
        <source>at least %n file(s)</source>
        <translation>
            <numerusform>не менее %n файла</numerusform>
            <numerusform>не менее %n файлов</numerusform>
            <numerusform>не менее %n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %n file(s)</source>
        <translation>
            <numerusform>не более %n файла</numerusform>
            <numerusform>не более %n файлов</numerusform>
            <numerusform>не более %n файлов</numerusform>
        </translation>
    </message>
    <message>
        <source>code {code}</source>
        <translation>код {code}</translation>
    </message>
    <message>
        <source>(until {date})</source>
        <translation>(до {date})</translation>
    </message>
    <message>
        <source>This file changed on disk after you added it.</source>
        <translation>Этот файл изменился на диске после добавления.</translation>
    </message>
    <message>
        <source>Take it as it is now</source>
        <translation>Взять как есть сейчас</translation>
    </message>
    <message>
        <source>This file is no longer where it was: {path}</source>
        <translation>Файла больше нет на прежнем месте: {path}</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Убрать из пакета</translation>
    </message>
</context>
<context>
    <name>ItemsModel</name>
    <message>
        <source>Requested documents</source>
        <translation>Запрошенные документы</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>{title} (optional)</source>
        <translation>{title} (необязательно)</translation>
    </message>
    <message>
        <source>changed on disk</source>
        <translation>изменён на диске</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>файла больше нет</translation>
    </message>
    <message>
        <source>empty file</source>
        <translation>пустой файл</translation>
    </message>
</context>
<context>
    <name>ItemsView</name>
    <message>
        <source>Requested documents and your files</source>
        <translation>Запрошенные документы и ваши файлы</translation>
    </message>
    <message>
        <source>&amp;Add files…</source>
        <translation>&amp;Добавить файлы…</translation>
    </message>
    <message>
        <source>Add files to the chosen item; you can also drop them on it (Ctrl+O)</source>
        <translation>Добавить файлы к выбранной позиции; их можно и перетащить на неё мышью (Ctrl+O)</translation>
    </message>
    <message>
        <source>Document is a&amp;bsent…</source>
        <translation>До&amp;кумента нет…</translation>
    </message>
    <message>
        <source>Say why this document is not attached (Ctrl+B)</source>
        <translation>Указать, почему документ не приложен (Ctrl+B)</translation>
    </message>
    <message>
        <source>Move the file up</source>
        <translation>Переместить файл выше</translation>
    </message>
    <message>
        <source>Move the file down</source>
        <translation>Переместить файл ниже</translation>
    </message>
    <message>
        <source>Take the file out</source>
        <translation>Убрать файл</translation>
    </message>
    <message>
        <source>Add files to: {title}</source>
        <translation>Добавить файлы: {title}</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>KeyPanel</name>
    <message>
        <source>Choose your key file first.</source>
        <translation>Сначала выберите файл ключа.</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>Файл &amp;ключа</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>О&amp;бзор…</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Па&amp;роль</translation>
    </message>
    <message>
        <source>&amp;Open the key</source>
        <translation>&amp;Открыть ключ</translation>
    </message>
    <message>
        <source>file with your key, .p12 or .pfx</source>
        <translation>файл с вашим ключом, .p12 или .pfx</translation>
    </message>
    <message>
        <source>This is a training key. Its password: {password}</source>
        <translation>Это учебный ключ. Его пароль: {password}</translation>
    </message>
    <message>
        <source>The password is asked for every time and is never stored.</source>
        <translation>Пароль спрашивается каждый раз и нигде не хранится.</translation>
    </message>
    <message>
        <source>Choose your key file</source>
        <translation>Выберите файл ключа</translation>
    </message>
    <message>
        <source>Key files (*.p12 *.pfx);;All files (*)</source>
        <translation>Файлы ключей (*.p12 *.pfx);;Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Qolhat – documents for the State Revenue Committee</source>
        <translation>Qolhat – документы для Комитета государственных доходов</translation>
    </message>
    <message>
        <source>Opening your workspace…</source>
        <translation>Открывается рабочее пространство…</translation>
    </message>
    <message>
        <source>Qolhat – finishing…</source>
        <translation>Qolhat – завершение…</translation>
    </message>
    <message>
        <source>A submission is on its way</source>
        <translation>Пакет отправляется</translation>
    </message>
    <message>
        <source>Stop it and close the program? What has been done is kept, and it goes on from there when you start the program again.</source>
        <translation>Остановить отправку и закрыть программу? Сделанное сохранится, и при следующем запуске отправка продолжится с этого места.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Остановить и закрыть</translation>
    </message>
    <message>
        <source>Keep sending</source>
        <translation>Продолжать отправку</translation>
    </message>
    <message>
        <source>About Qolhat</source>
        <translation>О программе Qolhat</translation>
    </message>
    <message>
        <source>Qolhat signs and submits document packages to the State Revenue Committee of Kazakhstan and keeps the receipt that proves it.

Apache License 2.0.</source>
        <translation>Qolhat подписывает пакеты документов, представляет их в Комитет государственных доходов Казахстана и хранит квитанцию, которая это доказывает.

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
        <translation>&amp;Переход</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>&amp;New submission</source>
        <translation>&amp;Новый пакет</translation>
    </message>
    <message>
        <source>&amp;Refresh the inbox</source>
        <translation>&amp;Обновить входящие</translation>
    </message>
    <message>
        <source>&amp;Verify a file…</source>
        <translation>&amp;Проверить файл…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Выход</translation>
    </message>
    <message>
        <source>&amp;About Qolhat</source>
        <translation>&amp;О программе Qolhat</translation>
    </message>
    <message>
        <source>&amp;Inbox</source>
        <translation>&amp;Входящие</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Дело</translation>
    </message>
    <message>
        <source>&amp;Receipts</source>
        <translation>&amp;Квитанции</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Проверка</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Настройки</translation>
    </message>
</context>
<context>
    <name>MissingList</name>
    <message numerus="yes">
        <source>Still missing: %n thing(s)</source>
        <translation>
            <numerusform>Не хватает: %n пункт</numerusform>
            <numerusform>Не хватает: %n пункта</numerusform>
            <numerusform>Не хватает: %n пунктов</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is missing</source>
        <translation>Всё собрано</translation>
    </message>
    <message>
        <source>Every requested document has an answer.</source>
        <translation>На каждый запрошенный документ есть ответ.</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Inbox</source>
        <translation>Входящие</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Дело</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Квитанции</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
</context>
<context>
    <name>NewSubmissionDialog</name>
    <message>
        <source>New submission</source>
        <translation>Новый пакет</translation>
    </message>
    <message>
        <source>You submit documents on your own initiative; nobody asked for them.</source>
        <translation>Вы представляете документы по собственной инициативе, без запроса.</translation>
    </message>
    <message>
        <source>&amp;What are the documents about?</source>
        <translation>О &amp;чём эти документы?</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>&amp;Начать</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Previous page</source>
        <translation>Предыдущая страница</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Следующая страница</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Уменьшить</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Увеличить</translation>
    </message>
    <message>
        <source>Fit to width</source>
        <translation>По ширине</translation>
    </message>
    <message>
        <source>Page of the document</source>
        <translation>Страница документа</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Просмотр</translation>
    </message>
    <message>
        <source>Choose a file on the left to see it here.</source>
        <translation>Выберите файл слева, чтобы увидеть его здесь.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Открывается…</translation>
    </message>
    <message>
        <source>No preview for this kind of file</source>
        <translation>Файлы этого вида здесь не показываются</translation>
    </message>
    <message>
        <source>It is attached and signed as it is.</source>
        <translation>Он прикладывается и подписывается как есть.</translation>
    </message>
    <message>
        <source>This file cannot be shown</source>
        <translation>Этот файл не удаётся показать</translation>
    </message>
    <message>
        <source>It may be damaged or protected by a password. Open it in its own program before you sign.</source>
        <translation>Возможно, он повреждён или защищён паролем. Откройте его в своей программе, прежде чем подписывать.</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} из {pages}</translation>
    </message>
</context>
<context>
    <name>ProgressView</name>
    <message>
        <source>Progress of this step</source>
        <translation>Ход этого шага</translation>
    </message>
    <message>
        <source>You may go on working elsewhere in the window. Every step is kept on disk: if something interrupts it, it goes on from here.</source>
        <translation>Можно продолжать работу в других разделах окна. Каждый шаг сохраняется на диске: если отправка прервётся, она продолжится с этого места.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Остановка…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Остановить</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} из {total}</translation>
    </message>
</context>
<context>
    <name>ReceiptActions</name>
    <message>
        <source>Where to copy the evidence to</source>
        <translation>Куда скопировать доказательства</translation>
    </message>
</context>
<context>
    <name>ReceiptView</name>
    <message>
        <source>Submission without a request</source>
        <translation>Пакет без запроса</translation>
    </message>
    <message>
        <source>The receipt is {verdict}.</source>
        <translation>Проверка квитанции: {verdict}.</translation>
    </message>
    <message>
        <source>The authority&apos;s reason: {text}</source>
        <translation>Причина, указанная органом: {text}</translation>
    </message>
    <message>
        <source>Rejected. This refusal is genuine: the authority sealed it.</source>
        <translation>Отклонено. Этот отказ подлинный: он заверен печатью органа.</translation>
    </message>
    <message>
        <source>Lapsed: not all files were in by the deadline. This notice is genuine: the authority sealed it.</source>
        <translation>Утратило силу: к сроку поступили не все файлы. Это извещение подлинное: оно заверено печатью органа.</translation>
    </message>
    <message>
        <source>No time of submission counts.</source>
        <translation>Время представления не засчитано.</translation>
    </message>
    <message>
        <source>Time of submission: {moment} – when the statement arrived – will count if all files are in by {complete_by}.</source>
        <translation>Временем представления будет {moment} – когда поступило заявление, – если все файлы поступят до {complete_by}.</translation>
    </message>
    <message>
        <source>The time of submission will be when the last byte arrives.</source>
        <translation>Временем представления станет поступление последнего байта.</translation>
    </message>
    <message>
        <source>Time of submission: {moment} – when the statement arrived, because all files were in by {complete_by}.</source>
        <translation>Время представления: {moment} – когда поступило заявление, так как все файлы поступили до {complete_by}.</translation>
    </message>
    <message>
        <source>Time of submission: {moment} – when the last byte arrived.</source>
        <translation>Время представления: {moment} – когда поступил последний байт.</translation>
    </message>
    <message>
        <source>Three clocks</source>
        <translation>Три источника времени</translation>
    </message>
    <message>
        <source>Your computer</source>
        <translation>Ваш компьютер</translation>
    </message>
    <message>
        <source>declared by you; proves nothing by itself</source>
        <translation>заявлено вами; само по себе ничего не доказывает</translation>
    </message>
    <message>
        <source>Timestamp service</source>
        <translation>Служба меток времени</translation>
    </message>
    <message>
        <source>no timestamp</source>
        <translation>метки времени нет</translation>
    </message>
    <message>
        <source>the statement existed by then: proven by a third party</source>
        <translation>к этому моменту заявление существовало: подтверждено третьей стороной</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Орган</translation>
    </message>
    <message>
        <source>begun {moment}</source>
        <translation>начато {moment}</translation>
    </message>
    <message>
        <source>checked {moment}</source>
        <translation>проверено {moment}</translation>
    </message>
    <message>
        <source>sealed with a timestamp of {moment}</source>
        <translation>метка времени печати: {moment}</translation>
    </message>
    <message>
        <source>entry {position} of {size}</source>
        <translation>№ {position} из {size} записей</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файла</numerusform>
            <numerusform>%n файлов</numerusform>
        </translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Получатель</translation>
    </message>
    <message>
        <source>Submitted for</source>
        <translation>Участник</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Подписал(а)</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Документы</translation>
    </message>
    <message>
        <source>Place in the log</source>
        <translation>Место в журнале</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Номер квитанции</translation>
    </message>
    <message>
        <source>Digest of the package</source>
        <translation>Хеш-сумма пакета</translation>
    </message>
</context>
<context>
    <name>Receipts</name>
    <message>
        <source>Received</source>
        <translation>Получено</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Предмет</translation>
    </message>
    <message>
        <source>Submission without a request</source>
        <translation>Пакет без запроса</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Квитанция</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Проверка</translation>
    </message>
</context>
<context>
    <name>ReceiptsPage</name>
    <message>
        <source>Receipts</source>
        <translation>Квитанции</translation>
    </message>
    <message>
        <source>Search by number, subject, participant</source>
        <translation>Поиск по номеру, предмету, участнику</translation>
    </message>
    <message>
        <source>Search the receipts</source>
        <translation>Поиск квитанций</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Экспорт…</translation>
    </message>
    <message>
        <source>Copy the receipt with all its evidence to a folder</source>
        <translation>Скопировать квитанцию со всеми доказательствами в папку</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>Пе&amp;чать</translation>
    </message>
    <message>
        <source>Open the printed form of the receipt</source>
        <translation>Открыть печатную форму квитанции</translation>
    </message>
    <message>
        <source>Show the files in their folder</source>
        <translation>Показать файлы в папке</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipt(s)</source>
        <translation>
            <numerusform>%Ln квитанция</numerusform>
            <numerusform>%Ln квитанции</numerusform>
            <numerusform>%Ln квитанций</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>No receipt matches these words.</source>
        <translation>Нет квитанций, в которых есть эти слова.</translation>
    </message>
    <message>
        <source>No receipts yet</source>
        <translation>Квитанций пока нет</translation>
    </message>
    <message>
        <source>After a submission the authority&apos;s receipt is kept here: your proof of what you submitted and when.</source>
        <translation>После отправки здесь хранится квитанция органа: ваше доказательство того, что и когда вы представили.</translation>
    </message>
    <message>
        <source>The evidence was copied to {folder}</source>
        <translation>Доказательства скопированы в папку {folder}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>The printed form is in {path}</source>
        <translation>Печатная форма находится здесь: {path}</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Hide &amp;details</source>
        <translation>Скрыть по&amp;дробности</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>По&amp;дробнее</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Проверено</translation>
    </message>
    <message>
        <source>Files in the container</source>
        <translation>Файлы в контейнере</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Verdict by EN 319 102-1: {verdict}</source>
        <translation>Заключение по EN 319 102-1: {verdict}</translation>
    </message>
    <message>
        <source>Reading profile: {profile}</source>
        <translation>Профиль чтения: {profile}</translation>
    </message>
    <message>
        <source>Certificate of signature {number}, SHA-256: {digest}</source>
        <translation>Сертификат подписи {number}, SHA-256: {digest}</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>&amp;Back to the case</source>
        <translation>Вернуться к де&amp;лу</translation>
    </message>
    <message>
        <source>To the &amp;inbox</source>
        <translation>Во в&amp;ходящие</translation>
    </message>
    <message>
        <source>All &amp;receipts</source>
        <translation>Все &amp;квитанции</translation>
    </message>
    <message>
        <source>Give it &amp;up</source>
        <translation>О&amp;тказаться</translation>
    </message>
    <message>
        <source>Submitted. The authority&apos;s receipt is here and was checked.</source>
        <translation>Пакет представлен. Квитанция органа получена и проверена.</translation>
    </message>
    <message>
        <source>The authority did not accept this submission. Its sealed answer is below: see the reason, put the case right and submit it again.</source>
        <translation>Орган не принял этот пакет. Его ответ, заверенный печатью, приведён ниже: посмотрите причину, исправьте дело и отправьте снова.</translation>
    </message>
    <message>
        <source>The outcome is unknown. The connection broke while the statement was being handed over: the portal may have it or not. Nothing is sent twice; ask the portal.</source>
        <translation>Исход неизвестен. Связь прервалась, когда передавалось заявление: портал мог его получить, а мог и не получить. Дважды ничего не отправляется; узнайте у портала.</translation>
    </message>
    <message>
        <source>Everything has been sent. The portal is still checking it; look again in a while.</source>
        <translation>Всё отправлено. Портал ещё проверяет пакет; посмотрите немного позже.</translation>
    </message>
    <message>
        <source>This submission was given up. Nothing was sent; the case can be changed again.</source>
        <translation>От отправки отказались. Ничего не отправлено; дело снова можно изменять.</translation>
    </message>
    <message>
        <source>Stopped by you.</source>
        <translation>Остановлено вами.</translation>
    </message>
    <message>
        <source>Nothing has been sent yet. What was prepared is kept.</source>
        <translation>Пока ничего не отправлено. Подготовленное сохранено.</translation>
    </message>
    <message>
        <source>Not finished: the portal confirmed {sent} of {total}.</source>
        <translation>Не завершено: портал подтвердил {sent} из {total}.</translation>
    </message>
    <message>
        <source>Not finished: the portal has confirmed none of the {total} yet.</source>
        <translation>Не завершено: из {total} портал пока ничего не подтвердил.</translation>
    </message>
    <message>
        <source>All files must be in by {moment}.</source>
        <translation>Все файлы должны поступить до {moment}.</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Подробнее…</translation>
    </message>
    <message>
        <source>&amp;Ask the portal</source>
        <translation>&amp;Узнать у портала</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>Проверить е&amp;щё раз</translation>
    </message>
    <message>
        <source>&amp;Open the key and go on</source>
        <translation>Открыть клю&amp;ч и продолжить</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>Продол&amp;жить</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>What you sign</source>
        <translation>Что вы подписываете</translation>
    </message>
    <message>
        <source>Your key</source>
        <translation>Ваш ключ</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Участник</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>In answer to</source>
        <translation>В ответ на</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Документы</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>Метка времени</translation>
    </message>
    <message>
        <source>Size or state</source>
        <translation>Размер или состояние</translation>
    </message>
    <message>
        <source>Documents that will be signed</source>
        <translation>Документы, которые будут подписаны</translation>
    </message>
    <message>
        <source>&amp;Sign and submit</source>
        <translation>По&amp;дписать и отправить</translation>
    </message>
    <message>
        <source>Covering letter</source>
        <translation>Сопроводительное письмо</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n знак</numerusform>
            <numerusform>%n знака</numerusform>
            <numerusform>%n знаков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файла</numerusform>
            <numerusform>%n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n part(s)</source>
        <translation>
            <numerusform>в %n части</numerusform>
            <numerusform>в %n частях</numerusform>
            <numerusform>в %n частях</numerusform>
        </translation>
    </message>
    <message>
        <source>none: the signature has no trusted time</source>
        <translation>нет: у подписи не будет доверенного времени</translation>
    </message>
    <message>
        <source>no request</source>
        <translation>запроса нет</translation>
    </message>
    <message>
        <source>request {number}, version {version}</source>
        <translation>запрос {number}, версия {version}</translation>
    </message>
    <message>
        <source>The clock of this computer is {span} ahead of the portal&apos;s ({moment}). </source>
        <translation>Часы этого компьютера спешат относительно портала ({moment}): {span}. </translation>
    </message>
    <message>
        <source>The clock of this computer is {span} behind the portal&apos;s ({moment}). </source>
        <translation>Часы этого компьютера отстают от портала ({moment}): {span}. </translation>
    </message>
    <message>
        <source>Set it right before you sign: the time you declare would not agree with the authority&apos;s, and the receipt may be refused.</source>
        <translation>Исправьте их, прежде чем подписывать: заявленное вами время не совпадёт со временем органа, и квитанция может быть признана негодной.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Спросить ещё раз</translation>
    </message>
    <message>
        <source>The clock of this computer is {span} ahead of the timestamp service&apos;s. </source>
        <translation>Часы этого компьютера спешат относительно службы меток времени: {span}. </translation>
    </message>
    <message>
        <source>The clock of this computer is {span} behind the timestamp service&apos;s. </source>
        <translation>Часы этого компьютера отстают от службы меток времени: {span}. </translation>
    </message>
    <message>
        <source>After this click the package is signed and sent; it cannot be taken back.</source>
        <translation>После нажатия пакет будет подписан и отправлен; вернуть его нельзя.</translation>
    </message>
    <message>
        <source>One moment: the package is being looked at.</source>
        <translation>Минуту: пакет просматривается.</translation>
    </message>
    <message>
        <source>Something is still missing in the case.</source>
        <translation>В деле ещё чего-то не хватает.</translation>
    </message>
    <message>
        <source>Open your key first.</source>
        <translation>Сначала откройте свой ключ.</translation>
    </message>
    <message>
        <source>This certificate is not of {name} ({number}). A package is signed by the participant whom the request asks. Open the key of that participant.</source>
        <translation>Этот сертификат принадлежит не участнику {name} ({number}). Пакет подписывает тот участник, которому адресован запрос. Откройте ключ этого участника.</translation>
    </message>
    <message>
        <source>The key belongs to another participant.</source>
        <translation>Ключ принадлежит другому участнику.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Окно</translation>
    </message>
    <message>
        <source>Participant and key</source>
        <translation>Участник и ключ</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Связь</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Язык</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Цвета</translation>
    </message>
    <message>
        <source>K&amp;ind of number</source>
        <translation>&amp;Вид номера</translation>
    </message>
    <message>
        <source>&amp;Number</source>
        <translation>&amp;Номер</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>Н&amp;аименование</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>Файл &amp;ключа</translation>
    </message>
    <message>
        <source>&amp;Portal address</source>
        <translation>А&amp;дрес портала</translation>
    </message>
    <message>
        <source>&amp;Timestamp service</source>
        <translation>Служба &amp;меток времени</translation>
    </message>
    <message>
        <source>Pro&amp;xy</source>
        <translation>Прокс&amp;и</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>как в системе</translation>
    </message>
    <message>
        <source>light</source>
        <translation>светлые</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>тёмные</translation>
    </message>
    <message>
        <source>BIN: organisation</source>
        <translation>БИН: организация</translation>
    </message>
    <message>
        <source>IIN: person</source>
        <translation>ИИН: физическое лицо</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>this one:</source>
        <translation>этот:</translation>
    </message>
    <message>
        <source>12 digits</source>
        <translation>12 цифр</translation>
    </message>
    <message>
        <source>none: signatures have no trusted time</source>
        <translation>нет: у подписей не будет доверенного времени</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>Адрес прокси</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Файл ключа</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>О&amp;бзор…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Со&amp;хранить</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Сохранено.</translation>
    </message>
    <message>
        <source>No portal is set. Start the program in training mode to try it out.</source>
        <translation>Портал не задан. Чтобы попробовать программу, запустите её в учебном режиме.</translation>
    </message>
    <message>
        <source>training: nothing reaches the authority</source>
        <translation>учебный режим: до органа ничего не доходит</translation>
    </message>
    <message>
        <source>real submissions</source>
        <translation>настоящие отправки</translation>
    </message>
    <message>
        <source>{name} – {environment}. Receipts of another seal are refused.</source>
        <translation>{name} – {environment}. Квитанции с другой печатью не принимаются.</translation>
    </message>
    <message>
        <source>Choose your key file</source>
        <translation>Выберите файл ключа</translation>
    </message>
    <message>
        <source>Key files (*.p12 *.pfx);;All files (*)</source>
        <translation>Файлы ключей (*.p12 *.pfx);;Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in to fetch requests</source>
        <translation>Вход для получения запросов</translation>
    </message>
    <message>
        <source>The portal shows requests only to the participant. Your key signs a short sign-in note that this program writes itself; nothing is submitted.</source>
        <translation>Портал показывает запросы только самому участнику. Ваш ключ подпишет короткую запись для входа, которую составляет сама программа; ничего не представляется.</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>&amp;Войти</translation>
    </message>
</context>
<context>
    <name>SignatureCard</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файла</numerusform>
            <numerusform>%n файлов</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubmitPage</name>
    <message>
        <source>Back to the case</source>
        <translation>Назад к делу</translation>
    </message>
    <message>
        <source>Sign and submit</source>
        <translation>Подписание и отправка</translation>
    </message>
    <message>
        <source>Submitting</source>
        <translation>Отправка</translation>
    </message>
    <message>
        <source>Submission</source>
        <translation>Итог отправки</translation>
    </message>
    <message>
        <source>Submission without a request</source>
        <translation>Пакет без запроса</translation>
    </message>
</context>
<context>
    <name>TrainingStrip</name>
    <message>
        <source>TRAINING</source>
        <translation>УЧЕБНЫЙ РЕЖИМ</translation>
    </message>
    <message>
        <source>Everything here is practice with a portal on this computer; nothing reaches the authority.</source>
        <translation>Здесь всё – упражнение с порталом на этом компьютере; до органа ничего не доходит.</translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>Signature {number}: {name}</source>
        <translation>Подпись {number}: {name}</translation>
    </message>
    <message>
        <source>signer not known</source>
        <translation>подписавший неизвестен</translation>
    </message>
    <message>
        <source>IIN {iin}</source>
        <translation>ИИН {iin}</translation>
    </message>
    <message>
        <source>BIN {bin}</source>
        <translation>БИН {bin}</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>Подписал(а)</translation>
    </message>
    <message>
        <source>none: only the signer&apos;s own clock says when</source>
        <translation>нет: время известно только по часам подписавшего</translation>
    </message>
    <message>
        <source>Proven time</source>
        <translation>Доказанное время</translation>
    </message>
    <message>
        <source>Time the signer states</source>
        <translation>Время, указанное подписавшим</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>Метка времени</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Охватывает</translation>
    </message>
    <message>
        <source>Not a container that can be read</source>
        <translation>Не контейнер, который можно прочитать</translation>
    </message>
    <message>
        <source>Document package</source>
        <translation>Пакет документов</translation>
    </message>
    <message>
        <source>Statement of submission</source>
        <translation>Заявление о представлении</translation>
    </message>
    <message>
        <source>Receipt of the authority</source>
        <translation>Квитанция органа</translation>
    </message>
    <message>
        <source>Request of the authority</source>
        <translation>Запрос органа</translation>
    </message>
    <message>
        <source>Evidence of delivery</source>
        <translation>Доказательство доставки</translation>
    </message>
    <message>
        <source>Acknowledgement</source>
        <translation>Подтверждение ознакомления</translation>
    </message>
    <message>
        <source>Head of the authority&apos;s log</source>
        <translation>Вершина журнала органа</translation>
    </message>
    <message>
        <source>Sign-in note</source>
        <translation>Запись для входа</translation>
    </message>
    <message>
        <source>Container of another program</source>
        <translation>Контейнер другой программы</translation>
    </message>
    <message>
        <source>Not valid: this file is no ASiC container, or it is damaged. No signature was checked.</source>
        <translation>Недействительно: этот файл не контейнер ASiC, или он повреждён. Подписи не проверялись.</translation>
    </message>
    <message>
        <source>Valid: the signatures hold and nothing was changed.</source>
        <translation>Подлинность подтверждена: подписи верны, ничего не изменено.</translation>
    </message>
    <message>
        <source>Not valid: something in this file is not what was signed.</source>
        <translation>Недействительно: что-то в этом файле не соответствует подписанному.</translation>
    </message>
    <message>
        <source>Cannot be confirmed: nothing wrong was found, but proof is missing.</source>
        <translation>Подтвердить нельзя: нарушений не найдено, но не хватает доказательств.</translation>
    </message>
    <message>
        <source>Not checked: this program cannot judge a part of this file. It may be good or bad.</source>
        <translation>Не проверено: часть этого файла программа оценить не может. Он может быть и верным, и неверным.</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>Verify</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Drop a package, a receipt or any other ASiC container here. Nothing is sent anywhere but for asking whether certificates were revoked.</source>
        <translation>Перетащите сюда пакет, квитанцию или любой другой контейнер ASiC. Никуда ничего не отправляется, кроме запроса о том, не отозваны ли сертификаты.</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>&amp;Выбрать файл…</translation>
    </message>
    <message>
        <source>&amp;Without network</source>
        <translation>&amp;Без сети</translation>
    </message>
    <message>
        <source>Do not ask whether certificates were revoked; the verdict says so then</source>
        <translation>Не запрашивать, отозваны ли сертификаты; это будет сказано в заключении</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Идёт проверка</translation>
    </message>
    <message>
        <source>Verifying {name}…</source>
        <translation>Проверяется {name}…</translation>
    </message>
    <message>
        <source>Choose a file to verify</source>
        <translation>Выберите файл для проверки</translation>
    </message>
    <message>
        <source>Containers (*.asice *.asics *.sce *.scs *.zip);;All files (*)</source>
        <translation>Контейнеры (*.asice *.asics *.sce *.scs *.zip);;Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>no answer yet</source>
        <translation>нет ответа</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>не представлено</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>приложено</translation>
    </message>
    <message>
        <source>partly attached</source>
        <translation>приложено частично</translation>
    </message>
    <message>
        <source>absent, with a reason</source>
        <translation>отсутствует, с обоснованием</translation>
    </message>
    <message>
        <source>will be restored</source>
        <translation>будет восстановлено</translation>
    </message>
    <message>
        <source>provided earlier</source>
        <translation>представлено ранее</translation>
    </message>
    <message>
        <source>objection</source>
        <translation>возражение</translation>
    </message>
    <message>
        <source>more time asked for</source>
        <translation>запрошено продление срока</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>ещё не отправлено</translation>
    </message>
    <message>
        <source>packed, not signed yet</source>
        <translation>собрано, ещё не подписано</translation>
    </message>
    <message>
        <source>signed, not sent yet</source>
        <translation>подписано, ещё не отправлено</translation>
    </message>
    <message>
        <source>signed, not known to be sent</source>
        <translation>подписано, отправка не подтверждена</translation>
    </message>
    <message>
        <source>statement received, files to send</source>
        <translation>заявление принято, файлы ещё не отправлены</translation>
    </message>
    <message>
        <source>sending not finished</source>
        <translation>отправка не завершена</translation>
    </message>
    <message>
        <source>sent, being checked by the portal</source>
        <translation>отправлено, портал проверяет</translation>
    </message>
    <message>
        <source>receipt is here</source>
        <translation>квитанция получена</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>не принято</translation>
    </message>
    <message>
        <source>outcome unknown</source>
        <translation>исход неизвестен</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>отменено</translation>
    </message>
    <message>
        <source>Pack the documents</source>
        <translation>Собрать документы в пакет</translation>
    </message>
    <message>
        <source>Sign the package</source>
        <translation>Подписать пакет</translation>
    </message>
    <message>
        <source>Sign the statement of what is submitted</source>
        <translation>Подписать заявление о том, что представляется</translation>
    </message>
    <message>
        <source>Hand the statement to the portal</source>
        <translation>Передать заявление порталу</translation>
    </message>
    <message>
        <source>Send the package</source>
        <translation>Отправить пакет</translation>
    </message>
    <message>
        <source>The portal checks what came</source>
        <translation>Проверка на портале</translation>
    </message>
    <message>
        <source>Get and check the receipt</source>
        <translation>Получить и проверить квитанцию</translation>
    </message>
    <message>
        <source>statement received</source>
        <translation>заявление принято</translation>
    </message>
    <message>
        <source>received in full</source>
        <translation>получено полностью</translation>
    </message>
    <message>
        <source>lapsed: not complete in time</source>
        <translation>утратило силу: не всё поступило в срок</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>действительна</translation>
    </message>
    <message>
        <source>cannot be confirmed</source>
        <translation>подтвердить нельзя</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>недействительна</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>не проверено</translation>
    </message>
    <message>
        <source>a private person</source>
        <translation>физическое лицо</translation>
    </message>
    <message>
        <source>a legal person</source>
        <translation>юридическое лицо</translation>
    </message>
    <message>
        <source>head of the company</source>
        <translation>первый руководитель</translation>
    </message>
    <message>
        <source>authorised signatory</source>
        <translation>лицо с правом подписи</translation>
    </message>
    <message>
        <source>signatory of financial documents</source>
        <translation>лицо с правом подписи финансовых документов</translation>
    </message>
    <message>
        <source>HR officer</source>
        <translation>сотрудник отдела кадров</translation>
    </message>
    <message>
        <source>employee</source>
        <translation>сотрудник</translation>
    </message>
    <message>
        <source>information system</source>
        <translation>информационная система</translation>
    </message>
    <message>
        <source>role not known ({oid})</source>
        <translation>роль неизвестна ({oid})</translation>
    </message>
</context>
</TS>
