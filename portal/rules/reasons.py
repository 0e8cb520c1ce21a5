"""The closed list of reasons (docs/formats.md, 7), in the words that people read."""

from signing.evidence.receipt import RejectionCode, RejectionReason
from signing.evidence.references import LanguageTexts

_TEXTS = {
    RejectionCode.NOT_WELL_FORMED: LanguageTexts(
        en="The package does not follow the format.",
        kk="Пакет белгіленген форматқа сай емес.",
        ru="Пакет не соответствует формату.",
    ),
    RejectionCode.SIGNATURE_BROKEN: LanguageTexts(
        en="The signature does not fit what was signed.",
        kk="Қолтаңба қол қойылған мазмұнға сәйкес келмейді.",
        ru="Подпись не соответствует подписанному содержанию.",
    ),
    RejectionCode.CERTIFICATE_UNUSABLE: LanguageTexts(
        en=(
            "The signer's certificate cannot be used: it is expired or revoked, is not meant for "
            "signing documents, or was issued by somebody whom the authority does not trust."
        ),
        kk=(
            "Қол қоюшының сертификатын пайдалануға болмайды: мерзімі өткен немесе кері "
            "қайтарылған, құжаттарға қол қоюға арналмаған немесе орган сенбейтін тұлға берген."
        ),
        ru=(
            "Сертификат подписавшего использовать нельзя: он истёк или отозван, не предназначен "
            "для подписания документов либо выдан тем, кому орган не доверяет."
        ),
    ),
    RejectionCode.SIGNER_MAY_NOT_ACT: LanguageTexts(
        en="The signer has no right to act for this participant.",
        kk="Қол қоюшының осы қатысушының атынан әрекет етуге құқығы жоқ.",
        ru="Подписавший не вправе действовать от имени этого участника.",
    ),
    RejectionCode.REQUEST_UNKNOWN: LanguageTexts(
        en="The authority has made no such request to this participant.",
        kk="Орган осы қатысушыға мұндай сұрау салу жібермеген.",
        ru="Орган не направлял этому участнику такого запроса.",
    ),
    RejectionCode.REQUEST_WITHDRAWN: LanguageTexts(
        en="The request has been withdrawn.",
        kk="Сұрау салу кері қайтарып алынды.",
        ru="Запрос отозван.",
    ),
    RejectionCode.DIGEST_DIFFERS: LanguageTexts(
        en="What arrived is not what the statement names: the digest differs.",
        kk="Келіп түскен файл мәлімдемеде аталған файл емес: хэш-сома сәйкес келмейді.",
        ru="Поступило не то, что названо в заявлении: хеш-сумма не совпадает.",
    ),
    RejectionCode.OVER_SIZE: LanguageTexts(
        en="The package is larger than the authority accepts.",
        kk="Пакет орган қабылдайтын көлемнен үлкен.",
        ru="Пакет больше размера, который принимает орган.",
    ),
    RejectionCode.NOT_COMPLETE_IN_TIME: LanguageTexts(
        en="Not all parts of the package arrived in time.",
        kk="Пакеттің барлық бөліктері мерзімінде келіп түспеді.",
        ru="Не все части пакета поступили в срок.",
    ),
}


def rejection_reasons(codes: tuple[RejectionCode, ...]) -> tuple[RejectionReason, ...]:
    """The reasons with their texts, each once, in the order given."""
    return tuple(RejectionReason(code=code, text=_TEXTS[code]) for code in dict.fromkeys(codes))
